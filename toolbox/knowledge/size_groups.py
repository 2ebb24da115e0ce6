"""Which groups of the 2017 size standard the divisions of GB/T 4754-2017 fall into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolbox.knowledge.model import Division, SizeGroup

UNCOVERED = "uncovered"


def groups_of(
    divisions: Mapping[str, Division], groups: Mapping[str, SizeGroup], codes: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """By division, the groups that its classes fall into, sorted.

    codes: of GB/T 4754, of any length. A division without classes of three digits stands for itself.
    """
    # a class that is alone in its group of three digits is listed by its four: 7020 stands for 702
    classes = {code[:3] for code in codes if len(code) >= 3}
    found: dict[str, set[str]] = {division: set() for division in divisions}
    for code in (*classes, *(set(divisions) - {code[:2] for code in classes})):
        if code[:2] in found:
            found[code[:2]].add(group_of(code, divisions, groups))
    return {division: tuple(sorted(names)) for division, names in found.items()}


def group_of(code: str, divisions: Mapping[str, Division], groups: Mapping[str, SizeGroup]) -> str:
    """The group of a code of GB/T 4754; the most exact entry of the standard counts."""
    division = divisions.get(code[:2])
    fits = {
        own: name
        for name, group in groups.items()
        for own in group.codes
        if code.startswith(own) or (division is not None and own == division.section)
    }
    return fits[max(fits, key=lambda own: own.isdigit() * len(own))] if fits else UNCOVERED
