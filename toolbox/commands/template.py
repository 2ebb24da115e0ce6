"""menkan template -o FILE"""

from __future__ import annotations

from pathlib import Path

import click

from toolbox import knowledge
from toolbox.commands.common import needs_extra, overlay_option, write_file
from toolbox.commands.words import language, say
from toolbox.errors import DataError, Fault


@click.command(
    name="template",
    help=say(
        "写一份空白的收集表（.xlsx，一家一行，有下拉和说明）或 Word 模板（.docx）。不写 -o 就列出收集表的各列。",
        "Write an empty sheet for many firms (.xlsx: a firm a row, drop-downs, notes) or the Word template (.docx). "
        "Without -o, list the columns of the sheet.",
    ),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("写到哪里，.xlsx 或 .docx", "where to write: .xlsx or .docx"),
)
@click.option("--full", is_flag=True, help=say("连同评分模型的问题", "with the questions of the scoring models"))
@overlay_option
def command(output: Path | None, overlays: tuple[Path, ...], full: bool) -> None:
    from toolbox.papers.intake import columns, intake

    known = knowledge.load(overlays)
    if output is None:
        from toolbox.reports.console import table

        heads = (say("标题", "heading"), say("问的是什么", "what it asks"))
        table(heads, [(asked.heading, asked.note) for asked in columns(known, language(), full=full)])
        return
    ending = output.suffix.lower()
    if ending not in (".xlsx", ".docx"):
        raise click.UsageError(say("文件的结尾要是 .xlsx 或 .docx。", "End the file with .xlsx or .docx."))
    if output.exists():
        raise DataError(Fault(str(output), "it exists already and was left alone.", "Name another."))
    with needs_extra("paper"):
        if ending == ".docx":
            from toolbox.papers.letter import letter

            content = letter()
        else:
            content = intake(known, language(), full=full)
    write_file(output, content)
    click.echo(say(f"已写好 {output}", f"Wrote {output}"), err=True)
