"""Parts of a report beyond the advice: what the first steps cost and bring, who helps to pay, who can help."""

from __future__ import annotations

from collections.abc import Iterator

from toolbox.advice import Advice
from toolbox.eligibility import LIVE, Policies, Programme
from toolbox.money.statement import Statement
from toolbox.papers.report import Section
from toolbox.vocabulary import Text

MOST_ASKED = 8  # programmes of which it is to be asked first whether the firm may have them

_VERDICTS = {"yes": Text("符合", "fits"), "ask": Text("要先问清", "to be asked")}


def sections(advice: Advice, statement: Statement, policies: Policies, language: str) -> tuple[Section, ...]:
    """The parts for which there is something to say."""
    writer = _Writer(language)
    made = [writer.costs(statement), writer.programmes(policies), writer.helpers(advice)]
    return tuple(section for section in made if section is not None)


class _Writer:
    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).of(self.language)

    def costs(self, found: Statement) -> Section | None:
        if not found.tools:
            return None
        heads = (
            self.say("工具", "tool"),
            self.say("开始", "begins"),
            self.say("一次性（元）", "once (yuan)"),
            self.say("每月（元）", "a month (yuan)"),
            self.say("自己人（天）", "own days"),
            self.say("依据", "basis"),
        )
        rows = tuple(
            (
                tool.name.of(self.language),
                tool.begins,
                tool.once.said.of(self.language),
                tool.monthly.said.of(self.language),
                tool.days.said.of(self.language),
                f"{tool.how.of(self.language)}{self.say('；出处 ', '; source ')}{tool.source}",
            )
            for tool in found.tools
        )
        outlay, running = found.total.sums["outlay"].band, found.total.sums["running"].band
        paragraphs = (
            self.say(
                f"{found.months} 个月一共：一次性 {outlay.said.zh} 元，按月 {running.said.zh} 元（估计）。",
                f"Over {found.months} months: {outlay.said.en} yuan once, {running.said.en} by the month (estimates).",
            ),
            self.say(f"多久回本：{found.payback.said.zh}", f"Paid back: {found.payback.said.en}"),
        )
        notes = (self.say("每个数怎么来的：menkan costs", "How each figure came about: menkan costs"),)
        return Section(
            self.say("花多少、带来多少（估计）", "What it costs and brings (estimates)"),
            paragraphs,
            (heads, *rows),
            notes,
        )

    def programmes(self, found: Policies) -> Section | None:
        live = [p for p in found.programmes if p.state in LIVE and p.verdict in _VERDICTS]
        sure = [p for p in live if p.verdict == "yes"]
        asked = [p for p in live if p.verdict == "ask"]
        if not live:
            return None
        heads = (
            self.say("项目", "programme"),
            self.say("符合吗", "eligible"),
            self.say("出什么", "what it pays"),
            self.say("先做什么", "what to do first"),
            self.say("期限、把握、出处", "until, certainty, source"),
        )
        rows = tuple(tuple(self.programme(p)) for p in (*sure, *asked[:MOST_ASKED]))
        notes = [self.say("办之前向主管部门核实。", "Check with the office in charge before you act.")]
        if len(asked) > MOST_ASKED:
            left = len(asked) - MOST_ASKED
            notes.append(
                self.say(f"还有 {left} 项要先问清：menkan policies", f"{left} more to be asked: menkan policies")
            )
        return Section(self.say("谁能帮着出钱", "Who helps to pay"), (), (heads, *rows), tuple(notes))

    def programme(self, programme: Programme) -> Iterator[str]:
        yield programme.name.of(self.language)
        yield _VERDICTS[programme.verdict or "ask"].of(self.language)
        yield programme.pays.what.of(self.language) if programme.pays else ""
        yield programme.first.of(self.language) if programme.first else ""
        until = self.until(programme.until)
        checked = self.say(f"核对日 {programme.checked}", f"checked {programme.checked}")
        parts = (until, programme.state_name.of(self.language), checked, *programme.sources)
        yield self.say("；", "; ").join(part for part in parts if part)

    def until(self, day: str | None) -> str:
        if day is None:
            return ""
        return self.say("没有截止日", "no end") if day == "open" else self.say(f"到 {day}", f"until {day}")

    def helpers(self, advice: Advice) -> Section | None:
        if not advice.helpers:
            return None
        colon = self.say("：", ": ")
        said = tuple(f"{h.name.of(self.language)}{colon}{h.helps.of(self.language)}" for h in advice.helpers)
        return Section(self.say("可以找谁帮忙", "Who can help"), said)
