"""Numbers and codes out of arrays of Arrow, in a few passes over all rows, where that surely says what a cell says."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from toolbox.conditions.bits import Bools, Codes
from toolbox.vocabulary import Fact

_SURE = 2**53  # floats hold whole numbers up to here
_DIGITS = 15


def codes_of(places: pa.Array, none: int) -> Codes:
    """Places as small numbers; `none`, which is beyond them all, where there is none."""
    kind = pa.uint8() if none < 1 << 8 else pa.uint16() if none < 1 << 16 else pa.uint32()
    if pa.types.is_boolean(places.type):
        places = places.cast(kind)
    codes: Codes = _values(places).astype(kind.to_pandas_dtype())
    if places.null_count:
        np.copyto(codes, none, where=places.is_null().to_numpy(zero_copy_only=False))
    return codes


def _values(cells: pa.Array) -> npt.NDArray[np.integer]:
    """The whole numbers of an array where they stand; any number where there is none."""
    _, data = cells.buffers()
    return np.frombuffer(data, cells.type.to_pandas_dtype(), len(cells), cells.offset * cells.type.byte_width)


def stored(fact: Fact, cells: pa.Array) -> tuple[npt.NDArray[np.int64], Bools]:
    """Numbers in stored units, and of which rows that is sure."""
    kind = cells.type
    nothing = np.zeros(len(cells), np.int64), np.zeros(len(cells), np.bool_)
    if pa.types.is_dictionary(kind):
        cells, kind = cells.dictionary_decode(), kind.value_type
    if pa.types.is_integer(kind) and kind != pa.uint64():
        return _of_whole_numbers(fact, cells)
    there = cells.is_valid()
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        there = pc.and_(there, pc.match_substring_regex(cells, rf"^-?[0-9]{{1,9}}(\.[0-9]{{1,{_DIGITS - 9}}})?$"))
        cells = pc.if_else(there, cells, None).cast(pa.float64())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return nothing
    numbers = cells.cast(pa.float64(), safe=False).fill_null(0).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = np.rint(numbers * fact.scale)
        sure = np.isfinite(scaled) & (np.abs(scaled) < _SURE)
        found = np.where(sure, scaled, 0).astype(np.int64)
        sure &= (found / fact.scale == numbers) & (np.abs(found) < 10**_DIGITS)
    for bound, beyond in ((fact.low, np.less), (fact.high, np.greater)):
        if bound is not None:
            sure &= ~beyond(found, round(bound * fact.scale))
    return found, sure & there.fill_null(False).to_numpy(zero_copy_only=False)


def _of_whole_numbers(fact: Fact, cells: pa.Array) -> tuple[npt.NDArray[np.int64], Bools]:
    """As `stored`, where no number needs rounding."""
    most = (10**_DIGITS - 1) // fact.scale
    low = -most if fact.low is None else max(-most, -(-round(fact.low * fact.scale) // fact.scale))
    high = most if fact.high is None else min(most, round(fact.high * fact.scale) // fact.scale)
    there = cells.is_valid() if cells.null_count else None
    numbers = _values(cells).astype(np.int64, copy=False)
    sure = (numbers >= low) & (numbers <= high)
    if there is not None:
        sure &= there.to_numpy(zero_copy_only=False)
    return numbers * fact.scale if fact.scale != 1 else numbers, sure
