"""Compile a loop by numba for the kinds of arrays that it is given, once, and keep it where that can be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(*signatures: str) -> Callable[[Function], Function]:
    """Compile for these signatures when the module is loaded, without the lock of the interpreter.

    What was compiled is kept beside the module, or in the user's cache folder; where neither can be written it is
    compiled in memory by each process.
    """
    import numba

    def compile_(function: Function) -> Function:
        try:
            made = numba.njit(list(signatures), nogil=True, cache=True)(function)
        except (RuntimeError, OSError):  # no folder for the cache
            made = numba.njit(list(signatures), nogil=True)(function)
        return cast("Function", made)

    return compile_


def inner(function: Function) -> Function:
    """Compile as a part of the loops of the same module that call it."""
    import numba

    return cast("Function", numba.njit(nogil=True)(function))
