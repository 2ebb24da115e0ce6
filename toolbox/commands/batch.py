"""menkan batch IN -o OUT | explain OUT --firm ID | sample --firms N -o FILE"""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox import knowledge
from toolbox.commands.common import json_option, needs_extra, overlay_option, today_option
from toolbox.commands.words import lang_option, language, say
from toolbox.errors import Fault

if TYPE_CHECKING:
    from toolbox.batch.source import Unit
    from toolbox.batch.told import Checked, Summary
    from toolbox.headings import Stray

_A_LINE = 0.5  # seconds between two lines of progress


class OrRun(click.Group):
    """A group whose first word may be a table as well: `menkan batch firms.csv` is `menkan batch run firms.csv`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--lang"}
        if args and args[0] not in self.commands and args[0].partition("=")[0] not in own:
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(
    name="batch",
    cls=OrRun,
    help=say(
        "一张表里的全部企业，用同样的规则一次算完：`menkan batch 企业.xlsx -o 建议.parquet`。",
        "Advise every firm of a table by the same rules: `menkan batch firms.xlsx -o advice.parquet`.",
    ),
)
@lang_option
def command() -> None:
    """Whole tables of firms."""


@command.command(
    name="run",
    help=say(
        "读表（CSV、Excel、Parquet 的文件、文件夹或通配符），每家企业写一行建议。`menkan batch 表` 就是它。",
        "Read a table (CSV, Excel or Parquet; a file, a folder or a pattern) and write a row of advice for each firm. "
        "`menkan batch TABLE` means this.",
    ),
)
@click.argument("table", metavar="[IN]", required=False)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help=say(
        "写到哪里：.parquet、.csv、.xlsx 文件；或一个文件夹，分部分写、可续跑",
        "where to: a .parquet, .csv or .xlsx file; or a folder, written in parts and taken up again",
    ),
)
@click.option(
    "--query",
    metavar="SQL",
    help=say(
        "不读文件，用 DuckDB 查询（IN 可以是 .duckdb 数据库）",
        "read what DuckDB answers to this (IN may be a .duckdb database)",
    ),
)
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="COL=FACT",
    help=say(
        "把某一列当作某个事实读，如 从业=员工人数（人）；COL=- 不读（可重复）",
        "read a column as a fact, as People=staff; COL=- leaves it out (repeatable)",
    ),
)
@click.option(
    "--check",
    "dry",
    is_flag=True,
    help=say(
        "只检查：哪些列不认识、哪些值不对、缺多少；不计算", "only check: unknown columns, wrong values, what is missing"
    ),
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=say("读不了的行连同原因写到这个 CSV", "write the rows that could not be read, with reasons, to this CSV"),
)
@click.option(
    "--cube",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=say(
        "把汇总（按阶段、行业、规模、省份）写到这个 .parquet",
        "write what all adds up to, by stage, trade, size and province, to this .parquet",
    ),
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=say("同时算几批", "how many batches at a time"),
)
@click.option(
    "--progress", "always", is_flag=True, help=say("不在终端里也显示进度", "show progress without a terminal too")
)
@today_option
@overlay_option
@json_option
def run(
    table: str | None,
    out: Path | None,
    query: str | None,
    maps: tuple[str, ...],
    dry: bool,
    rejects: Path | None,
    cube: Path | None,
    threads: int,
    always: bool,
    today: dt.datetime | None,
    overlays: tuple[Path, ...],
    as_json: bool,
) -> None:
    if not dry and out is None and cube is None:
        raise click.UsageError(
            say("用 -o 写明结果放在哪里（或 --check、--cube）。", "Say where to with -o (or --check, or --cube).")
        )
    mapped = _mapped(maps)
    with needs_extra("batch"):
        from toolbox.batch.job import Options
        from toolbox.batch.run import rows_in
        from toolbox.batch.run import run as run_all
    units = _units(table, query)
    known = knowledge.load(overlays)
    if dry:
        from toolbox.batch.checking import check

        _print_check(check(units, known, mapped), as_json=as_json)
        return
    _say_strays(units[0], known, mapped)
    shown = _Progress(rows_in(units), always=always)
    options = Options(today.date() if today else dt.date.today(), mapped, threads)
    done = run_all(units, out, known, options, rejected=rejects, progress=shown.more)
    shown.end()
    if cube is not None:
        from toolbox.batch.run import write_cube

        write_cube(done, units, known, options, cube)
    _print_summary(done.summary(), as_json=as_json)


@command.command(
    name="explain",
    help=say(
        "把一行建议还原成完整的说明，和 `menkan recommend` 给这家企业的一样。",
        "The full advice behind a row, as `menkan recommend` gives it.",
    ),
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--firm", required=True, metavar="ID", help=say("企业的编号（id 列）", "the firm's id (column id)"))
@click.option("--all", "everything", is_flag=True, help=say("后面几波也写详细", "later waves in full too"))
@click.option(
    "--explain", "explained", is_flag=True, help=say("写出每条规则的条件和取值", "each rule's conditions with values")
)
@overlay_option
@json_option
def explain(out: Path, firm: str, everything: bool, explained: bool, overlays: tuple[Path, ...], as_json: bool) -> None:
    with needs_extra("batch"):
        from toolbox.batch.explaining import explained as found
    advice = found(out, firm, knowledge.load(overlays))
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(advice))
        return
    from toolbox.reports.advice_text import print_advice

    print_advice(advice, language(), everything=everything, explained=explained)


@command.command(
    name="sample",
    help=say(
        "按公开统计的分布虚构企业，用来试用和测速；没有一家是真的。",
        "Make up firms by published marginals, to try out and to measure with; none of them is real.",
    ),
)
@click.option("--firms", type=click.IntRange(1), default=1000, show_default=True, help=say("多少家", "how many"))
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help=say("随机种子", "the seed"))
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=say(".parquet、.csv 或 .xlsx", ".parquet, .csv or .xlsx"),
)
@overlay_option
def sample(firms: int, seed: int, out: Path, overlays: tuple[Path, ...]) -> None:
    with needs_extra("batch"):
        from toolbox.batch.sample import write
    write(knowledge.load(overlays), firms, seed, out)
    click.echo(say(f"写好了：{out}（{firms} 家虚构的企业）", f"Written: {out} ({firms} made-up firms)"))


# --- what goes in ------------------------------------------------------------------------------------------------


def _mapped(maps: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in maps:
        heading, sign, word = text.rpartition("=")
        if not sign or not heading.strip() or not word.strip():
            raise click.BadParameter(
                say(f"“{text}”要写成 列名=事实。", f"write '{text}' as COL=FACT."), param_hint="--map"
            )
        found[heading.strip()] = word.strip()
    return found


def _units(table: str | None, query: str | None) -> list[Unit]:
    from toolbox.batch import source

    if query is not None:
        return [source.Unit(Path(table) if table else Path(), query=query)]
    if table is None:
        raise click.UsageError(say("写明要读的表（或 --query）。", "Name a table (or --query)."))
    return source.units(table)


def _say_strays(unit: Unit, known: knowledge.Knowledge, mapped: dict[str, str]) -> None:
    from toolbox.batch import source
    from toolbox.headings import read_headings

    strays = read_headings(source.headings(unit), known, unit.place, mapped).strays
    names = [stray.heading for stray in strays if not stray.near]
    if names:
        told = say("、", ", ").join(names)
        click.echo(say(f"没有读这些列：{told}", f"These columns are not read: {told}"), err=True)


# --- what comes out ----------------------------------------------------------------------------------------------


def _print_summary(summary: Summary, *, as_json: bool) -> None:
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(summary))
        return
    read, advised, rejected = (f"{n:,}" for n in (summary.read, summary.advised, summary.rejected))
    click.echo(
        say(
            f"读了 {read} 行：给出建议 {advised}，退回 {rejected}。",
            f"{read} rows read: {advised} advised, {rejected} rejected.",
        )
    )
    planned, held, nothing = (f"{n:,}" for n in (summary.planned, summary.held_only, summary.nothing))
    click.echo(
        say(
            f"有步骤 {planned}；只有暂缓的 {held}；没有可做的 {nothing}。",
            f"With steps: {planned}; only held back: {held}; nothing to do: {nothing}.",
        )
    )
    if summary.kept:
        click.echo(say(f"{summary.kept} 个部分上次已算好。", f"{summary.kept} parts were ready from an earlier run."))
    if summary.rejected:
        click.echo(
            say(
                "退回的原因：加 --rejects 文件，或用 --check 看。",
                "For the reasons add --rejects FILE, or use --check.",
            ),
            err=True,
        )


def _print_check(checked: Checked, *, as_json: bool) -> None:
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(checked))
        return
    rows, rejected = f"{checked.rows:,}", f"{checked.rejected:,}"
    click.echo(say(f"{rows} 行，其中 {rejected} 行读不了。", f"{rows} rows, of which {rejected} cannot be read."))
    for column in checked.columns:
        click.echo(f"  {column.heading} → {column.fact}  {column.told:g}%")
    for stray in checked.strays:
        click.echo(
            say(f"  {stray.heading}：没有这个事实，不读。", f"  {stray.heading}: no such fact; not read.")
            + _near(stray)
        )
    from toolbox.commands.faults_zh import in_chinese

    for fault in checked.faults:
        told = Fault(fault.column, fault.fault, fault.remedy)
        zh = in_chinese(told)
        said = say(f"{zh.fault}{zh.remedy}", f"{fault.fault} {fault.remedy}".strip())
        where = say(f"{fault.rows:,} 行，第一处第 {fault.first} 行", f"{fault.rows:,} rows, first in row {fault.first}")
        click.echo(f"  {fault.column}: {said} ({where})")


def _near(stray: Stray) -> str:
    from toolbox.commands.faults_zh import translated

    return (" " + say(translated("remedy", stray.near), stray.near)) if stray.near else ""


class _Progress:
    """A line on standard error: how many rows, how fast, how long to go. Only for a terminal, or when asked for."""

    def __init__(self, total: int | None, *, always: bool) -> None:
        self._total = total
        self._live = sys.stderr.isatty()
        self._shown = self._live or always
        self._start = self._last = time.monotonic()
        self._rows = 0

    def more(self, rows: int) -> None:
        self._rows += rows
        now = time.monotonic()
        if self._shown and now - self._last >= _A_LINE:
            self._last = now
            click.echo(("\r" if self._live else "") + self._line(now), err=True, nl=not self._live)

    def end(self) -> None:
        if self._shown:
            click.echo(("\r" if self._live else "") + self._line(time.monotonic()), err=True)

    def _line(self, now: float) -> str:
        rate = self._rows / max(now - self._start, 1e-9)
        told = say(f"{self._rows:,} 行，每秒 {rate:,.0f}", f"{self._rows:,} rows, {rate:,.0f} a second")
        if self._total is None or not rate:
            return told
        left = max(0, self._total - self._rows) / rate
        share = 100 * self._rows / max(1, self._total)
        return told + say(f"，{share:.0f}%，还要 {left:.0f} 秒  ", f", {share:.0f}%, {left:.0f} s to go  ")
