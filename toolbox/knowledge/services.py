"""Services that many firms share: read them, and check that they name tools and ask what firms are asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolbox.conditions.tree import facts_in
from toolbox.errors import Fault
from toolbox.knowledge import model
from toolbox.knowledge.sources import BUILT_IN
from toolbox.knowledge.support import Service, ServiceEntry
from toolbox.knowledge.support_checks import condition
from toolbox.text import folded, one_of, shown
from toolbox.vocabulary import words

if TYPE_CHECKING:
    from toolbox.knowledge.loader import Loaded

Found = Iterator[Fault]


def read(loaded: Loaded) -> dict[str, Service]:
    """The services with their conditions read, by id. One whose tools an overlay switched off goes with them.

    Adds faults to the loaded.
    """
    written = loaded.entries.sections["services"]
    made: dict[str, Service] = {}
    for id_, entry in sorted(loaded.shaped["services"].items()):
        if not entry.tools and written[id_].raw["tools"]:
            continue
        made[id_] = _service(id_, entry, loaded)
    return made


def _service(id_: str, entry: ServiceEntry, loaded: Loaded) -> Service:
    when = condition(loaded, "services", id_, "when")
    return Service(id_, entry.name, entry.text, entry.tools, entry.sources, when, entry.also)


def faults(loaded: Loaded, k: model.Knowledge) -> list[Fault]:
    """Every fault of services."""
    return [*_tools(loaded, k), *_questions(loaded, k), *_twice_named(loaded, k)]


def _tools(loaded: Loaded, k: model.Knowledge) -> Found:
    for id_, service in k.services.items():
        if not service.tools:
            yield Fault(loaded.place("services", id_, "tools"), "it names no tool.", "Name at least one.")
        for number, tool in enumerate(service.tools):
            place = loaded.place("services", id_, "tools", number)
            if tool not in k.tools:
                yield Fault(place, f"there is no tool '{shown(tool)}'.", one_of(tool, k.tools))
            elif tool in service.tools[:number]:
                yield Fault(place, f"'{tool}' is named twice.", "Keep one of them.")


def _questions(loaded: Loaded, k: model.Knowledge) -> Found:
    """A fact that is asked for one scoring model belongs to it."""
    for id_, service in k.services.items():
        for name in sorted(facts_in(service.when)) if service.when else ():
            model_ = k.vocabulary[name].only_for
            if model_ is not None:
                place = loaded.place("services", id_, "when")
                yield Fault(place, f"'{name}' is asked for {model_} only; no rule reads it.", "Use another fact.")


def _twice_named(loaded: Loaded, k: model.Knowledge) -> Found:
    seen: dict[str, str] = {}
    entries = loaded.entries.sections["services"]
    for id_, service in sorted(k.services.items(), key=lambda item: entries[item[0]].root.name != BUILT_IN):
        for word in (id_, *words(service.name, service.also)):
            other = seen.setdefault(folded(word), id_)
            if other != id_:
                place = loaded.place("services", id_)
                yield Fault(place, f"'{word}' is a word for '{other}' too.", "Use another word.")
