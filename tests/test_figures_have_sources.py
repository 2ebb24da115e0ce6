"""No figure of money or gain stands anywhere without its source or the word "estimate".

Text is read as its readers see it: a line vouches for itself, or the heading above it does (a line further out in the
same block, or the caption of a table). Knowledge is walked text by text, JSON object by object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.commands.running import DAY, EXAMPLES, menkan
from toolbox.knowledge.model import Knowledge
from toolbox.reports import console
from toolbox.vocabulary import Text

AMOUNT = r"(?:\d[\d,.]*|[一二两三四五六七八九十百千几]+)"
MONEY = re.compile(rf"{AMOUNT}\s*(?:万元|元|万块|块钱|yuan\b)|[¥￥$]\s*\d", re.IGNORECASE)
SHARE = re.compile(rf"{AMOUNT}\s*(?:%|percent\b|个百分点|倍\b)|百分之[一二三四五六七八九十百]", re.IGNORECASE)
VOUCHED = re.compile(
    r"估计|estimate|出处|\bsource|标价|list price|报价|\bquote|企业说的|企业没有|the firm|试算|trial|自报|claim"
    r"|^\s*(?:依据：|Given: |\? )",  # what the firm told of itself, and what it is asked
    re.IGNORECASE,
)
COMMANDS = (
    *(("recommend", str(path), *DAY) for path in EXAMPLES),
    *(("recommend", str(path), "--all", *DAY) for path in EXAMPLES[::4]),
    *(("costs", str(path), *DAY) for path in EXAMPLES),
    ("catalog", "list"),
)
FIGURES = (
    "gross_margin=18",
    "receivables=900",
    "order_labour_cost=48",
    "order_error_cost=30",
    "day_rate=300",
    "money_rate=6",
)
TOLD = tuple(word for figure in FIGURES for word in ("--set", figure))
PLANT = next(str(path) for path in EXAMPLES if "corrugated" in path.name)


@pytest.fixture(scope="module", autouse=True)
def _unwrapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Paragraphs as they are meant, not as a narrow terminal breaks them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(console, "width", lambda: 100_000)
        patch.setenv("MENKAN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def _bare(text: str, *, shares: bool = True) -> list[str]:
    """The lines with a figure for which neither they themselves nor a heading above them vouches."""
    found = []
    for block in text.split("\n\n"):
        above: list[str] = []
        for line in block.splitlines():
            indent = len(line) - len(line.lstrip())
            above = [head for head in above if len(head) - len(head.lstrip()) < indent or head is above[0]]
            if (MONEY.search(line) or (shares and SHARE.search(line))) and not any(map(VOUCHED.search, (line, *above))):
                found.append(line.strip())
            above.append(line)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("call", COMMANDS, ids=lambda call: " ".join(call[:2]).split("/")[-1])
def test_what_is_printed_vouches_for_its_figures(call: tuple[str, ...], lang: str) -> None:
    ran = menkan(*call, lang=lang)
    assert ran.code == 0
    # percentages of the survey stand in the advice with their year and number of firms; they are no gains
    assert _bare(ran.out, shares=call[0] == "costs") == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_statement_with_every_figure_vouches_for_them(lang: str) -> None:
    said = menkan("costs", PLANT, *DAY, *TOLD, lang=lang).out
    assert MONEY.search(said)
    assert SHARE.search(said)
    assert _bare(said) == []
    for cell in ("total.cash.2027Q4", "total.gain.all", "total.npv", "order-portal.payback"):
        assert _bare(menkan("costs", PLANT, *DAY, *TOLD, "--why", cell, lang=lang).out) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_tool_that_is_shown_vouches_for_its_figures(knowledge: Knowledge, lang: str) -> None:
    for tool in ("sms-push", "collaboration-suite", "https-certificate", *list(knowledge.tools)[::13]):
        assert _bare(menkan("catalog", "show", tool, lang=lang).out) == []


def test_the_test_finds_a_bare_figure() -> None:
    assert _bare("省下 3000 元") == ["省下 3000 元"]
    assert _bare("cost\n  5,000 yuan") == ["5,000 yuan"]
    assert _bare("costs (estimate)\n  5,000 yuan\n\n5 yuan") == ["5 yuan"]
    assert _bare("提高三十%") == ["提高三十%"]


# --- knowledge


def _texts(value: Any) -> Iterator[Text]:
    """Every text in two languages inside a value."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _sources(value: Any) -> list[str]:
    """What an entry names as its sources; a judgement is none, and a price list is one."""
    named = [
        *getattr(value, "sources", ()),
        getattr(value, "source", None),
        getattr(getattr(value, "cost", None), "source", None),
    ]
    return [source for source in named if source and source != "judgement"]


@pytest.mark.parametrize(
    "section", ["tools", "rules", "products", "not_offered", "needs", "paths", "evidence", "records", "scenarios"]
)
def test_what_is_known_vouches_for_its_figures(section: str, knowledge: Knowledge) -> None:
    for id_, entry in getattr(knowledge, section).items():
        for text in _texts(entry):
            for words in text:
                assert not MONEY.search(words) or _sources(entry) or VOUCHED.search(words), (id_, words)
                assert not SHARE.search(words) or _sources(entry) or VOUCHED.search(words), (id_, words)


def test_what_a_tool_is_said_to_do_holds_no_figure_at_all(knowledge: Knowledge) -> None:
    for id_, tool in knowledge.tools.items():
        for words in (*tool.name, *tool.what):
            assert not MONEY.search(words), id_
            assert not SHARE.search(words), id_


def test_every_cost_has_a_basis_and_every_price_its_source_and_day(knowledge: Knowledge) -> None:
    for id_, tool in knowledge.tools.items():
        cost = tool.cost
        assert cost.basis == "estimate" or (cost.source and cost.date and cost.text), id_
        assert bool(cost.prices) is (cost.basis == "list price"), id_


def test_every_claim_says_who_claims_what_of_whom_and_when(knowledge: Knowledge) -> None:
    for id_, claim in knowledge.evidence.items():
        assert claim.source.partition("/")[0] in knowledge.sources, id_
        assert claim.year >= 2010, id_
        assert claim.grade in knowledge.grades, id_


# --- JSON


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


def test_json_vouches_for_its_figures() -> None:
    told = menkan("costs", PLANT, "--json", *DAY, *TOLD).json
    assert told["gains"]
    for tool in told["tools"]:
        assert tool["basis"] in ("quote", "list price", "estimate")
        assert tool["source"]
        assert tool["basis"] == "estimate" or tool["date"]
    for claim in (*told["gains"], *told["uncounted"]):
        assert claim["source"]
        assert claim["grade"]["id"]
        assert claim["who"]["zh"]
    for ran in (menkan("recommend", PLANT, "--json", *DAY), menkan("catalog", "list", "--json")):
        costs = [found["cost"] for found in _objects(ran.json) if "cost" in found]
        assert costs
        assert all(cost["basis"] == "estimate" or (cost["source"] and cost["date"]) for cost in costs)
