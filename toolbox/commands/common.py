"""Options that many commands take, and how a command gets at the knowledge and at a firm."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from toolbox import documents, knowledge, profile
from toolbox.commands.words import LANGUAGES, say
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge

if TYPE_CHECKING:
    from toolbox.advice import Advice, Reasoned

Command = TypeVar("Command", bound=Callable[..., Any])

STDIN = "-"


def overlay_option(command: Command) -> Command:
    """--knowledge DIR, repeatable; and --lang, which `words` has read already."""
    command = click.option(
        "--knowledge",
        "overlays",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help=say("叠加一个本地知识文件夹（可重复）", "lay a folder of your own knowledge over ours (repeatable)"),
    )(command)
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, help=say("语言：zh 或 en", "language: zh or en")
    )(command)


def json_option(command: Command) -> Command:
    """--json"""
    return click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "print JSON"))(command)


def firm_argument(command: Command) -> Command:
    """FIRM, a file or - for standard input; --today; and the overlays."""
    command = click.option(
        "--today",
        "today",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help=say("按这一天计算（默认今天）", "reckon as of this day (today by default)"),
    )(command)
    return click.argument("firm", metavar="FIRM")(overlay_option(command))


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
    from toolbox.vocabulary import find_member

    in_use = known.vocabulary["in_use"]
    found = find_member(in_use, word)
    if found is None or found not in known.tools:  # a tool that is switched off is a word still
        from toolbox.vocabulary import member_hint

        raise DataError(Fault(word, say("目录里没有这个工具。", "there is no such tool."), member_hint(in_use, word)))
    return found
