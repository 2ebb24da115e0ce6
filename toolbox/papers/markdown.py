"""The report as Markdown. What a firm is called is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolbox.papers.report import Report, Section, Step

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_BEGINS = re.compile(r"^(\d*)([-+=.)])(?=\s|$|[-+=])")  # what would begin a list or underline a heading


def markdown(report: Report) -> bytes:
    """The report as Markdown in UTF-8."""
    lines = [line for block in _blocks(report) for line in (*block, "")]
    return ("\n".join(lines).rstrip() + "\n").encode()


def safe(words: str) -> str:
    """Words on one line without any meaning in Markdown."""
    flat = " ".join(words.split())
    return _BEGINS.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", flat))


def _blocks(report: Report) -> Iterator[Sequence[str]]:
    w = report.words
    yield [f"# {safe(report.title)}"]
    yield [w["subtitle"]]
    yield [" · ".join([*(f"{safe(f.label)} {safe(f.words)}" for f in report.facts), report.date])]
    yield [f"## {w['summary']}"]
    if report.trials:
        yield [f"**{w['trial']}** {', '.join(map(safe, report.trials))}"]
    yield [safe(report.scores.said)]
    if report.message:
        yield [f"**{safe(report.message)}**"]
    if report.steps:
        yield _brief(report, report.steps)
        yield [w["estimates"]]
    if report.questions:
        yield [f"## {w['questions']}"]
        yield [f"- {safe(q.question)} ({safe(q.waits)})" for q in report.questions]
    yield [f"## {w['scores']}"]
    heads = (w["dimension"], w["score"], w["answered"], w["peers"])
    yield _table(
        heads, [(a.name, a.words, f"{a.answered}/{a.indicators}", _joined(report, a.peers)) for a in report.scores.axes]
    )
    if report.steps:
        yield [f"## {w['first']}"]
        for step in report.steps:
            yield from _step(report, step)
    for section in report.sections:
        yield from _section(section)
    yield from _later(report)
    yield from _rests_on(report)


def _joined(report: Report, parts: Sequence[str]) -> str:
    return ("；" if report.language == "zh" else "; ").join(parts)


def _brief(report: Report, steps: Sequence[Step]) -> list[str]:
    w = report.words
    heads = ("", w["step"], w["why"], w["cost"], w["weeks"])
    reasons = (s.reasons[0].because if s.reasons else s.needed_by for s in steps)
    return _table(heads, [(str(s.place), s.name, why, s.cost, s.weeks) for s, why in zip(steps, reasons, strict=True)])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(cell if row is lines[1] else safe(cell) for cell in row) + " |" for row in lines]


def _step(report: Report, step: Step) -> Iterator[Sequence[str]]:
    w = report.words
    yield [f"### {step.place}. {safe(step.name)}"]
    yield [safe(step.what)]
    for number, reason in enumerate(step.reasons):
        yield [f"**{w['also' if number else 'why']}** {safe(reason.because)}"]
        facts = [(w["given"], reason.given), (w["path"], reason.paths), (w["rule"], reason.rule)]
        facts.append((w["source"], reason.sources))
        yield [f"- {label}: {safe(words)}" for label, words in facts if words]
    labelled = (
        (w["why"], step.needed_by),
        (w["after"], step.after),
        (w["cost"], step.cost),
        (w["price"], step.price),
        (w["effort"], step.effort),
        (w["free_way"], step.free_way),
        (w["products"], step.products),
    )
    for label, words in labelled:
        if words:
            yield [f"**{label}** {safe(words)}"]
    yield [safe(step.rank)]


def _section(section: Section) -> Iterator[Sequence[str]]:
    yield [f"## {safe(section.title)}"]
    for words in section.paragraphs:
        yield [safe(words)]
    if section.table:
        yield _table(section.table[0], section.table[1:])
    for words in section.notes:
        yield [safe(words)]


def _later(report: Report) -> Iterator[Sequence[str]]:
    w = report.words
    if report.waves:
        yield [f"## {w['roadmap']}"]
    for wave in report.waves:
        yield [f"### {safe(wave.title)}"]
        rows = (" · ".join(f"{box.place} {safe(box.name)} ({box.weeks})" for box in row) for row in wave.rows)
        yield [f"{number}. {row}" for number, row in enumerate(rows, 1)]
    if report.longest:
        yield [safe(report.longest)]
    if report.later:
        yield [f"## {w['later']}"]
        yield _brief(report, [step for wave in report.later for step in wave])
    if report.held:
        yield [f"## {w['held']}"]
    for item in report.held:
        yield [f"### {safe(item.name)}"]
        yield [f"- {safe(words)}" for words in (*item.because, *item.until, item.waits) if words]
    if report.set_aside:
        yield [f"## {w['set_aside']}"]
        yield [f"- {safe(words)}" for words in report.set_aside]


def _rests_on(report: Report) -> Iterator[Sequence[str]]:
    w = report.words
    if report.profile:
        yield [f"## {w['profile']}"]
        yield _table((w["fact"], w["told"], w["how"]), [(e.label, e.words, e.how) for e in report.profile])
    yield [f"## {w['method']}"]
    peers = [report.scores.peer_note] if report.scores.peer_note else []
    yield [f"- {safe(words)}" for words in (*report.method, report.scores.model, *peers, *report.scores.notes)]
    yield [f"## {w['sources']}"]
    yield [f"- \\[{s.number}\\] {safe(' '.join(filter(None, (s.words, s.stance, s.url))))}" for s in report.sources]
    yield [safe(report.made)]
