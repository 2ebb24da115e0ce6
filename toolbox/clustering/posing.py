"""From the firms of a batch and from offers to the problem of a county's choice.

A shared service is on offer where somebody told what it costs. A tool that costs money can be bought for many firms: at
what an offer says; else at the high end of what the catalogue reckons for the first year of a firm of that size, which
is an estimate unless it is a quote or a list price. What has no high end is not on offer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Literal, NamedTuple

from toolbox.clustering.offers import Offers
from toolbox.clustering.problem import LEAST_FIRMS, Problem, Purchase, Service
from toolbox.clustering.reading import OPEN, SIZES, Firms, Wanted
from toolbox.conditions.values import Among, Facts
from toolbox.costing import cost_of
from toolbox.knowledge.model import Knowledge

Basis = Literal["offer", "quote", "list price", "estimate"]
NotSold = Literal["free", "no high end", "estimate"]


class Asked(NamedTuple):
    """What a county asks for. share: the percent of the price of a firm that it pays, where an offer says nothing.

    estimates: whether what has an estimate only may be bought. The rest as in `Problem`.
    """

    budget: int
    fair: int | None = None
    reach: int | None = None
    must: tuple[str, ...] = ()
    share: int = 100
    estimates: bool = True


class Market(NamedTuple):
    """What is on offer. basis: by tool that is for sale. not_sold: by tool that is not, and why."""

    services: tuple[Service, ...]
    purchases: tuple[Purchase, ...]
    basis: Mapping[str, Basis]
    not_sold: Mapping[str, NotSold]
    wanted: Wanted


def market(knowledge: Knowledge, offers: Offers, asked: Asked, today: dt.date) -> Market:
    """What is on offer, and what to look for among the firms."""
    services = tuple(
        Service(id_, knowledge.services[id_].tools, offer.once + offer.yearly, offer.each, offer.firms)
        for id_, offer in sorted(offers.services.items())
    )
    free = frozenset(tool for tool in knowledge.tools if _is_free(knowledge, tool))
    purchases: list[Purchase] = []
    basis: dict[str, Basis] = {}
    not_sold: dict[str, NotSold] = {}
    for tool in sorted(knowledge.tools):
        offer = offers.purchases.get(tool)
        if offer is not None:
            share = asked.share if offer.share is None else offer.share
            prices = dict.fromkeys(SIZES, _part(offer.price, share))
            purchases.append(Purchase(tool, prices, offer.once, max(LEAST_FIRMS, offer.least), offer.most))
            basis[tool] = "offer"
            continue
        if tool in free:
            not_sold[tool] = "free"
            continue
        found, prices = _reckoned(knowledge, tool, asked.share, today)
        if not prices:
            not_sold[tool] = "no high end"
        elif found == "estimate" and not asked.estimates:
            not_sold[tool] = "estimate"
        else:
            purchases.append(Purchase(tool, prices))
            basis[tool] = found
    needs = {tool: _needs(knowledge, tool, free) for tool in knowledge.tools if _needs(knowledge, tool, free)}
    for_sale = {size: frozenset(p.tool for p in purchases if size in p.prices) for size in SIZES}
    every = {id_: service.tools for id_, service in sorted(knowledge.services.items())}
    on_offer = tuple(service.id for service in services)
    wanted = Wanted(tuple(sorted(knowledge.tools)), for_sale, needs, free, every, on_offer)
    return Market(services, tuple(purchases), basis, not_sold, wanted)


def posed(market: Market, firms: Firms, asked: Asked) -> Problem:
    """The problem. Purchases that nobody wants are left out, unless they must be there."""
    wanted = {tool for kind in firms.kinds for tool in kind.wants} | set(asked.must)
    return Problem(
        firms.kinds,
        market.services,
        tuple(purchase for purchase in market.purchases if purchase.tool in wanted),
        market.wanted.needs,
        asked.budget,
        asked.fair,
        asked.reach,
        asked.must,
    )


def _is_free(knowledge: Knowledge, tool: str) -> bool:
    return knowledge.costs[knowledge.tools[tool].cost.band].yuan == (0, 0)


def _needs(knowledge: Knowledge, tool: str, free: frozenset[str]) -> tuple[str, ...]:
    """What a tool needs first that costs money; what is free a firm can take up by itself."""
    return tuple(need for need in knowledge.tools[tool].needs if need not in free)


def _reckoned(knowledge: Knowledge, tool: str, share: int, today: dt.date) -> tuple[Basis, dict[str, int]]:
    """What the first year costs the county for a firm of each size class, at the high end where there is one."""
    prices: dict[str, int] = {}
    basis: Basis = "estimate"
    for size in SIZES:
        facts: Facts = {} if size == OPEN else {"size": Among(frozenset({size}))}
        cost = cost_of(knowledge, tool, facts, today)
        basis = cost.basis
        high = cost.first_year.high
        if cost.on_top is None and high is not None and high > 0:
            prices[size] = _part(int(high.quantize(Decimal(1), ROUND_CEILING)), share)
    return basis, prices


def _part(yuan: int, share: int) -> int:
    """A share of a sum, upward to whole yuan."""
    return -(-yuan * share // 100)
