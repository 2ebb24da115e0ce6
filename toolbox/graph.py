"""Questions about what comes before what. The only module that imports networkx, and only when it is asked.

Every function takes `before`: for each name, the names that come directly before it. Names outside the map are ignored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

Before = Mapping[str, Collection[str]]


def circle(before: Before) -> list[str]:
    """One circle of names, each before the next, or an empty list."""
    import networkx as nx

    try:
        return [name for name, _ in nx.find_cycle(_graph(before))]
    except nx.NetworkXNoCycle:
        return []


def prerequisites(before: Before) -> dict[str, tuple[str, ...]]:
    """For each name, all that comes before it, directly or not, in an order that respects itself; ties by name.

    Names in a circle have none.
    """
    import networkx as nx

    graph = _graph(before)
    if not nx.is_directed_acyclic_graph(graph):
        return dict.fromkeys(before, ())
    order = {name: place for place, name in enumerate(nx.lexicographical_topological_sort(graph))}
    return {name: tuple(sorted(nx.ancestors(graph, name), key=order.__getitem__)) for name in before}


def generations(before: Before) -> list[list[str]]:
    """The names in rows: each row needs only what stands in rows above it."""
    import networkx as nx

    return [sorted(row) for row in nx.topological_generations(_graph(before))]


def unlocked_by(before: Before) -> dict[str, list[str]]:
    """For each name, all that comes after it, directly or not."""
    import networkx as nx

    graph = _graph(before)
    return {name: sorted(nx.descendants(graph, name)) for name in before}


def longest_chain(before: Before, lengths: Mapping[str, int]) -> list[str]:
    """The chain of names whose lengths add up to the most; the first by name among equals."""
    import networkx as nx

    graph = _graph(before)
    for name in graph:
        for other in graph.predecessors(name):
            graph.edges[other, name]["length"] = lengths[other]
    # the length of the last name of a chain counts too: an end after every name carries it
    for name in list(graph):
        graph.add_edge(name, "", length=lengths[name])
    chain = nx.dag_longest_path(graph, weight="length", topo_order=list(nx.lexicographical_topological_sort(graph)))
    return [name for name in chain if name]


def _graph(before: Before) -> nx.DiGraph[str]:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(before))
    graph.add_edges_from(_edges(before))
    return graph


def _edges(before: Before) -> Iterable[tuple[str, str]]:
    for name in sorted(before):
        for other in sorted(before[name]):
            if other in before:
                yield other, name
