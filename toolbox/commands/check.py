"""menkan check"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from toolbox import knowledge, profile
from toolbox.commands.answers import Answers
from toolbox.commands.common import overlay_option, today_option
from toolbox.commands.words import hint, language, say
from toolbox.conditions.phrases import Flaw, Flawed
from toolbox.documents import Document
from toolbox.knowledge.model import Knowledge
from toolbox.questions import offered, options, read_answer
from toolbox.text import shown
from toolbox.vocabulary import Fact, words

UNKNOWN, STOP, BACK = ("?", "？"), "q", "b"


@click.command(
    name="check",
    help=say(
        "在终端里一问一答。输入编号或文字；? 表示不知道，b 回上一题，q 先停下。",
        "Question by question in the terminal. Type numbers or words; ? for don't know, b to go back, q to stop.",
    ),
)
@overlay_option
@today_option
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("边答边存到这个文件，下次接着答", "save here as you go, and resume"),
)
@click.option("--quick", is_flag=True, help=say("最多问开头的九个问题", "the nine opening questions at most"))
@click.option(
    "--full",
    is_flag=True,
    help=say("44 项指标也问，直到阶段也定下来", "the 44 indicators too, until the stage is settled"),
)
def command(
    overlays: tuple[Path, ...], answers: Path | None, quick: bool, full: bool, today: dt.datetime | None
) -> None:
    if quick and full:
        raise click.UsageError(say("--quick 和 --full 只能选一个。", "Choose one of --quick and --full."))
    if not sys.stdin.isatty():
        raise click.UsageError(
            say(
                "自测要在终端里进行；程序请用 menkan recommend -。",
                "The self-check needs a terminal; programs use `menkan recommend -`.",
            )
        )
    known = knowledge.load(overlays)
    day = today.date() if today else dt.date.today()
    session = _Session(known, Answers(answers, known) if answers else None, day, full=full)
    finished = session.run(quick=quick)
    session.show(finished)


class _Session:
    """One sitting. told: the profile so far, in the order of the answers; saved after each."""

    def __init__(self, known: Knowledge, file: Answers | None, day: dt.date, *, full: bool) -> None:
        from toolbox.interview import Rulebook

        self.known = known
        self.file = file
        self.day = day
        self.book = Rulebook(known, full=full)
        self.told: dict[str, Any] = dict(file.before) if file else {}

    def run(self, *, quick: bool) -> bool:
        """Ask until nothing is left; False if the person stopped before."""
        asked: list[str] = []
        click.secho(say("? 不知道   b 回上一题   q 先停下", "? don't know   b back   q stop"), dim=True)
        while (fact := self._next(quick=quick)) is not None:
            answer = _ask(fact, self.in_play)
            if answer == STOP:
                return False
            if answer == BACK:
                if asked:
                    self.told.pop(asked.pop(), None)
            else:
                asked.append(fact.name)
                self.told[fact.name] = answer
            if self.file:
                self.file.save(self.told)
        return True

    def _next(self, *, quick: bool) -> Fact | None:
        """The next question, after a line on what is decided; or None, after a line on why there is none."""
        from toolbox.interview import EXHAUSTED, SETTLED, Standing, next_turn

        standing = Standing(self.book, self._profile(), self.day)
        turn = next_turn(standing, quick=quick)
        self.in_play = standing.in_play if turn.question == "in_use" else ()
        click.echo()
        if turn.question is None:
            click.secho((SETTLED if turn.settled else EXHAUSTED).of(language()), dim=True)
            return None
        click.secho(
            say(
                f"已定 {len(turn.decided)} 步，最多还有 {turn.left} 问",
                f"steps decided: {len(turn.decided)}; questions left: {turn.left} at most",
            ),
            dim=True,
        )
        return self.known.vocabulary[turn.question]

    def show(self, finished: bool) -> None:
        """The advice from what is known; with a word about the answers if the person stopped."""
        from toolbox.advice import advise, reason
        from toolbox.inference import Inference
        from toolbox.reports.advice_text import print_advice

        if self.file and not finished:
            path = self.file.path
            click.echo(
                say(f"已存到 {path}，下次用同样的命令接着答。", f"Saved to {path}; the same command resumes."), err=True
            )
        elif not finished:
            click.echo(say("答案没有存；要存就加 --answers。", "The answers are not kept; --answers would."), err=True)
        click.echo()
        reasoned = reason(self._profile(), Inference(self.known), self.known, self.day)
        print_advice(advise(reasoned, self.known, self.day), language())

    def _profile(self) -> profile.Profile:
        return profile.read(Document(say("答案", "answers"), self.told, {}), self.known)


def _ask(fact: Fact, in_play: Sequence[str]) -> Any:
    click.secho((fact.question or fact.label).of(language()), bold=True)
    names = offered(fact, in_play)
    choices = list(options(fact, names, language()))
    for number, label in choices:
        click.echo(f"  {number:>2}  {label}")
    how = _how(fact, listed=bool(choices))
    if how:
        click.secho(f"  {how}", dim=True)
    while True:
        text = click.prompt("", prompt_suffix="> ", default="", show_default=False).strip()
        if text in (STOP, BACK):
            return text
        if text in UNKNOWN:
            return "unknown"
        try:
            return read_answer(fact, text, names)
        except Flawed as error:
            click.secho(_not_understood(fact, text, error.flaws), fg="yellow", err=True)


def _how(fact: Fact, *, listed: bool) -> str:
    """How to answer, where the numbers in front of the choices do not say it."""
    if fact.name == "in_use" and listed:
        return say(
            "可选几个，用逗号隔开；没列出的写名称；一样没有就直接回车",
            "as many as fit, with commas between; name others in words; Enter for none",
        )
    if fact.type == "set" and listed:
        return say("可选几个，用逗号隔开；一样没有就直接回车", "as many as fit, with commas between; Enter for none")
    if fact.type == "set":
        return say("写出名称，用逗号隔开；一样没有就直接回车", "name them, with commas between; Enter for none")
    if fact.is_number:
        unit = fact.unit.of(language()) if fact.unit else ""
        return say(f"一个数或一个范围，如 20 或 20-50{f'（{unit}）' if unit else ''}", f"a number or a range ({unit})")
    return ""


def _not_understood(fact: Fact, text: str, flaws: Iterable[Flaw]) -> str:
    if language() == "en":
        return "\n".join(f"{flaw.fault} {flaw.remedy}".strip() for flaw in flaws)
    near = hint(text, [w for id_, m in fact.members.items() for w in (id_, *words(m.label, m.also))])
    return f"没看懂“{shown(text)}”。{near or '换个说法；不知道就输入 ?。'}"
