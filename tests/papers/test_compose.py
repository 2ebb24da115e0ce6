"""The report says what the advice says: nothing is lost on the way, nothing added."""

from __future__ import annotations

import pytest

from tests.papers.conftest import PLANT, Made, Maker
from toolbox.papers.compose import Extra


@pytest.fixture(scope="module", params=["zh", "en"])
def both(request: pytest.FixtureRequest, make: Maker) -> Made:
    return make({"name": "x", **PLANT}, request.param)


def test_every_step_stands_in_the_report_in_its_order(both: Made) -> None:
    report, advice = both
    assert [s.tool for s in report.steps] == [s.tool for s in advice.first]
    assert [[s.tool for s in wave] for wave in report.later] == [[s.tool for s in wave] for wave in advice.later]
    for ours, theirs in zip(report.steps, advice.first, strict=True):
        assert ours.name == theirs.name.of(report.language)
        assert [r.rule for r in ours.reasons] == [w.said.rule for w in theirs.why]
        assert ours.reasons or ours.needed_by


def test_the_picture_has_every_step_once_and_only_needs_that_are_in_the_plan(both: Made) -> None:
    report, advice = both
    places = [box.place for wave in report.waves for row in wave.rows for box in row]
    assert sorted(places) == [s.place for s in (*advice.first, *(s for wave in advice.later for s in wave))]
    for wave in report.waves:
        for row in wave.rows:
            assert all(set(box.after) < set(places) for box in row)


def test_every_source_that_is_cited_is_listed_under_its_number(both: Made) -> None:
    report, advice = both
    cited = {f"[{source.number}]": source.id for source in report.sources}
    assert len(cited) == len(report.sources)
    for ours, theirs in zip(report.steps, advice.first, strict=True):
        for reason, why in zip(ours.reasons, theirs.why, strict=True):
            assert [s.partition("/")[0] for s in why.said.sources] == [
                cited[part.split()[0]] for part in reason.sources.replace("、", ", ").split(", ")
            ]


def test_peers_stand_where_the_survey_asked_as_the_mean_of_its_figures(both: Made) -> None:
    report, advice = both
    for axis, dimension in zip(report.scores.axes, advice.assessment.dimensions, strict=True):
        if not dimension.peers:
            assert axis.peer is None
        else:
            mean = sum(peer.percent for peer in dimension.peers) / len(dimension.peers)
            assert axis.peer == pytest.approx(mean, abs=0.051)


def test_ranges_are_those_of_the_assessment(both: Made) -> None:
    report, advice = both
    assert [(axis.low, axis.high) for axis in report.scores.axes] == [d.score for d in advice.assessment.dimensions]
    assert report.scores.known


def test_a_trial_is_told(make: Maker) -> None:
    assert make(extra=Extra(trials=("staff=35",)))[0].trials == ("staff=35",)


def test_what_does_not_hold_does_not_lengthen_the_list(both: Made) -> None:
    report, advice = both
    assert len(report.profile) == len(advice.firm.told) + sum(k.value is not False for k in advice.firm.derived)
