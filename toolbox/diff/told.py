"""Which tools a firm told to be in use: an advice lists them together with those that other answers show."""

from __future__ import annotations

from collections.abc import Mapping

from toolbox.advice import Known
from toolbox.conditions import told
from toolbox.conditions.phrases import Flawed
from toolbox.conditions.values import Among, Members, Value
from toolbox.diff.views import View
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text

IN_USE = "in_use"


def as_told(old: View, new: View, knowledge: Knowledge) -> tuple[View, View]:
    """The views with what follows from other answers taken out of the tools in use, where the other has it not told.

    What is taken out follows again, so nothing else changes.
    """
    sets = [_set(view, knowledge) for view in (old, new)]
    bare = [
        known.has - _shown(view, known, knowledge) if known and IN_USE in view.derived else known.has if known else none
        for view, known in zip((old, new), sets, strict=True)
    ]
    kept = [bare[at] | (known.has & bare[1 - at]) if known else none for at, known in enumerate(sets)]
    changed = [
        view._replace(told={**view.told, IN_USE: _known(view.told[IN_USE], known._replace(has=has), knowledge)})
        if known and has != known.has
        else view
        for view, known, has in zip((old, new), sets, kept, strict=True)
    ]
    return changed[0], changed[1]


none: frozenset[str] = frozenset()


def _set(view: View, knowledge: Knowledge) -> Members | None:
    value = _value(view.told, IN_USE, knowledge)
    return value if isinstance(value, Members) else None


def _value(known: Mapping[str, Known], name: str, knowledge: Knowledge) -> Value | None:
    fact = knowledge.vocabulary.get(name)
    if fact is None or name not in known:
        return None
    try:
        return told.read_value(fact, known[name].value)
    except Flawed:
        return None


def _shown(view: View, in_use: Members, knowledge: Knowledge) -> frozenset[str]:
    """The tools that other answers show, and those that tools in use replace."""
    found: set[str] = set()
    for name in view.told:
        value = _value(view.told, name, knowledge) if name != IN_USE else None
        chosen = value.members if isinstance(value, Among) and value.exact else getattr(value, "has", ())
        for member in chosen:
            found.update(knowledge.vocabulary[name].members[member].shows)
    for tool in in_use.has:
        found.update(knowledge.tools[tool].replaces if tool in knowledge.tools else ())
    return frozenset(found)


def _known(before: Known, value: Members, knowledge: Knowledge) -> Known:
    fact = knowledge.vocabulary[IN_USE]
    words = Text(told.in_words(fact, value, "zh"), told.in_words(fact, value, "en"))
    return before._replace(value=told.told(fact, value), words=words)
