"""What a report prints."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

from tests.firms import TODAY
from toolbox.advice import Reasoned, reason
from toolbox.documents import read_file
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.profile import read

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def printed(report: Callable[..., None], *arguments: object, **options: object) -> str:
    """The text that a report prints where nobody looks on."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        report(*arguments, **options)
    text = out.getvalue()
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    return text


def example(name: str, knowledge: Knowledge, inference: Inference) -> Reasoned:
    """One of the example firms, reasoned about."""
    return reason(read(read_file(EXAMPLES / f"{name}.yaml"), knowledge), inference, knowledge, TODAY)
