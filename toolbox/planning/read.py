"""Read a plan that `menkan plan --json` printed, to draw it again."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from toolbox.documents import Document
from toolbox.errors import DataError, Fault
from toolbox.planning.plan import FORMAT, Plan
from toolbox.text import shown

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_AGAIN = "Print it anew with `menkan plan --json`."


def read_plan(document: Document) -> Plan:
    """The plan in a document. Raises DataError where it is none, or one of another version."""
    import json

    from pydantic import ValidationError

    data = document.data
    said = data.get("format") if isinstance(data, dict) else None
    if said != FORMAT:
        raise DataError(Fault(document.name, f"this is not a plan in the format {FORMAT}.", _AGAIN))
    try:
        plan: Plan = _adapter().validate_json(json.dumps(data))
    except ValidationError as error:
        keys = tuple(error.errors()[0]["loc"])
        raise DataError(Fault(document.place(keys), "this is not what a plan says there.", _AGAIN)) from None
    for step in plan.steps:
        for month in (plan.start, step.begins, step.in_use):
            if not _MONTH.fullmatch(month):
                raise DataError(Fault(document.name, f"'{shown(month)}' is not a month.", _AGAIN))
        if not plan.start <= step.begins < step.in_use:
            raise DataError(Fault(document.name, f"'{shown(step.tool)}' ends before it begins.", _AGAIN))
    return plan


@cache
def _adapter() -> Any:
    from pydantic import ConfigDict, TypeAdapter

    return TypeAdapter(Plan, config=ConfigDict(extra="forbid", strict=True))
