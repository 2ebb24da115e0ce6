"""Values that callers send beside a firm, read strictly, with a remedy for each that cannot be read."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

REMEDIES = {"day": "Write it as 2026-11-21.", "flag": "Write true or false."}

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(word: Any) -> dt.date:
    try:
        if _DAY.fullmatch(word):
            return dt.date.fromisoformat(word)
    except (TypeError, ValueError):
        pass
    raise PydanticCustomError("day", "this is no day.")


def _flag(word: Any) -> bool:
    if word in ("true", "false", True, False):
        return word in ("true", True)
    raise PydanticCustomError("flag", "this is neither true nor false.")


Day = Annotated[
    dt.date | None,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
    Field(description="Reckon as of this day; today by default."),
]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean", "default": False})]
