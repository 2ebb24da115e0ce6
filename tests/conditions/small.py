"""A small vocabulary, and hypothesis strategies for conditions and facts over it."""

from __future__ import annotations

from hypothesis import strategies as st

from toolbox.conditions.tree import All, Any, Has, Is, Not, OneOf, Within
from toolbox.conditions.values import Among, Facts, Members, Span, exactly, only
from toolbox.vocabulary import Fact, Member, Text, Vocabulary

TRADES = {
    "workshop": Member(Text("工厂", "factory"), ("作坊",)),
    "shop": Member(Text("门店", "shop")),
    "farm": Member(Text("农场", "farm")),
}
PAINS = {
    "late": Member(Text("交货晚", "late delivery")),
    "lost": Member(Text("丢单", "lost orders"), ("漏单",)),
    "none": Member(Text("什么都好", "nothing hurts")),
}
VOCABULARY = Vocabulary(
    {
        "open": Fact("open", "yes/no", Text("营业", "is open")),
        "trade": Fact("trade", "choice", Text("行业", "trade"), also=("行当",), members=TRADES),
        "pains": Fact("pains", "set", Text("痛点", "pains"), members=PAINS),
        "staff": Fact("staff", "whole number", Text("人数", "head-count"), unit=Text("人", "people"), low=1, high=1000),
        "growth": Fact(
            "growth", "number", Text("增长", "growth"), unit=Text("%", "%"), low=-100, high=1000, decimals=1
        ),
    }
)

_numbers = st.integers(0, 12)
_spans = st.tuples(_numbers, _numbers).map(sorted)
_trades = st.frozensets(st.sampled_from(sorted(TRADES)), min_size=1)
_pains = st.frozensets(st.sampled_from(sorted(PAINS)))

leaves = st.one_of(
    st.booleans().map(lambda answer: Is("open", answer)),
    _trades.map(lambda members: OneOf("trade", tuple(sorted(members)))),
    st.sampled_from(sorted(PAINS)).map(lambda member: Has("pains", member)),
    _numbers.map(lambda low: Within("staff", low, None)),
    _numbers.map(lambda high: Within("staff", None, high)),
    _spans.map(lambda bounds: Within("staff", bounds[0], bounds[1])),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=4).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=4).map(lambda parts: Any(tuple(parts))),
    ),
    max_leaves=12,
)

# a firm of which everything is known
worlds = st.fixed_dictionaries(
    {
        "open": st.booleans(),
        "trade": st.sampled_from(sorted(TRADES)).map(only),
        "pains": _pains.map(Members),
        "staff": _numbers.map(exactly),
    }
)


@st.composite
def told_of(draw: st.DrawFn, world: Facts) -> Facts:
    """What may be told of a firm: each fact exactly, less exactly, or not at all; all of it true."""
    facts = {name: value for name, value in world.items() if draw(st.integers(0, 3))}
    for name, value in facts.items():
        match value:
            case Span(low, high):
                facts[name] = Span(low - draw(st.integers(0, 5)), high + draw(st.integers(0, 5)))
            case Among(possible):
                facts[name] = Among(possible | draw(_trades))
            case Members(has) if draw(st.booleans()):
                facts[name] = Members(has & draw(_pains), draw(_pains) - has, closed=False)
    return facts


facts = worlds.flatmap(told_of)
