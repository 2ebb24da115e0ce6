"""menkan cluster OUT --budget N"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import json_option, needs_extra, overlay_option, today_option
from toolbox.commands.words import language, say

MOST_YUAN = 10**12
FAIR = 80  # four fifths


@click.command(
    name="cluster",
    help=say(
        "在县里的预算内，选哪些共享服务、集采哪些工具，带给最多的企业最多：OUT 是 `menkan batch -o` 写的结果。",
        "Which shared services and group purchases bring most to the most firms under a county's budget. OUT is what "
        "`menkan batch -o` wrote.",
    ),
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--budget",
    type=click.IntRange(0, MOST_YUAN),
    required=True,
    metavar="YUAN",
    help=say("县里第一年能花多少元", "yuan that the county can spend in the first year"),
)
@click.option(
    "--offers",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=say(
        "报价：各项服务、各个工具要多少钱（.yaml、.json、.csv、.xlsx）",
        "what services and tools cost, as you were told (.yaml, .json, .csv, .xlsx)",
    ),
)
@click.option(
    "--fair",
    is_flag=False,
    flag_value=FAIR,
    type=click.IntRange(1, 100),
    metavar="[PERCENT]",
    help=say(
        f"不落下任何规模：每个规模用得上的比例不低于全体比例的百分之几（默认 {FAIR}）",
        f"leave no size class out: of each, the part that is reached is at least so many percent of that of all "
        f"({FAIR} by default)",
    ),
)
@click.option(
    "--reach",
    type=click.IntRange(1, 100),
    metavar="PERCENT",
    help=say(
        "每个规模至少百分之几的企业用得上", "of each size class at least so many percent of the firms are reached"
    ),
)
@click.option(
    "--must",
    multiple=True,
    metavar="NAME",
    help=say("一定要有的服务或集采（可重复）", "a service or a tool that must be there (repeatable)"),
)
@click.option(
    "--share",
    type=click.IntRange(1, 100),
    default=100,
    show_default=True,
    metavar="PERCENT",
    help=say("集采价里县里出百分之几", "the percent of the price of a firm that the county pays"),
)
@click.option(
    "--quotes-only",
    is_flag=True,
    help=say("只买有报价或标价的，不按估计价买", "buy nothing of which only an estimate is known"),
)
@click.option(
    "--seconds",
    type=click.FloatRange(1, 86_400),
    metavar="N",
    help=say("最多找几秒（再算一次可能不同）", "search for so many seconds at most (another run may differ)"),
)
@click.option(
    "--greedy", is_flag=True, help=say("只用快速选法，不求证最优", "choose at once, without proving it the best")
)
@today_option
@overlay_option
@json_option
def command(
    out: Path,
    budget: int,
    file: Path | None,
    fair: int | None,
    reach: int | None,
    must: tuple[str, ...],
    share: int,
    quotes_only: bool,
    seconds: float | None,
    greedy: bool,
    today: dt.datetime | None,
    overlays: tuple[Path, ...],
    as_json: bool,
) -> None:
    with needs_extra("batch"):
        from toolbox.clustering.make import Way, chosen
        from toolbox.clustering.offers import Offers, read_offers
        from toolbox.clustering.posing import Asked
    known = knowledge.load(overlays)
    with needs_extra("batch"):
        offers = Offers() if file is None else read_offers(file, known)
    asked = Asked(budget, fair, reach, must, share, not quotes_only)
    day = today.date() if today else dt.date.today()
    with needs_extra("plan"):
        answer = chosen(out, known, offers, asked, day, Way(greedy, seconds))
    if as_json:
        from toolbox.plain import as_json as text

        click.echo(text(answer))
        return
    from toolbox.reports.cluster_text import print_cluster

    print_cluster(answer, language())
