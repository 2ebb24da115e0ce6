"""The page on scoring tells the weights, bins, bands and thresholds as they are."""

from __future__ import annotations

from tests.docs.pages import code, page, rows
from toolbox import facts
from toolbox.knowledge.loader import Loaded

PAGE = "docs/scoring.md"
MODEL = "tencent-2021"


def test_the_dimensions_are_those_of_the_model(loaded: Loaded) -> None:
    told = [(code(row[0]), int(row[1]), row[2]) for row in rows(PAGE, "dimension")]
    assert told == [
        (id_, d.weight, f"{d.indicators[0].number}–{d.indicators[-1].number}")
        for id_, d in loaded.knowledge.assessments[MODEL].dimensions.items()
    ]


def test_the_bands_are_those_of_the_model(loaded: Loaded) -> None:
    told = {code(row[0]): int(row[1].removeprefix("up to ")) for row in rows(PAGE, "stage")}
    assert told == loaded.knowledge.assessments[MODEL].bands


def test_the_bins_are_those_of_the_model(loaded: Loaded) -> None:
    model = loaded.shaped["assessments"][MODEL]
    used = [i for d in model.dimensions.values() for i in d.indicators if i.bins]
    for name, indicators, *bounds in rows(PAGE, "bins"):
        wanted = model.bins[code(name)]
        assert indicators == ", ".join(str(i.number) for i in used if i.bins == code(name))
        assert [share for _, share in wanted] == [0, 25, 50, 75, 100]
        assert bounds == [*(f"up to {b:g}" if b else "0" for b, _ in wanted[:-1]), "above"]
    assert {code(row[0]) for row in rows(PAGE, "bins")} == set(model.bins)


def test_the_stage_of_life_follows_as_the_page_says() -> None:
    said = f"below {facts.STARTUP_YEARS} years a start-up; then growth at {facts.GROWTH_PERCENT} % a year or more"
    assert said in page(PAGE)


def test_the_samples_are_those_of_the_figures(loaded: Loaded) -> None:
    model = loaded.knowledge.assessments[MODEL]
    assert {peer.sample for peer in model.peers} == {67}
    assert {peer.sample for peer in model.stage_peers.values()} == {63}
    assert "whole number of 67" in page(PAGE)
    assert "whole numbers of 63" in page(PAGE)
