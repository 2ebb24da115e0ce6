"""Options that many commands take, and how a command gets at the knowledge and at a firm."""

from __future__ import annotations

import datetime as dt
import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from toolbox import documents, knowledge, profile
from toolbox.commands.words import Command, lang_option, say
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.text import shown

if TYPE_CHECKING:
    from toolbox.advice import Advice, Reasoned
    from toolbox.inference import Inference
    from toolbox.trials import Trial

STDIN = "-"


def overlay_option(command: Command) -> Command:
    """--knowledge DIR, repeatable; and --lang."""
    command = click.option(
        "--knowledge",
        "overlays",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=say("叠加一个本地知识文件夹（可重复）", "lay a folder of your own knowledge over ours (repeatable)"),
    )(command)
    return lang_option(command)


def json_option(command: Command) -> Command:
    """--json"""
    return click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))(command)


def today_option(command: Command) -> Command:
    """--today"""
    return click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help=say("按这一天计算，如 2026-11-21（默认今天）", "reckon as of this day, as 2026-11-21 (today by default)"),
    )(command)


def trial_option(command: Command) -> Command:
    """--set FACT=VALUE, repeatable"""
    return click.option(
        "--set",
        "trials",
        multiple=True,
        metavar="FACT=VALUE",
        callback=_trials,
        help=say(
            "试算：不改档案，先按这个值算（可重复），如 staff=35、in_use+=crm、pains-=unpaid_bills、staff=unknown",
            "try another value without changing the profile (repeatable): staff=35, in_use+=crm, pains-=unpaid_bills, "
            "staff=unknown",
        ),
    )(command)


def _trials(_context: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> tuple[Trial, ...]:
    if not texts:
        return ()
    from toolbox.trials import parse

    found = [(text, parse(text)) for text in texts]
    for text, trial in found:
        if trial is None:
            said = say(f"“{shown(text)}”里没有等号。", f"there is no `=` in '{shown(text)}'.")
            remedy = say("写成 staff=35 或 in_use+=crm。", "Write it as staff=35 or in_use+=crm.")
            raise click.BadParameter(f"{said} {remedy}")
    return tuple(trial for _, trial in found if trial is not None)


def print_json(value: object) -> None:
    """Print one of our values for programs."""
    from toolbox.plain import as_json

    click.echo(as_json(value))


def tell_trials(trials: tuple[Trial, ...]) -> None:
    """Say above a report that it rests on trials, not on the profile alone."""
    if trials:
        from toolbox.reports.console import line

        texts = say("、", ", ").join(trial.text for trial in trials)
        line(say(f"试算，档案没有改：{texts}", f"A trial; the profile is as it was: {texts}"), "bold")


def firm_argument(command: Command) -> Command:
    """FIRM, a file or - for standard input; --row and --firm for a sheet; --today; and the overlays."""
    from toolbox.commands.sheets import sheet_options

    return click.argument("firm", metavar="FIRM")(sheet_options(overlay_option(today_option(command))))


def case_argument(command: Callable[..., None]) -> Callable[..., None]:
    """FIRM with its options; the command is given `case`, read and reasoned about, with what --set tries."""

    @functools.wraps(command)
    def with_case(
        firm: str,
        overlays: tuple[Path, ...],
        today: dt.datetime | None,
        trials: tuple[Trial, ...] = (),
        **rest: Any,
    ) -> None:
        command(case=read_case(firm, overlays, today, trials), **rest)

    return firm_argument(with_case)


class Case(NamedTuple):
    """One firm before the program: everything that a command about a firm needs. trials: of --set."""

    knowledge: Knowledge
    inference: Inference
    reasoned: Reasoned
    today: dt.date
    trials: tuple[Trial, ...] = ()

    @property
    def name(self) -> str | None:
        """What the firm is called, where it says."""
        return self.reasoned.profile.name

    def advice(self) -> Advice:
        """The advice that follows."""
        from toolbox.advice import advise

        return advise(self.reasoned, self.knowledge, self.today)


def read_case(firm: str, overlays: tuple[Path, ...], today: dt.datetime | None, trials: tuple[Trial, ...] = ()) -> Case:
    """Read the knowledge and the firm, and reason about it. Raises DataError."""
    from toolbox.advice import reason
    from toolbox.inference import Inference

    known = knowledge.load(overlays)
    day = today.date() if today else dt.date.today()
    told = read_profile(firm, known)
    if trials:
        from toolbox.trials import tried

        told = tried(told, trials, known)
    inference = Inference(known)
    return Case(known, inference, reason(told, inference, known, day), day, trials)


def read_profile(firm: str, known: Knowledge) -> profile.Profile:
    """The profile behind FIRM: a file, standard input, or a row of a sheet. Raises DataError."""
    from toolbox.commands.sheets import is_sheet, profile_of_row, refuse_row

    if is_sheet(firm):
        return profile_of_row(Path(firm), known)
    refuse_row()
    return profile.read(read_document(firm), known)


def read_document(firm: str) -> documents.Document:
    """The document behind FIRM: a file, or standard input for -. Raises DataError."""
    if firm == STDIN:
        return documents.read_text(sys.stdin.buffer.read(documents.LARGEST + 1), "stdin")
    return documents.read_file(Path(firm))


def known_tool(known: Knowledge, word: str) -> str:
    """The id of the tool that a word means. Raises DataError with the nearest one."""
    from toolbox.operations import find_tool

    return find_tool(known, word)


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """What is imported here comes with an extra. Raises DataError where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("toolbox"):
            raise
        fault = f"the package {error.name} is not installed."
        raise DataError(Fault("menkan", fault, f"Run pip install 'menkan[{extra}]'.")) from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all. Raises DataError."""
    import os
    import tempfile

    try:
        handle, draft = tempfile.mkstemp(prefix=".", dir=path.parent or Path())
    except OSError as error:
        raise DataError(cannot_write(path, error)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o666 & ~_umask())
        os.replace(draft, path)
    except OSError as error:
        Path(draft).unlink(missing_ok=True)
        raise DataError(cannot_write(path, error)) from None


def _umask() -> int:
    """What the user keeps from others in new files; a temporary file is kept from all of them."""
    import os

    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def cannot_write(path: Path, error: OSError) -> Fault:
    """What to say of a file that the system does not let us write."""
    return Fault(str(path), f"cannot be written ({error.strerror}).", "Name another file or folder.")
