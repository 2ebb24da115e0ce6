"""menkan batch sample --firms N -o OUT"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import needs_extra, overlay_option
from toolbox.commands.words import say


@click.command(
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
    type=click.Path(path_type=Path),
    metavar="OUT",
    help=say(
        ".parquet、.csv 或 .xlsx 文件；或一个文件夹，分部分写、可续跑",
        "a .parquet, .csv or .xlsx file; or a folder, written in parts and taken up again",
    ),
)
@click.option(
    "--share",
    metavar="K/N",
    default="1/1",
    show_default=True,
    help=say(
        "只写文件夹的第 K 份（共 N 份），好让几个进程一起写",
        "write only the K-th of N shares of a folder, so that several processes fill it",
    ),
)
@overlay_option
def sample(firms: int, seed: int, out: Path, share: str, overlays: tuple[Path, ...]) -> None:
    own = _share(share)
    if own != (1, 1) and out.suffix:
        raise click.UsageError(say("--share 要配文件夹用。", "--share is for a folder."))
    with needs_extra("batch"):
        from toolbox.batch.sample import write
    written = write(knowledge.load(overlays), firms, seed, out, own)
    click.echo(say(f"写好了：{out}（{written} 家虚构的企业）", f"Written: {out} ({written} made-up firms)"))


def _share(text: str) -> tuple[int, int]:
    first, _, all_ = text.partition("/")
    numbers = [int(part) if part.isascii() and part.isdigit() else 0 for part in (first, all_)]
    if not 1 <= numbers[0] <= numbers[1]:
        raise click.BadParameter(say(f"“{text}”要写成 2/3。", f"write '{text}' as 2/3."), param_hint="--share")
    return numbers[0], numbers[1]
