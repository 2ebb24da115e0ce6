"""A Gantt chart as a calendar: iCalendar, RFC 5545. One all-day event a step, one for each application."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

from toolbox.reports.gantt import Chart
from toolbox.vocabulary import Text

OCTETS = 75  # of a line, its end not counted
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


def as_calendar(chart: Chart, language: str) -> str:
    """The calendar. An event keeps its UID when the plan is made again, so that a calendar moves it."""
    stamp = f"{chart.today.replace('-', '')}T000000Z"
    whose = hashlib.blake2s((chart.firm or "").encode(), digest_size=6).hexdigest()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//menkan//plan//EN", "CALSCALE:GREGORIAN"]
    for bar in chart.bars:
        about = Text(
            f"{bar.said.zh}。这段时间推进，之后日常使用。", f"{bar.said.en}. Under way in this time, then in daily use."
        )
        first, end = chart.edges[bar.begin], chart.edges[bar.end]
        lines += _event(f"{bar.id}.{whose}", stamp, first, end, bar.name.of(language), about.of(language))
    for mark in chart.marks:
        about = Text("这个月之内申请，先申请后购买。", "Apply within this month, before anything is bought.")
        day = mark.day + dt.timedelta(days=1)
        lines += _event(f"{mark.id}.apply.{whose}", stamp, mark.day, day, mark.name.of(language), about.of(language))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(id_: str, stamp: str, first: dt.date, end: dt.date, summary: str, about: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{id_}@menkan"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(about)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in text)


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most OCTETS octets; no character is cut, and each part but the first begins blank."""
    part, size = "", 0
    for character in line:
        length = len(character.encode())
        if size + length > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + length
    yield part
