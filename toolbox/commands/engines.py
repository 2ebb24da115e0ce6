"""The options of a run on an existing engine, and the engine that they choose."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from toolbox.commands.common import needs_extra
from toolbox.commands.words import Command, say

if TYPE_CHECKING:
    from toolbox.batch.engines.work import Starting

EMBEDDED = "embedded"
ENGINES = (EMBEDDED, "spark", "dask", "ray")  # the module that knows them loads what tables need


class Elsewhere(NamedTuple):
    """What the options say."""

    engine: str
    master: str | None
    workers: int | None

    def starting(self, threads: int) -> Starting | None:
        """What starts the engine; None for this process. Raises DataError where its extra is not installed."""
        if self.engine == EMBEDDED:
            return None
        with needs_extra(self.engine):
            from toolbox.batch.engines.chosen import chosen

            return chosen(self.engine, self.master, self.workers, threads)

    def refuse(self, out: Path | None, query: str | None, *, dry: bool) -> None:
        """Raise UsageError where the options do not go together."""
        if self.engine == EMBEDDED:
            if self.master is not None or self.workers is not None:
                raise click.UsageError(
                    say(
                        "--master 和 --workers 要和 --engine 一起用；本进程多线程用 --threads。",
                        "--master and --workers go with --engine; for threads of this process there is --threads.",
                    )
                )
            return
        if dry:
            raise click.UsageError(
                say("--check 就在本进程检查，不用 --engine。", "--check reads in this process, without --engine.")
            )
        if self.master is not None and self.workers is not None:
            raise click.UsageError(
                say(
                    "--workers 是在本机启动的进程数；集群（--master）自有它的。",
                    "--workers are started on this machine; a cluster (--master) has its own.",
                )
            )
        if query is not None:
            raise click.UsageError(
                say(
                    "--engine 要的是文件：每个工作进程自己读一份；--query 请先导出成文件。",
                    "--engine needs files, which each worker reads by itself; write what --query answers to files.",
                )
            )
        if out is None or out.suffix:
            raise click.UsageError(
                say("--engine 要写到一个文件夹：-o 文件夹。", "--engine writes into a folder: -o FOLDER.")
            )


def engine_options(command: Command) -> Command:
    """--engine, --master and --workers."""

    @functools.wraps(command)
    def collected(*args: Any, **options: Any) -> Any:
        given = {name: options.pop(name) for name in Elsewhere._fields}
        return command(*args, elsewhere=Elsewhere(**given), **options)

    wrapped: Any = collected
    for option in reversed(_options()):
        wrapped = option(wrapped)
    found: Command = wrapped
    return found


def _options() -> list[Any]:
    return [
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default=EMBEDDED,
            show_default=True,
            help=say("谁来算各部分：本进程，或已有的引擎", "who makes the parts: this process, or an existing engine"),
        ),
        click.option(
            "--master",
            metavar="URL",
            help=say(
                "引擎在哪里，如 spark://主机:7077、tcp://主机:8786、主机:6379；不写就在本机启动",
                "where the engine is, as spark://host:7077, tcp://host:8786, host:6379; started here if left out",
            ),
        ),
        click.option(
            "--workers",
            type=click.IntRange(1, 256),
            metavar="N",
            help=say("在本机启动几个工作进程（默认按处理器）", "workers to start here (as many as processors)"),
        ),
    ]
