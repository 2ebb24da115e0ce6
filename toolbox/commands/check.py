"""menkan check"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

import click

from toolbox import knowledge, profile
from toolbox.commands.common import overlay_option
from toolbox.commands.words import language, say
from toolbox.conditions.phrases import Flawed
from toolbox.documents import Document, read_file
from toolbox.errors import DataError, Fault
from toolbox.questions import next_question, options, read_answer
from toolbox.vocabulary import Fact

UNKNOWN, STOP, BACK = "?", "q", "b"


@click.command(
    name="check",
    help=say(
        "在终端里一问一答。输入编号或文字；? 表示不知道，b 回上一题，q 先停下。",
        "Question by question in the terminal. Type numbers or words; ? for don't know, b to go back, q to stop.",
    ),
)
@overlay_option
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    help=say("边答边存到这个文件，下次接着答", "save here as you go, and resume"),
)
@click.option("--quick", is_flag=True, help=say("只问九个问题", "nine questions only"))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE")
def command(overlays: tuple[Path, ...], answers: Path | None, quick: bool, today: dt.datetime | None) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(
            say(
                "自测要在终端里进行；程序请用 menkan recommend -。",
                "The self-check needs a terminal; programs use `menkan recommend -`.",
            )
        )
    known = knowledge.load(overlays)
    day = today.date() if today else dt.date.today()
    session = _Session(known, answers, day)
    finished = session.run(quick=quick)
    session.show(finished)


class _Session:
    """One sitting. told: the profile so far, in the order of the answers; saved after each."""

    def __init__(self, known: knowledge.Knowledge, path: Path | None, day: dt.date) -> None:
        from toolbox.inference import Inference

        self.known = known
        self.path = path
        self.day = day
        self.inference = Inference(known)
        self.told: dict[str, Any] = {}
        if path is not None and path.exists():
            document = read_file(path)
            profile.read(document, known)  # refuses what it cannot read before a question is asked
            self.told = dict(document.data)

    def run(self, *, quick: bool) -> bool:
        """Ask until nothing is left; False if the person stopped before."""
        asked: list[str] = []
        while (fact := next_question(self.known, self._reason().inferred, self.told, quick=quick)) is not None:
            answer = self._ask(self.known.vocabulary[fact])
            if answer == STOP:
                return False
            if answer == BACK:
                if asked:
                    self.told.pop(asked.pop(), None)
            else:
                asked.append(fact)
                self.told[fact] = answer
            self._save()
        return True

    def show(self, finished: bool) -> None:
        """The advice from what is known; with a word about resuming if the person stopped."""
        from toolbox.advice import advise
        from toolbox.reports.advice_text import print_advice

        if not finished and self.path is not None:
            click.echo(
                say(
                    f"已存到 {self.path}，下次用同样的命令接着答。", f"Saved to {self.path}; the same command resumes."
                ),
                err=True,
            )
        print_advice(advise(self._reason(), self.known, self.day), language())

    def _reason(self) -> Any:
        from toolbox.advice import reason

        document = Document(say("答案", "answers"), self.told, {})
        return reason(profile.read(document, self.known), self.inference, self.known, self.day)

    def _ask(self, fact: Fact) -> Any:
        click.echo()
        click.secho((fact.question or fact.label).of(language()), bold=True)
        for number, label in options(fact, language()):
            click.echo(f"  {number:>2}  {label}")
        while True:
            text = click.prompt("", prompt_suffix="> ", default="", show_default=False)
            if text.strip() in (STOP, BACK):
                return text.strip()
            if text.strip() in (UNKNOWN, "？"):
                return "unknown"
            try:
                return read_answer(fact, text)
            except Flawed as error:
                for flaw in error.flaws:
                    click.secho(f"{flaw.fault} {flaw.remedy}".strip(), fg="yellow", err=True)

    def _save(self) -> None:
        """Write the answers in one step; a half-written file would lose them."""
        if self.path is None:
            return
        import yaml

        draft = self.path.with_name(self.path.name + ".tmp")
        try:
            draft.write_text(yaml.safe_dump(self.told, allow_unicode=True, sort_keys=False), encoding="utf-8")
            os.replace(draft, self.path)
        except OSError as error:
            raise DataError(
                Fault(str(self.path), f"cannot be written ({error.strerror}).", "Name another file.")
            ) from None
