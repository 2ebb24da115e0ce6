"""The state of an interview as a bot carries it from turn to turn: plain JSON, nothing hidden.

    {"format": "menkan-state/1", "facts": {"staff": 12, "goals": "unknown", "export_share": "does not apply"}}

A state of another version is refused with the reason, so that no answer is lost without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolbox.conditions import told
from toolbox.documents import Document
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.profile import Profile, read
from toolbox.text import LONGEST, shown

FAMILY = "menkan-state/"
VERSION = 1
FORMAT = f"{FAMILY}{VERSION}"
KEYS = ("format", "facts", "name")


def read_state(document: Document, knowledge: Knowledge) -> Profile:
    """The profile that a state holds; an empty map is the beginning.

    Raises DataError: it is broken, of another version, or tells facts that this knowledge does not have.
    """
    if not isinstance(document.data, Mapping):
        raise DataError(Fault(document.place(), "a state is a map.", 'Begin with {"facts": {}}.'))
    data = document.data
    _refuse_other_versions(document, data.get("format", FORMAT))
    for key in data:
        if key not in KEYS:
            raise DataError(
                Fault(document.place((key,)), f"no key called '{shown(key)}' in a state.", f"It has {', '.join(KEYS)}.")
            )
    facts = data.get("facts", {})
    if not isinstance(facts, Mapping):
        raise DataError(Fault(document.place(("facts",)), "'facts' is a map of answers.", 'Write {"staff": 12}.'))
    if not isinstance(data.get("name"), str | None):
        fault = f"'name' is a text of at most {LONGEST} bytes."
        raise DataError(Fault(document.place(("name",)), fault, "Shorten it, or quote it."))
    named = {"name": data["name"]} if data.get("name") is not None else {}
    return read(Document(f"{document.name}: facts", {**named, **facts}, {}), knowledge)


def write_state(profile: Profile, knowledge: Knowledge) -> dict[str, Any]:
    """The state that holds a profile; `read_state` reads it back."""
    facts: dict[str, Any] = {
        name: told.told(knowledge.vocabulary[name], value) for name, value in sorted(profile.told.items())
    }
    facts |= {name: told.DOES_NOT_APPLY if name in profile.not_applicable else "unknown" for name in profile.unknown}
    if profile.industry is not None:
        facts["industry"] = profile.industry
    return {"format": FORMAT, "name": profile.name, "facts": dict(sorted(facts.items()))}


def _refuse_other_versions(document: Document, form: Any) -> None:
    if form == FORMAT:
        return
    place = document.place(("format",))
    number = str(form).removeprefix(FAMILY)
    if not str(form).startswith(FAMILY) or not number.isdigit():
        raise DataError(Fault(place, f"'{shown(form)}' is not a state.", f"It should be {FORMAT}."))
    older = int(number) < VERSION
    remedy = "Begin anew." if older else "Update menkan, or begin anew."
    raise DataError(Fault(place, f"the state is of version {number}; this menkan reads {VERSION}.", remedy))
