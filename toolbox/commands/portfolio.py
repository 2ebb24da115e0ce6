"""menkan portfolio OUT -o PICTURE"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import STDIN, needs_extra, overlay_option, write_file
from toolbox.commands.words import language, say

FORMS = ("html", "xlsx", "json")


@click.command(
    name="portfolio",
    help=say(
        "许多企业的整体画像：在哪里、缺什么、共用服务能帮多少家；小数隐去，可以公开。OUT 是 `menkan batch` "
        "的结果（.parquet、文件夹、--cube 的汇总），可以写几个。",
        "The whole picture of many firms: where they stand, what they need, what shared services would be to how many; "
        "small numbers withheld, fit to be published. OUT is what `menkan batch` wrote (.parquet, a folder, a cube of "
        "--cube), one or several.",
    ),
)
@click.argument("outs", metavar="OUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    "place",
    required=True,
    metavar="FILE",
    help=say(
        "写到这个文件：.html、.xlsx 或 .json；- 是标准输出（JSON）",
        "write to this .html, .xlsx or .json; - prints JSON",
    ),
)
@click.option(
    "--fewest",
    type=click.IntRange(3, 1000),
    default=5,
    show_default=True,
    metavar="N",
    help=say("不到几家的数不写", "withhold numbers of fewer firms than this"),
)
@click.option(
    "--no-suppression",
    "internal",
    is_flag=True,
    help=say("小数也写；只供内部使用，不得公开", "withhold nothing: for internal use only, not to be published"),
)
@overlay_option
def command(outs: tuple[Path, ...], place: str, fewest: int, internal: bool, overlays: tuple[Path, ...]) -> None:
    form = _form(place)
    with needs_extra("batch"):
        from toolbox.batch.whole import read
        from toolbox.portfolio.picture import picture
    known = knowledge.load(overlays)
    made = picture(read(outs, known), known, 1 if internal else fewest)
    with needs_extra("paper" if form == "html" else "batch"):
        from toolbox.portfolio.writers import write

        content = write(form, made, language())
    if internal:
        click.echo(
            say(
                "小数没有隐去，只供内部使用，不得公开。", "Nothing is withheld: for internal use, not to be published."
            ),
            err=True,
        )
    if made.rows.made_up:
        click.echo(say("企业是虚构的，不是真的。", "The firms are made up; they are not real."), err=True)
    if place == STDIN:
        click.echo(content, nl=False)
        return
    write_file(Path(place), content)
    click.echo(say(f"已写好 {place}", f"Wrote {place}"), err=True)


def _form(place: str) -> str:
    """The format by the ending of the file. Raises UsageError."""
    if place == STDIN:
        return "json"
    ending = Path(place).suffix.lower().removeprefix(".")
    ending = "html" if ending == "htm" else ending
    if ending not in FORMS:
        listed = say("、", ", ").join(f".{form}" for form in FORMS)
        raise click.UsageError(
            say(f"从“{place}”看不出格式，结尾用 {listed}。", f"'{place}' tells no format; end it with {listed}.")
        )
    return ending
