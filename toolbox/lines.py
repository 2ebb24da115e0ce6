"""Parts of the advice as a line of words, the same on every surface: terminal, paper and page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolbox.advice import CostAdvice, EffortAdvice, Known, ProductAdvice, RankAdvice
from toolbox.explain import Test
from toolbox.text import number, span
from toolbox.vocabulary import Text

MOST_PRODUCTS = 6
ESTIMATE, LIST_PRICE = Text("估计", "estimate"), Text("按标价", "from list prices")
DOUBTED = Text("（名称或归属有变）", " (renamed or moved)")


def given(known: Mapping[str, Known], tests: Iterable[Test], language: str) -> str:
    """What the firm told that met the tests of a rule, each thing once; members of one set stand together."""
    members: dict[str, dict[str, None]] = {}
    for test in tests:
        if test.mark == "yes" and test.value is not None:
            about, quote, member = _met(known, test, language).partition("“")
            members.setdefault(about, {})[quote + member] = None
    listed = (about + Text("、", ", ").of(language).join(found) for about, found in members.items())
    return Text("；", "; ").of(language).join(listed)


def _met(known: Mapping[str, Known], test: Test, language: str) -> str:
    """What the firm told that met a test: a number or choice as it was told; of a set only what was looked for."""
    fact = known.get(test.fact or "")
    if fact is None or isinstance(fact.value, bool | list | dict):
        return test.test.of(language)
    return f"{fact.label.of(language)} {fact.words.of(language)}"


def first_year(cost: CostAdvice, language: str) -> str:
    """The band of the first year's cost, and what it rests on."""
    basis = ESTIMATE if cost.basis == "estimate" else LIST_PRICE
    return Text(f"{cost.name.zh}（{basis.zh}）", f"{cost.name.en} ({basis.en})").of(language)


def list_price(cost: CostAdvice, language: str) -> str:
    """The list price behind a band, with source and date; nothing where the band is an estimate."""
    if not cost.text:
        return ""
    of = f"{cost.source}, {cost.date}"
    return Text(f"{cost.text.zh}（{of}）", f"{cost.text.en} ({of})").of(language)


def weeks(effort: EffortAdvice) -> Text:
    """How long until it is in daily use."""
    low, high = effort.weeks
    if low and high > 1:
        return Text(f"{span(low, high)} 周", f"{span(low, high)} weeks")
    return Text(f"{number(high)} 周之内", f"within {number(high)} {'week' if high == 1 else 'weeks'}")


def own_effort(effort: EffortAdvice, language: str) -> str:
    """Weeks, days of the firm's own people, and the skills that it takes."""
    days, (zh, en) = span(effort.days.low, effort.days.high), weeks(effort)
    return Text(
        f"{zh}，自己投入 {days} 天（估计）；{effort.skills.name.zh}",
        f"{en}, {days} days of your own (estimate); takes {effort.skills.name.en}",
    ).of(language)


def named_products(products: Sequence[ProductAdvice], language: str) -> str:
    """The products that the reports name, a few of them by name; nothing where they name none."""
    doubt = DOUBTED.of(language)
    names = (
        Text("、", ", ")
        .of(language)
        .join(f"{p.name}{doubt if p.status == 'check' else ''}" for p in products[:MOST_PRODUCTS])
    )
    more = len(products) - MOST_PRODUCTS
    rest = Text(f"等 {len(products)} 种", f" and {more} more").of(language) if more > 0 else ""
    return f"{names}{rest}"


def rank_sum(rank: RankAdvice, language: str) -> str:
    """The rank as the sum that anyone can check."""
    total, strength, need, voice, ease = map(number, (rank.total, rank.strength, rank.need, rank.voice, rank.ease))
    return Text(
        f"排名分 {total} = 理由 {strength} + 需要 {need} + 您的话 {voice} + 易行 {ease}",
        f"Rank {total} = reasons {strength} + need {need} + your words {voice} + ease {ease}",
    ).of(language)
