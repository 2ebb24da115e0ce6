"""Options that many commands take, and how a command gets at the knowledge and at a firm."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from toolbox import documents, knowledge, profile
from toolbox.commands.words import Command, hint, lang_option, say
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge

if TYPE_CHECKING:
    from toolbox.advice import Advice, Reasoned

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


def firm_argument(command: Command) -> Command:
    """FIRM, a file or - for standard input; --today; and the overlays."""
    return click.argument("firm", metavar="FIRM")(overlay_option(today_option(command)))


class Case(NamedTuple):
    """One firm before the program: everything that a command about a firm needs."""

    knowledge: Knowledge
    reasoned: Reasoned
    today: dt.date

    def advice(self) -> Advice:
        """The advice that follows."""
        from toolbox.advice import advise

        return advise(self.reasoned, self.knowledge, self.today)


def read_case(firm: str, overlays: tuple[Path, ...], today: dt.datetime | None) -> Case:
    """Read the knowledge and the firm, and reason about it. Raises DataError."""
    from toolbox.advice import reason
    from toolbox.inference import Inference

    known = knowledge.load(overlays)
    day = today.date() if today else dt.date.today()
    told = profile.read(read_document(firm), known)
    return Case(known, reason(told, Inference(known), known, day), day)


def read_document(firm: str) -> documents.Document:
    """The document behind FIRM: a file, or standard input for -. Raises DataError."""
    if firm == STDIN:
        return documents.read_text(sys.stdin.buffer.read(documents.LARGEST + 1), "stdin")
    return documents.read_file(Path(firm))


def known_tool(known: Knowledge, word: str) -> str:
    """The id of the tool that a word means. Raises DataError with the nearest one."""
    from toolbox.vocabulary import find_member, words

    in_use = known.vocabulary["in_use"]
    found = find_member(in_use, word)
    if found is None or found not in known.tools:  # a tool that is switched off is a word still
        near = hint(word, [w for id_, m in in_use.members.items() for w in (id_, *words(m.label, m.also))])
        search = say("用 menkan catalog search 找一找。", "Look for it with `menkan catalog search`.")
        raise DataError(Fault(word, say("目录里没有这个工具。", "there is no such tool."), near or search))
    return found


def cannot_write(path: Path, error: OSError) -> Fault:
    """What to say of a file that the system does not let us write."""
    said = say(f"写不进去（{error.strerror}）。", f"cannot be written ({error.strerror}).")
    return Fault(str(path), said, say("换个名字或文件夹。", "Name another file or folder."))
