"""menkan understand TEXT"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from toolbox import documents, knowledge
from toolbox.commands.common import STDIN, json_option, overlay_option, print_json, today_option
from toolbox.commands.words import language, say
from toolbox.errors import DataError, Fault


@click.command(
    name="understand",
    help=say(
        "从一段话里读出企业的情况（- 为标准输入）。只认目录里的说法，不猜；每一条都带原话。",
        "Read what a text tells of a firm (- for standard input): by the catalogue's words alone, nothing guessed, "
        "each fact with the words that tell it.",
    ),
)
@click.argument("text", metavar="TEXT")
@overlay_option
@today_option
@json_option
@click.option(
    "--profile",
    "as_profile",
    is_flag=True,
    help=say("输出企业档案（YAML），可接 menkan recommend -", "print a profile (YAML) for menkan recommend -"),
)
def command(text: str, overlays: tuple[Path, ...], today: dt.datetime | None, as_json: bool, as_profile: bool) -> None:
    from toolbox.understand import answer, understand

    if as_json and as_profile:
        raise click.UsageError(say("--json 和 --profile 只能选一个。", "Choose one of --json and --profile."))
    known = knowledge.load(overlays)
    understood = understand(_stdin() if text == STDIN else text, known, today.date() if today else dt.date.today())
    if as_json:
        print_json(answer(understood))
    elif as_profile:
        import yaml

        click.echo(yaml.safe_dump(understood.profile(), allow_unicode=True, sort_keys=False), nl=False)
    else:
        from toolbox.reports.understood_text import print_understood

        print_understood(understood, known.vocabulary, language())


def _stdin() -> str:
    raw = sys.stdin.buffer.read(documents.LARGEST)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(Fault("stdin", "this is not UTF-8 text.", "Save it as UTF-8.")) from None
