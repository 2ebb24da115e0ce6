"""Frozen values as plain JSON: named tuples become maps, other tuples lists, decimals exact text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """The value as maps, lists and scalars."""
    fields = getattr(value, "_fields", None)
    if fields is not None:
        return {name: plain(getattr(value, name)) for name in fields}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def as_json(value: Any) -> str:
    """The value as JSON text on one line, the same bytes for the same value."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
