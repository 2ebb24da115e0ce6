"""menkan report FIRM -o FILE"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolbox.commands.common import STDIN, Case, firm_argument, needs_extra, read_case, trial_option, write_file
from toolbox.commands.sheets import chosen_row, is_sheet
from toolbox.commands.words import language, say

if TYPE_CHECKING:
    from toolbox.advice import Advice
    from toolbox.papers.report import Section
    from toolbox.papers.writers import Order
    from toolbox.trials import Trial

FORMS = ("pdf", "docx", "xlsx", "html", "md", "json", "svg", "png")
BINARY = ("pdf", "docx", "xlsx", "png")
PICTURES = ("both", "radar", "roadmap")


@click.command(
    name="report",
    help=say(
        f"把建议写成文件：{'、'.join(FORMS)}。表格（.xlsx）加 --each，一家一份，外加目录。",
        f"Write the advice as a document: {', '.join(FORMS)}. With --each, one for each firm of a sheet, and an index.",
    ),
)
@firm_argument
@trial_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help=say(
        "写到哪里，结尾决定格式；- 为标准输出；--each 时是文件夹",
        "where to write; the ending tells the format; - for standard output; with --each, a folder",
    ),
)
@click.option("--format", "form", type=click.Choice(FORMS), help=say("格式", "format"))
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("自己的 Word 模板（.docx），如带信头的", "a Word template of your own (.docx), with your letterhead"),
)
@click.option(
    "--picture",
    type=click.Choice(PICTURES),
    default="both",
    help=say("svg、png 里放哪张图：雷达图、路线图或两张", "which picture svg and png hold"),
)
@click.option("--each", is_flag=True, help=say("表格里每家一份文件", "a document for each firm of a sheet"))
def command(
    firm: str,
    overlays: tuple[Path, ...],
    today: dt.datetime | None,
    trials: tuple[Trial, ...],
    output: str,
    form: str | None,
    template: Path | None,
    picture: str,
    each: bool,
) -> None:
    made_as = _form(output, form, each=each)
    if template is not None and made_as != "docx":
        raise click.UsageError(say("--template 只用于 docx。", "--template is for docx."))
    with needs_extra("paper"):
        if each:
            _refuse_each(firm, output)
            from toolbox.commands.each import Wanted, write_each

            wanted = Wanted(made_as, trials, template, picture)
            write_each(Path(firm), Path(output), overlays, today, wanted)
            return
        case = read_case(firm, overlays, today, trials)
        _put(output, made_as, _written(made_as, order_of(case, trials, template, picture)))


def order_of(case: Case, trials: tuple[Trial, ...], template: Path | None, picture: str) -> Order:
    """What a writer needs to know of a firm. Raises DataError where the template cannot be read."""
    from toolbox.papers.compose import Extra, compose
    from toolbox.papers.writers import Order
    from toolbox.roadmap import roadmap

    advice = case.advice()
    plan = roadmap(case.knowledge, case.reasoned.recommendations)
    extra = Extra(_more(case, advice), tuple(trial.text for trial in trials))
    report = compose(advice, plan, case.knowledge, language(), extra)
    return Order(report, advice, read_template(template), str(template or ""), picture)


def _more(case: Case, advice: Advice) -> tuple[Section, ...]:
    """What the first steps cost, who helps to pay and who can help."""
    from toolbox.eligibility import policies
    from toolbox.money import Options, reckon_first, statement
    from toolbox.papers.sections import sections

    inferred, name = case.reasoned.inferred, case.name
    recommendations = case.reasoned.recommendations
    reckoned = reckon_first(case.knowledge, inferred.facts.values, recommendations, case.today, Options())
    support = policies(case.knowledge, inferred, case.today, name)
    return sections(advice, statement(reckoned, name), support, language())


def read_template(template: Path | None) -> bytes | None:
    """The bytes of a template. Raises DataError."""
    if template is None:
        return None
    from toolbox.papers.sheet import read_bytes

    return read_bytes(template)


def _written(form: str, order: Order) -> bytes:
    from toolbox.papers.writers import write

    return write(form, order)


def _form(output: str, form: str | None, *, each: bool) -> str:
    """The format: as it is named, else by the ending of the file, else PDF for a folder. Raises UsageError."""
    if form is not None:
        return form
    if each:
        return "pdf"
    ending = Path(output).suffix.lower().removeprefix(".")
    ending = {"htm": "html", "markdown": "md"}.get(ending, ending)
    if ending in FORMS:
        return ending
    listed = say("、", ", ").join(FORMS)
    if output == STDIN:
        raise click.UsageError(
            say(f"写到标准输出时用 --format 说明格式：{listed}。", f"Name a --format for standard output: {listed}.")
        )
    raise click.UsageError(
        say(
            f"从“{output}”看不出格式。结尾用其中一个，或加 --format：{listed}。",
            f"'{output}' tells no format. End it with one of these, or add --format: {listed}.",
        )
    )


def _refuse_each(firm: str, output: str) -> None:
    if not is_sheet(firm):
        raise click.UsageError(say("--each 只用于表格（.xlsx）。", "--each is for a sheet (.xlsx)."))
    if chosen_row():
        raise click.UsageError(say("--each 不能和 --row、--firm 一起用。", "--each goes without --row and --firm."))
    if output == STDIN:
        raise click.UsageError(say("--each 要写到一个文件夹。", "--each writes to a folder."))


def _put(output: str, form: str, content: bytes) -> None:
    if output != STDIN:
        write_file(Path(output), content)
        click.echo(say(f"已写好 {output}", f"Wrote {output}"), err=True)
        return
    if form in BINARY and sys.stdout.isatty():
        raise click.UsageError(
            say(f"{form} 不能显示在终端里，请用 -o 写到文件。", f"A terminal cannot show {form}; write it to a file.")
        )
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
