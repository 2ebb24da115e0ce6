"""Collect the raw entries of every section from all roots; later roots add, replace or switch off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from toolbox.documents import Document, Keys, read_file, read_lines
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Overridden
from toolbox.knowledge.sources import BUILT_IN, HIDDEN, Root, called, files
from toolbox.text import did_you_mean, nearest, shown

# single files that hold a map of entries
MAPS = {
    "scenarios": "scenarios.yaml",
    "layers": "layers.yaml",
    "stages": "stages.yaml",
    "lifecycles": "lifecycles.yaml",
    "sizes": "sizes.yaml",
    "skills": "skills.yaml",
    "costs": "costs.yaml",
    "charged": "charged.yaml",
    "quotes": "quotes.yaml",
    "grades": "grades.yaml",
    "strengths": "strengths.yaml",
    "records": "records.yaml",
    "sources": "sources.yaml",
    "size_groups": "size_groups.yaml",
    "divisions": "industries.yaml",
    "provinces": "regions.yaml",
    "not_offered": "not_offered.yaml",
    "needs": "needs.yaml",
    "paths": "paths.yaml",
    "phrasings": "phrasings.yaml",
    "level_rules": "level_rules.yaml",
    "implied": "implied.yaml",
    "policy_kinds": "policy_kinds.yaml",
    "partner_kinds": "partner_kinds.yaml",
    "papers": "papers.yaml",
    "services": "services.yaml",
}
# folders whose files each hold a map of entries
MAP_FOLDERS = {name: name for name in ("facts", "products", "evidence", "policies", "partners")}
ENTRY_FOLDERS = {"tools": "tools", "assessments": "assessments"}  # folders whose files are each one entry
CODES = "industry_codes.tsv"
SWITCHES = "off.yaml"
SWITCHABLE = ("tools", "rules", "products", "policies", "partners", "services")
# what goes with an entry that is switched off: the rules that name it under this key
_SPEAK_OF = {"tools": "recommend", "policies": "eligible", "partners": "refer"}
_LISTED = {"tools": "Run `menkan catalog list` to see all.", "rules": "Run `menkan rules list` to see all."}
_WHERE = "See docs/writing-knowledge.md for what goes where."
_SWITCHES = f"These can: {', '.join(SWITCHABLE)}."


class Entry(NamedTuple):
    """One entry as written: its raw value and where it stands."""

    id: str
    raw: Any
    document: Document
    keys: Keys
    folder: str
    root: Root


class Entries:
    """All entries by section. overridden: what overlays did to the built-in ones."""

    def __init__(self, all_roots: Sequence[Root]) -> None:
        self.sections: dict[str, dict[str, Entry]] = {
            name: {} for name in (*MAPS, *MAP_FOLDERS, *ENTRY_FOLDERS, "rules")
        }
        self.codes: dict[str, str] = {}
        self.overridden: list[Overridden] = []
        self.faults: list[Fault] = []
        self.tools_off: dict[str, tuple[Entry, str]] = {}  # the entry as it was, and where it was switched off
        for root in all_roots:
            for path in files(root):
                self._read(root, path)

    def _read(self, root: Root, path: Path) -> None:
        inside = path.relative_to(root.path)
        name = called(root, path)
        if path.name.lower().endswith(HIDDEN):
            self.faults.append(Fault(name, "a file that ends in .txt is not read.", "Remove .txt from its name."))
            return
        try:
            if inside.name == CODES:
                self.codes.update(_codes(path, name))
                return
            document = read_file(path, name)
        except DataError as error:
            self.faults.extend(error.faults)
            return
        match inside.parts:
            case ("off.yaml",):
                self._switch_off(document, root)
            case ("rules", *_):
                self._add("rules", path.stem, document, (), root, folder="/".join(inside.parts[1:-1]))
            case ("catalog", folder, *_) if folder in ENTRY_FOLDERS.values():
                section = next(s for s, f in ENTRY_FOLDERS.items() if f == folder)
                self._add(section, path.stem, document, (), root, folder="/".join(inside.parts[2:-1]))
            case ("catalog", folder, _) if folder in MAP_FOLDERS.values():
                self._add_map(next(s for s, f in MAP_FOLDERS.items() if f == folder), document, root)
            case ("catalog", file) if file in MAPS.values():
                self._add_map(next(s for s, f in MAPS.items() if f == file), document, root)
            case _:
                self.faults.append(Fault(name, "no such file is known.", _nearest_file(inside)))

    def _add_map(self, section: str, document: Document, root: Root) -> None:
        if not isinstance(document.data, Mapping):
            self.faults.append(
                Fault(document.place(), "this file is a map of entries.", "Write `id:` and indent below it.")
            )
            return
        for id_ in document.data:
            self._add(section, str(id_), document, (id_,), root, folder="")

    def _add(self, section: str, id_: str, document: Document, keys: Keys, root: Root, *, folder: str) -> None:
        entries = self.sections[section]
        before = entries.get(id_)
        if before is not None and before.root == root:
            self.faults.append(
                Fault(
                    document.place(keys),
                    f"'{shown(id_)}' stands in {before.document.place(before.keys)} too.",
                    "Rename one.",
                )
            )
            return
        if root.name != BUILT_IN:
            how = "replaced" if before is not None else "added"
            self.overridden.append(Overridden(section, id_, how, document.name))  # type: ignore[arg-type]
        raw = document.data
        for key in keys:
            raw = raw[key]
        entries[id_] = Entry(id_, raw, document, keys, folder, root)

    def _switch_off(self, document: Document, root: Root) -> None:
        if not isinstance(document.data, Mapping):
            self.faults.append(Fault(document.place(), "this file is a map.", "Write lines like `tools: [ids]`."))
            return
        for section, ids in document.data.items():
            if section not in SWITCHABLE:
                hint = did_you_mean(section, SWITCHABLE)
                self.faults.append(
                    Fault(document.place((section,)), f"'{shown(section)}' cannot be switched off.", hint or _SWITCHES)
                )
                continue
            for number, id_ in enumerate(ids if isinstance(ids, list) else [ids]):
                if isinstance(id_, str | int):
                    self._remove(section, str(id_), document, (section, number), root)
                else:
                    fault = f"'{section}' takes a list of ids, not '{shown(id_)}'."
                    self.faults.append(Fault(document.place((section, number)), fault, f"Write `{section}: [id]`."))

    def _remove(self, section: str, id_: str, document: Document, keys: Keys, root: Root) -> None:
        entry = self.sections[section].pop(id_, None)
        gone = any((o.what, o.id, o.how) == (section, id_, "switched off") for o in self.overridden)
        if entry is None and gone:
            self.faults.append(Fault(document.place(keys), f"'{id_}' is off already.", "Remove it here."))
            return
        if entry is None:
            hint = did_you_mean(id_, self.sections[section]) or _LISTED.get(section, "")
            self.faults.append(Fault(document.place(keys), f"there is no '{shown(id_)}' among the {section}.", hint))
            return
        self.overridden.append(Overridden(section, id_, "switched off", called(root, root.path / SWITCHES)))
        if section == "tools":
            self.tools_off[id_] = (entry, document.place(keys))
        if section in _SPEAK_OF:
            self._forget_rules(_SPEAK_OF[section], id_, document.name)

    def _forget_rules(self, key: str, target: str, by: str) -> None:
        for id_, entry in list(self.sections["rules"].items()):
            if isinstance(entry.raw, Mapping) and entry.raw.get(key) == target:
                del self.sections["rules"][id_]
                self.overridden.append(Overridden("rules", id_, "switched off", by))


def _nearest_file(inside: Path) -> str:
    """`Did you mean …?` over the files and folders of the catalogue; what lies in a folder goes by the folder."""
    if len(inside.parts) > 2:
        near = nearest(inside.parts[1], (*MAP_FOLDERS.values(), *ENTRY_FOLDERS.values()))
        return f"Did you mean 'catalog/{near}/'?" if near else _WHERE
    near = nearest(inside.stem, [file.removesuffix(".yaml") for file in MAPS.values()])
    return f"Did you mean 'catalog/{near}.yaml'?" if near else _WHERE


def _codes(path: Path, name: str) -> dict[str, str]:
    codes: dict[str, str] = {}
    for number, line in enumerate(read_lines(path, name)[1:], 2):
        code, tab, label = line.partition("\t")
        if not tab or not code.isdigit() or not label.strip():
            raise DataError(
                Fault(f"{name}:{number}", "a line is a code, a tab and a name.", "Write `0111`, a tab, and the name.")
            )
        codes[code] = label
    return codes
