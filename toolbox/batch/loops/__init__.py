"""The loops that take the time of a batch, each in two ways that give the same numbers to the last bit.

`plain` needs numpy only; `fast` is compiled by numba, which is an extra (`pip install 'menkan[fast]'`). A few rows are
quicker done than the compiled loops are loaded; so both ways may serve one run, and no one can tell from the results.
"""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING

from toolbox.batch.loops.plain import Plain

if TYPE_CHECKING:
    from toolbox.batch.loops.fast import Fast

FEW = 4096  # rows

_PLAIN = Plain()


def loops_for(rows: int) -> Plain | Fast:
    """The quickest way for so many firms."""
    return compiled() or _PLAIN if rows >= FEW else _PLAIN


@functools.cache
def compiled() -> Fast | None:
    """The compiled loops, where numba is installed; loaded once."""
    if not available():
        return None
    from toolbox.batch.loops.fast import Fast

    return Fast()


def available() -> bool:
    """Whether the compiled loops can be had."""
    return importlib.util.find_spec("numba") is not None
