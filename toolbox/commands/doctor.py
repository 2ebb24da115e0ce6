"""menkan doctor"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from toolbox import __version__, knowledge
from toolbox.commands.common import json_option, overlay_option, print_json
from toolbox.commands.words import say


class Finding(NamedTuple):
    """One thing that was looked at. well: fine, worth knowing, or wrong."""

    what: str
    well: str
    said: str


@click.command(
    name="doctor",
    help=say("检查安装：引擎、缓存、知识、编码。", "Check this installation: engine, cache, knowledge, encoding."),
)
@overlay_option
@json_option
def command(overlays: tuple[Path, ...], as_json: bool) -> None:
    findings = list(_findings(overlays))
    if as_json:
        print_json(findings)
    else:
        marks = {"fine": "✓", "note": "!", "wrong": "✗"}
        for finding in findings:
            click.echo(f"{marks[finding.well]} {finding.what}: {finding.said}")
    if any(finding.well == "wrong" for finding in findings):
        raise click.exceptions.Exit(1)


def _findings(overlays: tuple[Path, ...]) -> Iterator[Finding]:
    import sys

    yield Finding("menkan", "fine", f"{__version__}, Python {platform.python_version()}, {platform.system()}")
    yield _engine()
    yield _cache()
    known = knowledge.load(overlays)
    yield Finding(say("知识", "knowledge"), "fine", f"{len(known.tools)} / {len(known.rules)}, {known.digest[:12]}")
    yield _agreement(known)
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    well = "fine" if encoding in ("utf8", "gbk", "gb18030", "cp65001") else "note"
    yield Finding(say("输出编码", "output encoding"), well, encoding or "?")


def _engine() -> Finding:
    from toolbox.conditions import durable

    if durable.available():
        return Finding(say("规则引擎", "rule engine"), "fine", "durable_rules")
    said = say(
        "没有 durable_rules，改用内置判读器，结论相同", "durable_rules is missing; the built-in reader says the same"
    )
    return Finding(say("规则引擎", "rule engine"), "note", said)


def _cache() -> Finding:
    from toolbox.knowledge import cache

    name = say("缓存", "cache")
    folder = cache.folder()
    if folder is None:
        return Finding(name, "note", say("已关闭，启动较慢", "switched off; starts are slower"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / "probe.tmp"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        return Finding(name, "note", f"{folder}: {error.strerror}; " + say("启动较慢", "starts are slower"))
    return Finding(name, "fine", str(folder))


def _agreement(known: knowledge.Knowledge) -> Finding:
    """Fire the rules for one firm with both readers: they must say the same."""
    import datetime as dt

    from toolbox.advice import reason
    from toolbox.conditions import durable
    from toolbox.conditions.values import Members, exactly
    from toolbox.inference import Inference
    from toolbox.profile import Profile

    name = say("两个判读器一致", "both readers agree")
    firm = Profile(told={"staff": exactly(12), "in_use": Members(frozenset()), "safeguards": Members(frozenset())})
    day = dt.date(2026, 1, 1)
    verdict = reason(firm, Inference(known, "verdict"), known, day).inferred
    if not durable.available():
        return Finding(name, "note", say("只有一个判读器", "there is only one reader"))
    durably = reason(firm, Inference(known, "durable"), known, day).inferred
    same = (durably.fired, durably.offered) == (verdict.fired, verdict.offered)
    return Finding(name, "fine" if same else "wrong", say("是", "yes") if same else say("否", "no"))
