"""A line on standard error that tells how far a long run is: rows, how fast, how long to go."""

from __future__ import annotations

import sys
import time

import click

from toolbox.commands.words import say

_A_LINE = 0.5  # seconds between two lines


class Progress:
    """Tells how many rows are done. total: how many there are, where that is known. always: without a terminal too."""

    def __init__(self, total: int | None, *, always: bool) -> None:
        self._total = total
        self._live = sys.stderr.isatty()
        self._shown = self._live or always
        self._start = self._last = time.monotonic()
        self._rows = 0

    def more(self, rows: int) -> None:
        """So many more rows are done."""
        self._rows += rows
        now = time.monotonic()
        if self._shown and now - self._last >= _A_LINE:
            self._last = now
            click.echo(("\r" if self._live else "") + self._line(now), err=True, nl=not self._live)

    def end(self) -> None:
        """All is done: a last line."""
        if self._shown:
            click.echo(("\r" if self._live else "") + self._line(time.monotonic()), err=True)

    def _line(self, now: float) -> str:
        rate = self._rows / max(now - self._start, 1e-9)
        told = say(f"{self._rows:,} 行，每秒 {rate:,.0f}", f"{self._rows:,} rows, {rate:,.0f} a second")
        if self._total is None or not rate:
            return told
        left = max(0, self._total - self._rows) / rate
        share = 100 * self._rows / max(1, self._total)
        return told + say(f"，{share:.0f}%，还要 {left:.0f} 秒  ", f", {share:.0f}%, {left:.0f} s to go  ")
