"""Small problems, and the best of all choices by trying every one of them."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import strategies as st

from toolbox.clustering.check import broken, counted
from toolbox.clustering.problem import Choice, Delivery, Kind, Problem, Purchase, Service

TOOLS = ("a", "b", "c")


def best_by_trying(problem: Problem) -> int | None:
    """The greatest worth in 1/6 point that the checker lets stand; every firm is tried by itself in every way."""
    firms = [number for number, kind in enumerate(problem.kinds) for _ in range(kind.firms)]
    best = None
    for services in _subsets([service.id for service in problem.services]):
        ways = [_ways(problem, problem.kinds[number], services) for number in firms]
        for each in product(*ways):
            counts: dict[tuple[int, tuple[str, ...], tuple[str, ...]], int] = {}
            for number, way in zip(firms, each, strict=True):
                if way is not None:
                    key = (number, *way)
                    counts[key] = counts.get(key, 0) + 1
            choice = Choice(services, tuple(Delivery(*key, count) for key, count in counts.items()))
            if not broken(problem, choice):
                worth = counted(problem, choice) * 6
                assert worth.denominator == 1
                best = int(worth) if best is None else max(best, int(worth))
    return best


def _subsets(names: list[str], most: int = 9) -> list[tuple[str, ...]]:
    return [some for count in range(min(most, len(names)) + 1) for some in combinations(names, count)]


def _ways(
    problem: Problem, kind: Kind, services: tuple[str, ...]
) -> list[tuple[tuple[str, ...], tuple[str, ...]] | None]:
    """Every way that the checker could let stand, idle ones among them."""
    sold = [each.tool for each in problem.purchases if kind.size in each.prices and each.tool in kind.wants]
    found: list[tuple[tuple[str, ...], tuple[str, ...]] | None] = [None]
    for drawn in _subsets([name for name in services if name in kind.services], 2):
        given = {tool for service in problem.services if service.id in drawn for tool in service.tools}
        some = _subsets([tool for tool in sold if tool not in given])
        found += [(drawn, bought) for bought in some if drawn or bought]
    return found


@st.composite
def problems(draw: st.DrawFn, *, fair: bool = False) -> Problem:
    """Up to five firms of up to three kinds, up to two services, up to three purchases."""
    services = []
    for number in range(draw(st.integers(0, 2))):
        tools = tuple(sorted(draw(st.sets(st.sampled_from(TOOLS), min_size=1, max_size=2))))
        services.append(
            Service(
                f"s{number}",
                tools,
                draw(st.integers(0, 6)),
                draw(st.sampled_from((0, 0, 1))),
                draw(st.sampled_from((None, None, 1, 2))),
            )
        )
    purchases = []
    for tool in sorted(draw(st.sets(st.sampled_from(TOOLS), max_size=3))):
        prices = {"micro": draw(st.integers(1, 5))}
        if draw(st.booleans()):
            prices["small"] = draw(st.integers(1, 5))
        least = draw(st.sampled_from((1, 1, 2, 3)))
        most = draw(st.sampled_from((None, None, least)))
        purchases.append(Purchase(tool, prices, draw(st.sampled_from((0, 0, 1))), least, most))
    kinds = []
    for _ in range(draw(st.integers(1, 3))):
        wants = tuple(sorted(draw(st.sets(st.sampled_from(TOOLS), min_size=1, max_size=2))))
        points = tuple(draw(st.integers(1, 9)) for _ in wants)
        open_ = tuple(s.id for s in services if set(s.tools) & set(wants) and draw(st.integers(0, 4)))
        kinds.append(Kind(draw(st.sampled_from(("micro", "small"))), wants, points, draw(st.integers(1, 2)), open_))
    needs = draw(st.sampled_from(({}, {}, {"b": ("a",)}, {"c": ("b",)})))
    names = [*(s.id for s in services), *(p.tool for p in purchases)]
    must = tuple(sorted(draw(st.sets(st.sampled_from(names), max_size=1)))) if names and fair else ()
    return Problem(
        tuple(kinds),
        tuple(services),
        tuple(purchases),
        needs,
        draw(st.sampled_from((None, 0, 3, 5, 8, 8, 12))),
        draw(st.sampled_from((None, 80, 100))) if fair else None,
        draw(st.sampled_from((None, None, 50, 100))) if fair else None,
        must,
    )
