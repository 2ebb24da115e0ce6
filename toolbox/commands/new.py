"""menkan new [FILE]"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import cannot_write, overlay_option
from toolbox.commands.words import language, say
from toolbox.errors import DataError, Fault


@click.command(
    name="new",
    help=say(
        "写一份带注释的空白企业档案：每个问题、可选的答案、单位。不写 FILE 就打印出来。",
        "Write an empty profile with comments: each question, its choices and units. Printed if FILE is not given.",
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@overlay_option
@click.option("--full", is_flag=True, help=say("连同评分模型的问题", "with the questions of the scoring models"))
def command(file: Path | None, overlays: tuple[Path, ...], full: bool) -> None:
    from toolbox.reports.blank_profile import blank_profile

    text = blank_profile(knowledge.load(overlays), language(), full=full)
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise DataError(Fault(str(file), "it exists already and was left alone.", "Name another.")) from None
    except OSError as error:
        raise DataError(cannot_write(file, error)) from None
    click.echo(say(f"已写好 {file}", f"Wrote {file}"), err=True)
