"""What a form sends: fields with their values, bounded; and answers packed into a short code for a link."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

from toolbox.errors import DataError, Fault

KIND = "application/x-www-form-urlencoded"
MOST_FIELDS = 400  # the longest question has fewer than 200 boxes
LARGEST_STATE = 64 * 1024  # bytes
_UNREADABLE = Fault("form", "this form cannot be read.", "Use the buttons of the page.")
_NO_CODE = Fault("code", "this is no code of answers.", "Paste all of it, from the first to the last character.")


class Form(NamedTuple):
    """The fields of a form; one may have several values."""

    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str, otherwise: str = "") -> str:
        """The first value of a field."""
        return self.fields.get(name, (otherwise,))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return self.fields.get(name, ())


def read_form(body: bytes) -> Form:
    """The fields that a body holds. Raises DataError."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise DataError(_UNREADABLE) from None
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return Form(fields)


def packed(state: str) -> str:
    """The answers as a code that an address may hold."""
    return base64.urlsafe_b64encode(zlib.compress(state.encode(), 9)).decode().rstrip("=")


def unpacked(code: str) -> str:
    """The answers in a code; answers that were pasted as they are are left so. Raises DataError."""
    if code.lstrip().startswith("{"):
        return code
    code = "".join(code.split()).rpartition("#a=")[2]
    try:
        packed_ = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        state = unpacking.decompress(packed_, LARGEST_STATE)
        if not unpacking.eof:
            raise DataError(_NO_CODE)
        return state.decode()
    except (binascii.Error, ValueError, zlib.error):
        raise DataError(_NO_CODE) from None
