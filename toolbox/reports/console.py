"""The terminal, as every text report uses it."""

from __future__ import annotations

import shutil
import sys

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

PIPED_WIDTH = 100
MARKS = {"yes": "✓", "no": "✗", "ask": "?"}
MARK_STYLES = {"yes": "green", "no": "red", "ask": "yellow"}


def console() -> Console:
    """A console on standard output; plain and of a fixed width where it is not a terminal."""
    width = shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if sys.stdout.isatty() else PIPED_WIDTH
    return Console(file=sys.stdout, width=max(40, min(width, 120)), highlight=False, markup=False, emoji=False)


def line(out: Console, text: str, style: str = "", indent: int = 0) -> None:
    """Print one paragraph, indented as a whole."""
    out.print(Padding(Styled(text, style=style), (0, 0, 0, indent), expand=False))


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def span(low: float, high: float) -> str:
    """A range, or one number where both ends are the same."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"
