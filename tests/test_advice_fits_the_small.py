"""Advice fits the firm: nothing heavy first for the smallest, a security base, little for those who have all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.firms import TODAY, advice, all_in_use, made_up, reasoned
from toolbox.advice import Advice, StepAdvice, advise
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge

MICRO = {"digital_budget": 5000, "it_staff": 0}
HEAVY = {
    "mes-light",
    "erp",
    "erp-light",
    "scada",
    "wms",
    "customer-data-platform",
    "business-intelligence",
    "digital-twin",
}
# what a firm that has come far may well use; many more tools are left
COMMON = [
    "account-hygiene",
    "backup",
    "endpoint-protection",
    "security-training",
    "incident-plan",
    "data-compliance",
    "access-control",
    "network-firewall",
    "collaboration-suite",
    "cloud-documents",
    "workflow",
    "attendance",
    "hr-payroll",
    "knowledge-training",
    "video-meeting",
    "business-email",
    "domain-icp",
    "website",
    "https-certificate",
    "mini-program",
    "social-media",
    "crm",
    "membership",
    "inventory",
    "barcode",
    "erp-light",
    "bookkeeping",
    "e-invoice",
    "e-signature",
    "receivables",
    "expense",
    "data-dashboard",
    "mobile-boss",
    "qr-payment",
    "pos",
    "supplier-management",
    "supplier-verification",
    "shared-order-sheet",
    "ip-registration",
    "business-insurance",
    "transformation-roadmap",
    "maturity-review",
    "online-shop",
    "marketplace",
]


@pytest.fixture(scope="module")
def micro_shops(knowledge: Knowledge, inference: Inference) -> list[Advice]:
    """The advice for small shops of every trade with nobody for computers and 5,000 yuan."""
    firms = [
        made_up(knowledge, seed, sector=sector, staff=1 + seed % 9, **MICRO)
        for sector in knowledge.vocabulary["sector"].members
        for seed in range(12)
    ]
    return [advice(knowledge, inference, firm) for firm in firms]


@pytest.fixture(scope="module")
def any_firms(knowledge: Knowledge, inference: Inference) -> list[tuple[Advice, frozenset[str]]]:
    """The advice for firms of every kind, with the tools that each uses."""
    found = []
    for seed in range(250):
        each = reasoned(knowledge, inference, made_up(knowledge, seed))
        found.append((advise(each, knowledge, TODAY), all_in_use(each.inferred.facts.values)))
    return found


def test_a_micro_shop_is_never_told_to_begin_with_anything_dear(micro_shops: list[Advice]) -> None:
    dear = {s.tool for a in micro_shops for s in a.first if s.cost.low >= 10_000}
    assert not dear


def test_a_micro_shop_is_never_told_to_begin_with_work_for_specialists(micro_shops: list[Advice]) -> None:
    assert not {s.tool for a in micro_shops for s in a.first if s.effort.skills.id == "specialist"}


def test_a_micro_shop_is_not_told_to_begin_with_a_heavy_system(micro_shops: list[Advice]) -> None:
    assert not {s.tool for a in micro_shops for s in a.first} & HEAVY


def test_a_micro_shop_that_tells_its_troubles_is_told_a_step(micro_shops: list[Advice]) -> None:
    assert sum(bool(a.first) for a in micro_shops) > 0.95 * len(micro_shops)


@pytest.mark.parametrize(("safeguard", "tool"), [("two_step_login", "account-hygiene"), ("backup", "backup")])
def test_a_firm_without_a_security_base_begins_with_one(
    knowledge: Knowledge, inference: Inference, safeguard: str, tool: str
) -> None:
    for seed in range(150):
        firm = made_up(knowledge, seed)
        firm["safeguards"] = [s for s in firm.get("safeguards", ()) if s != safeguard]
        firm["in_use"] = [t for t in firm.get("in_use", ()) if t != tool]
        assert tool in {step.tool for step in advice(knowledge, inference, firm).first}, seed


def test_security_does_not_fill_the_first_six(micro_shops: list[Advice]) -> None:
    """A base, not a wall: at least one of six first steps is what the firm itself is after."""
    for each in micro_shops:
        if len(each.first) == 6:
            assert any(step.layer.id != "security" for step in each.first)


@pytest.mark.parametrize("seed", range(60))
def test_a_firm_that_has_all_in_place_gets_few_steps_and_is_told_so(
    knowledge: Knowledge, inference: Inference, seed: int
) -> None:
    told = advice(knowledge, inference, _equipped(knowledge, seed))
    assert len(_steps(told)) <= 3
    assert not told.questions
    assert told.message is not None
    assert told.message.en.startswith(("Most is in place already", "Nothing that is known calls for another tool"))


def test_the_first_steps_are_at_most_six_and_every_wave_too(any_firms: list[tuple[Advice, frozenset[str]]]) -> None:
    for each, _ in any_firms:
        assert all(len(wave) <= 6 for wave in (each.first, *each.later))
        assert len(each.first) == min(6, len(_steps(each)))


def test_every_step_comes_after_what_it_needs(
    knowledge: Knowledge, any_firms: list[tuple[Advice, frozenset[str]]]
) -> None:
    for each, in_use in any_firms:
        done = set(in_use)
        for place, step in enumerate(_steps(each), 1):
            assert step.place == place
            assert set(knowledge.tools[step.tool].needs) <= done, step.tool
            done.add(step.tool)


def test_a_step_is_there_for_a_reason(any_firms: list[tuple[Advice, frozenset[str]]]) -> None:
    for each, _ in any_firms:
        assert all(step.why or step.needed_by for step in _steps(each))


def test_steps_follow_the_rank_unless_something_needs_them(any_firms: list[tuple[Advice, frozenset[str]]]) -> None:
    for each, _ in any_firms:
        ranks = [step.rank.total for step in _steps(each) if not step.needed_by]
        assert ranks == sorted(ranks, reverse=True)


def test_nothing_in_use_is_recommended(any_firms: list[tuple[Advice, frozenset[str]]]) -> None:
    for each, in_use in any_firms:
        named = set(_spoken_of(each))
        assert not named & in_use


def test_no_tool_is_named_twice(any_firms: list[tuple[Advice, frozenset[str]]]) -> None:
    for each, _ in any_firms:
        named = _spoken_of(each)
        assert len(named) == len(set(named))


def test_what_is_not_offered_is_never_shown(
    knowledge: Knowledge, any_firms: list[tuple[Advice, frozenset[str]]]
) -> None:
    shown = {name for each, _ in any_firms for step in _steps(each) for name in _names(step)}
    refused = {word for name, entry in knowledge.not_offered.items() for word in (name, *entry.named)}
    assert len(shown) > 200
    assert not shown & refused


def test_no_retired_or_unlawful_name_hides_in_the_catalogue(knowledge: Knowledge) -> None:
    gone = {name for name, entry in knowledge.not_offered.items() if entry.reason in ("retired", "unlawful")}
    gone |= {"TPNS", "企业QQ", "P2P", "CMQ"}
    offered = [*knowledge.products, *(w for t in knowledge.tools.values() for w in (*t.name, *t.also))]
    assert not [(name, word) for name in offered for word in gone if word in name]


def _steps(told: Advice) -> list[StepAdvice]:
    return [step for wave in (told.first, *told.later) for step in wave]


def _spoken_of(told: Advice) -> list[str]:
    steps, held, aside = _steps(told), told.held, told.set_aside
    return [*(s.tool for s in steps), *(h.tool for h in held), *(a.tool for a in aside)]


def _names(step: StepAdvice) -> Iterator[str]:
    yield from step.name
    yield from (product.name for product in step.products)


def _equipped(knowledge: Knowledge, seed: int) -> dict[str, Any]:
    """A firm of any trade and size that does everything digitally, has every safeguard and no complaint."""
    some = made_up(knowledge, seed)
    firm: dict[str, Any] = {
        "pains": [],
        "goals": [],
        "by_hand": [],
        "in_use": COMMON,
        "founded": 2010,
        "lifecycle": "mature",
    }
    firm |= {
        "sector": some["sector"],
        "staff": some.get("staff", 30),
        "digital_budget": some.get("digital_budget", 50_000),
    }
    firm |= {"revenue": 2000, "assets": 1000, "revenue_growth": 5, "sites": 1, "export_share": 0, "it_staff": 1}
    firm |= {"customers": ["consumers", "firms"], "activities": some.get("activities", ["keeps_stock"])}
    best = {"connectivity": "broadband", "work_chat": "work_platform", "files_kept": "shared", "invoicing": "linked"}
    best |= {"contracts_signed": "electronic", "design_way": "cad", "tracing": "code"}
    for name, fact in knowledge.vocabulary.items():
        left_out = fact.worked_out is not None or fact.only_for is not None
        if name in firm or left_out or name in ("province", "city", "division"):
            continue
        match fact.type:
            case "yes/no":
                firm[name] = True
            case "choice":
                firm[name] = best.get(name, "software" if "software" in fact.members else next(iter(fact.members)))
            case "set":
                firm[name] = list(fact.members)
            case _:
                firm[name] = 80
    return firm
