"""OpenFisca: a variable a rule with a formula over the arrays of its entity, the firm; a truth for each member."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from importlib.metadata import version
from typing import Any as Json

import numpy as np
import numpy.typing as npt
from openfisca_core import entities, periods, taxbenefitsystems, variables
from openfisca_core.indexed_enums import Enum
from openfisca_core.simulations import Simulation, SimulationBuilder

from bench.peers.material import Material, truth_of
from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Tree, Within, facts_in

_MOST = 2**31 - 1  # its whole numbers have 32 bits
_EVER, _DAY = "ETERNITY", "2026-11"


def made(material: Material, firms: int) -> _OpenFisca:
    return _OpenFisca(material, firms)


class _OpenFisca:
    version = version("openfisca-core")

    def __init__(self, material: Material, firms: int) -> None:
        self._material, self._firms = material, firms
        wide = {
            name
            for name, column in material.columns.items()
            if column.dtype == np.int64 and len(column) and np.abs(column).max() > _MOST
        }
        self._rules = {id_: tree for id_, tree in material.rules.items() if not wide & facts_in(tree)}
        self.said = tuple(self._rules)
        self._firm = entities.Entity("firm", "firms", "a firm", "")
        self._system = taxbenefitsystems.TaxBenefitSystem([self._firm])
        self._called = {name: f"c{number}" for number, name in enumerate(material.columns) if name not in wide}
        self._enumerations: dict[str, Json] = {}
        for name, called in self._called.items():
            self._system.add_variable(self._told(name, called))
        for number, tree in enumerate(self._rules.values()):
            self._system.add_variable(self._variable(f"r{number}", value_type=bool, formula=self._formula(tree)))

    def fire(self) -> list[npt.NDArray[np.bool_]]:
        simulation: Simulation = SimulationBuilder().build_default_simulation(self._system, count=self._firms)
        for name, called in self._called.items():
            simulation.set_input(called, _EVER, self._material.columns[name][: self._firms])
        return [simulation.calculate(f"r{number}", _DAY) for number in range(len(self.said))]

    def answers(self, fired: list[npt.NDArray[np.bool_]]) -> npt.NDArray[np.bool_]:
        return np.array(fired)

    # --- variables

    def _variable(self, name: str, **told: Json) -> type:
        own = {"entity": self._firm, "definition_period": periods.ETERNITY, "label": name, **told}
        return type(name, (variables.Variable,), own)

    def _told(self, name: str, called: str) -> type:
        kind = self._material.facts.get(name)
        if kind is None or kind.type == "yes/no":
            return self._variable(called, value_type=bool)
        if kind.type == "choice":
            members = Enum(f"E{called}", {f"m{place}": member for place, member in enumerate(kind.members)})
            self._enumerations[name] = members
            return self._variable(called, value_type=Enum, possible_values=members, default_value=members["m0"])
        return self._variable(called, value_type=int)

    def _formula(self, tree: Tree) -> Callable[..., Json]:
        said = self._said(tree)

        def formula(firm: Json, period: Json) -> Json:
            return said(firm, period)

        return formula

    def _said(self, tree: Tree) -> Callable[[Json, Json], Json]:
        match tree:
            case All(parts) | Any(parts):
                inner = [self._said(part) for part in parts]
                both = np.logical_and if isinstance(tree, All) else np.logical_or
                empty = isinstance(tree, All)
                if not inner:
                    return lambda firm, _: np.full(firm.count, empty)
                return lambda firm, period: reduce(both, (part(firm, period) for part in inner))
            case Not(part):
                opposite = self._said(part)
                return lambda firm, period: ~opposite(firm, period)
            case Is(fact, answer):
                called = self._called[fact]
                return lambda firm, period: firm(called, period) == answer
            case OneOf(fact, members):
                called, order = self._called[fact], self._material.facts[fact].members
                wanted = [self._enumerations[fact][f"m{order.index(member)}"] for member in members]
                return lambda firm, period: reduce(np.logical_or, (firm(called, period) == one for one in wanted))
            case Has(fact, member):
                called = self._called[truth_of(fact, member)]
                return lambda firm, period: firm(called, period)
            case Within(fact, low, high):
                return self._within(self._called[fact], low, high)
        raise TypeError(tree)

    def _within(self, called: str, low: int | None, high: int | None) -> Callable[[Json, Json], Json]:
        least, most = -_MOST if low is None else low, _MOST if high is None else high
        if low is None:
            return lambda firm, period: firm(called, period) <= most
        if high is None:
            return lambda firm, period: firm(called, period) >= least
        return lambda firm, period: (firm(called, period) >= least) & (firm(called, period) <= most)
