"""From the advice and the roadmap of a firm to the report that the documents show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from toolbox import lines
from toolbox.advice import (
    Advice,
    AssessmentAdvice,
    DimensionAdvice,
    HeldAdvice,
    Known,
    PeerFigure,
    StepAdvice,
    Why,
)
from toolbox.answer import Label
from toolbox.eligibility import StepProgramme
from toolbox.knowledge.model import Knowledge
from toolbox.papers.report import Axis, Box, Cited, Entry, Held, Open, Reason, Report, Scores, Section, Step, Wave
from toolbox.papers.words import METHOD, spoken
from toolbox.partners import Helper
from toolbox.roadmap import Roadmap
from toolbox.text import number, span
from toolbox.vocabulary import Text

OWN = {True: Text("（本企业：是）", " (this firm: yes)"), False: Text("（本企业：否）", " (this firm: no)")}
FIRST_FACTS = ("sector", "staff", "size", "lifecycle")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Extra(NamedTuple):
    """What a report may hold beyond the advice. trials: of --set, as they were written."""

    sections: tuple[Section, ...] = ()
    trials: tuple[str, ...] = ()


NOTHING_MORE = Extra()


def compose(advice: Advice, plan: Roadmap, knowledge: Knowledge, language: str, extra: Extra = NOTHING_MORE) -> Report:
    """The report of this advice in one language."""
    page = _Page(advice, knowledge, language)
    steps = tuple(page.step(step) for step in advice.first)
    later = tuple(tuple(page.step(step) for step in wave) for wave in advice.later)
    day = dt.date.fromisoformat(advice.origin.today)
    firm = advice.firm.name or page.say("您企业", "your firm")
    named = f"“{firm}”" if advice.firm.name else firm
    scores = _scores(page, advice.assessment)
    return Report(
        language=language,
        day=advice.origin.today,
        date=page.say(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}"),
        firm=firm,
        title=page.say(f"给{named}的建议", f"Advice for {firm}"),
        words=spoken(language),
        facts=tuple(Entry(k.label.of(language), k.words.of(language)) for k in _heading(page.known)),
        profile=tuple(page.entry(item) for item in (*advice.firm.told, *_holds(advice.firm.derived))),
        trials=extra.trials,
        message=advice.message.of(language) if advice.message else "",
        scores=scores,
        steps=steps,
        later=later,
        waves=tuple(page.waves(plan, {s.tool: s for s in (*steps, *(s for wave in later for s in wave))})),
        longest=page.longest(plan),
        held=tuple(page.held(item) for item in advice.held),
        set_aside=tuple(
            page.say(f"{a.name.zh}：已有“{a.instead.name.zh}”", f"{a.name.en}: see “{a.instead.name.en}”")
            for a in advice.set_aside
        ),
        questions=tuple(page.question(q.question, len(q.tools)) for q in advice.questions),
        sections=extra.sections,
        method=tuple(text.of(language) for text in METHOD),
        sources=tuple(page.cited()),
        made=page.say(
            f"menkan {advice.origin.menkan} · 知识 {advice.origin.knowledge[:12]} · {advice.origin.today}",
            f"menkan {advice.origin.menkan} · knowledge {advice.origin.knowledge[:12]} · {advice.origin.today}",
        ),
    )


def _heading(known: Mapping[str, Known]) -> Iterator[Known]:
    return (known[fact] for fact in FIRST_FACTS if fact in known)


def _holds(derived: Iterable[Known]) -> Iterator[Known]:
    """What follows from what was told; what does not hold would only lengthen the list."""
    return (item for item in derived if item.value is not False)


class _Page:
    """What every part needs: the language, the facts behind the advice, and the numbers given to sources so far."""

    def __init__(self, advice: Advice, knowledge: Knowledge, language: str) -> None:
        self.language = language
        self.knowledge = knowledge
        self.known = {item.fact: item for item in (*advice.firm.told, *advice.firm.derived)}
        self.helpers = advice.helpers
        self.numbers: dict[str, int] = {}

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).of(self.language)

    def names(self, choices: Iterable[Label | Helper | StepProgramme]) -> str:
        return self.say("、", ", ").join(choice.name.of(self.language) for choice in choices)

    def refer(self, sources: Iterable[str]) -> str:
        """`[1] fig15、[2]`: references by the number of their source, numbered as they come."""
        said = []
        for reference in sources:
            source, _, part = reference.partition("/")
            number_ = self.numbers.setdefault(source, len(self.numbers) + 1)
            said.append(f"[{number_}] {part}".rstrip())
        return self.say("、", ", ").join(said)

    def cited(self) -> Iterator[Cited]:
        for id_, number_ in self.numbers.items():
            source = self.knowledge.sources[id_]
            title, publisher = source.title.of(self.language), source.publisher.of(self.language)
            words = self.say(f"{title}，{publisher}，{source.year} 年", f"{title}. {publisher}, {source.year}")
            stance = source.stance.of(self.language) if source.stance else ""
            yield Cited(number_, id_, words, stance, source.url or "")

    def entry(self, item: Known) -> Entry:
        how = item.how.of(self.language) if item.how else ""
        return Entry(item.label.of(self.language), item.words.of(self.language), how)

    def step(self, step: StepAdvice) -> Step:
        language, rank = self.language, step.rank
        others = self.names(step.needed_by)
        needed = self.say(f"{others}要先有它。", f"Needed for {others}.") if others and not step.why else ""
        return Step(
            place=step.place,
            tool=step.tool,
            name=step.name.of(language),
            what=step.what.of(language),
            layer=step.layer.name.of(language),
            scenarios=self.names(step.scenarios),
            reasons=tuple(self.reason(why) for why in step.why),
            needed_by=needed,
            after=self.names(step.after),
            cost=lines.first_year(step.cost, language),
            price=lines.list_price(step.cost, language),
            effort=lines.own_effort(step.effort, language),
            weeks=lines.weeks(step.effort).of(language),
            skills=step.effort.skills.name.of(language),
            free_way=step.free_way.of(language) if step.free_way else "",
            products=lines.named_products(step.products, language),
            help=self.names(helper for helper in self.helpers if step.tool in helper.tools),
            paying=self.names(step.programmes),
            rank=lines.rank_sum(rank, language),
            points=rank.total,
            strength=rank.strength,
            need=rank.need,
            voice=rank.voice,
            ease=rank.ease,
            low_yuan=step.cost.low,
            high_yuan=step.cost.high,
        )

    def reason(self, why: Why) -> Reason:
        said = why.said
        return Reason(
            because=said.because.of(self.language),
            given=lines.given(self.known, said.tests, self.language),
            rule=said.rule,
            sources=self.refer(said.sources),
            paths=self.names(why.paths),
        )

    def waves(self, plan: Roadmap, steps: Mapping[str, Step]) -> Iterator[Wave]:
        for wave in plan.waves:
            rows = tuple(tuple(self.box(steps[t], plan, steps) for t in self.by_place(row, steps)) for row in wave.rows)
            yield Wave(wave.number, self.say(f"第 {wave.number} 波", f"Wave {wave.number}"), rows)

    def box(self, step: Step, plan: Roadmap, steps: Mapping[str, Step]) -> Box:
        after = sorted(steps[tool].place for tool in plan.needs[step.tool])
        return Box(step.place, step.name, step.weeks, tuple(after))

    def by_place(self, row: Iterable[str], steps: Mapping[str, Step]) -> list[str]:
        return sorted(row, key=lambda tool: steps[tool].place)

    def longest(self, plan: Roadmap) -> str:
        chain = " → ".join(self.knowledge.tools[tool].name.of(self.language) for tool in plan.critical)
        weeks = span(*plan.weeks)
        zh, en = f"最花时间的一条链（{weeks} 周，估计）：{chain}", f"Longest chain ({weeks} weeks, estimate): {chain}"
        return self.say(zh, en) if chain else ""

    def held(self, item: HeldAdvice) -> Held:
        waits = self.names(item.waits_for)
        said = self.say(f"它离不开：{waits}，而那也还不急", f"It needs {waits}, which is not for now either")
        language = self.language
        return Held(
            item.name.of(language),
            tuple(text.of(language) for text in item.because),
            tuple(text.of(language) for text in item.until),
            said if waits else "",
        )

    def question(self, question: Text, tools: int) -> Open:
        waits = self.say(
            f"关系到 {tools} 个工具", "1 tool waits for it" if tools == 1 else f"{tools} tools wait for it"
        )
        return Open(question.of(self.language), waits)


# --- scores ------------------------------------------------------------------------------------------------------


def _scores(page: _Page, assessment: AssessmentAdvice) -> Scores:
    asked = sum(d.indicators for d in assessment.dimensions)
    answered = sum(d.answered for d in assessment.dimensions)
    names = page.say(" 或 ", " or ").join(stage.name.of(page.language) for stage in assessment.stages)
    total = span(*assessment.total)
    said = page.say(
        f"转型进程：{names}；总分 {total}（满分 100；{asked} 个指标答了 {answered} 个）",
        f"Stage: {names}; score {total} of 100 ({answered} of {asked} indicators answered)",
    )
    if not answered:
        said = page.say(
            f"转型进程：评分的 {asked} 个指标还没有回答，先不打分。",
            f"Stage: none of the {asked} indicators is answered yet, so there is no score.",
        )
    page.refer([assessment.source])
    figures = [peer for dimension in assessment.dimensions for peer in dimension.peers]
    page.refer(figure.source for figure in figures)
    return Scores(
        model=assessment.name.of(page.language),
        known=bool(answered),
        said=said,
        axes=tuple(_axis(page, dimension) for dimension in assessment.dimensions),
        peer_note=_peer_note(page, figures),
        stage_peers=tuple(_peer(page, peer) for peer in assessment.stage_peers),
        notes=tuple(note.of(page.language) for note in assessment.notes),
    )


def _axis(page: _Page, dimension: DimensionAdvice) -> Axis:
    low, high = dimension.score
    return Axis(
        name=dimension.name.of(page.language),
        low=low,
        high=high,
        answered=dimension.answered,
        indicators=dimension.indicators,
        words=span(low, high) if dimension.answered else page.say("没有答", "not answered"),
        peer=_mean([peer.percent for peer in dimension.peers]),
        peers=tuple(_peer(page, peer) for peer in dimension.peers),
    )


def _mean(percents: Sequence[float]) -> float | None:
    """How much of what was asked the firms had on average: the mean of the shares, in tenths of a percent, half up."""
    if not percents:
        return None
    tenths = sum(round(percent * 10) for percent in percents)
    return (2 * tenths + len(percents)) // (2 * len(percents)) / 10


def _peer(page: _Page, peer: PeerFigure) -> str:
    own = "" if peer.own is None else OWN[peer.own].of(page.language)
    return f"{number(peer.percent)}% {peer.label.of(page.language)}{own}"


def _peer_note(page: _Page, figures: Sequence[PeerFigure]) -> str:
    if not figures:
        return ""
    samples = span(min(f.sample for f in figures), max(f.sample for f in figures))
    years = span(min(f.year for f in figures), max(f.year for f in figures))
    return page.say(
        f"调查里的企业（{years} 年，{samples} 家，不能代表所有小企业）平均做到了所问做法的百分之几；不是得分",
        f"how much of what the survey asked its firms did on average ({years}, {samples} firms, no picture of all "
        "small firms); in percent, not a score",
    )
