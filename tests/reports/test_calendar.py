"""The calendar: read back by another library as it was meant, in lines as RFC 5545 wants them."""

from __future__ import annotations

import icalendar
import pytest

from tests.reports.charts import planned
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.reports.calendar import OCTETS, as_calendar
from toolbox.reports.gantt import Bar, Chart, chart_of_plan
from toolbox.vocabulary import Text

NASTY = "逗, 分; 斜\\ 行\n完 " + "很长的名字" * 30


@pytest.fixture(scope="module")
def chart(knowledge: Knowledge, inference: Inference) -> Chart:
    return chart_of_plan(planned(knowledge, inference))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_another_library_reads_what_was_meant(chart: Chart, language: str) -> None:
    calendar = icalendar.Calendar.from_ical(as_calendar(chart, language))
    assert calendar["VERSION"] == "2.0"
    events = calendar.walk("VEVENT")
    assert len(events) == len(chart.bars) + len(chart.marks)
    for event, bar in zip(events, chart.bars, strict=False):
        assert str(event["SUMMARY"]) == bar.name.of(language)
        assert event["DTSTART"].dt == chart.edges[bar.begin]
        assert event["DTEND"].dt == chart.edges[bar.end]
        assert bar.said.of(language) in str(event["DESCRIPTION"])
        assert event["DTSTAMP"].dt.isoformat() == "2026-11-21T00:00:00+00:00"
    assert [event.errors for event in events] == [[] for _ in events]


def test_an_application_has_its_day(chart: Chart) -> None:
    assert chart.marks
    last = icalendar.Calendar.from_ical(as_calendar(chart, "en")).walk("VEVENT")[-1]
    assert str(last["SUMMARY"]) == "apply for “Hangzhou's grant for digital change”"
    assert last["DTSTART"].dt == chart.marks[-1].day


def test_lines_are_folded_by_octets_and_end_as_they_should(chart: Chart) -> None:
    bar = Bar("x", Text(NASTY, NASTY), 0, 1, False, Text(NASTY, NASTY))
    written = as_calendar(chart._replace(bars=(bar,), marks=()), "zh").encode()
    assert written.endswith(b"END:VCALENDAR\r\n")
    lines = written.split(b"\r\n")
    assert all(len(line) <= OCTETS for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()  # no character is cut
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == NASTY


def test_an_event_keeps_its_name_and_tells_no_firm(chart: Chart, knowledge: Knowledge, inference: Inference) -> None:
    def uids(of: Chart) -> list[str]:
        return [str(event["UID"]) for event in icalendar.Calendar.from_ical(as_calendar(of, "en")).walk("VEVENT")]

    assert len(set(uids(chart))) == len(uids(chart))
    assert uids(chart._replace(today="2027-01-01")) == uids(chart)
    other = chart_of_plan(planned(knowledge, inference, "another"))
    assert not set(uids(other)) & set(uids(chart))
    assert "another" not in as_calendar(other, "en")
