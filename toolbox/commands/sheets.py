"""FIRM as a row of a sheet: the options that choose it, and the copy of the sheet in which faults are marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolbox.commands.words import Command, language, say
from toolbox.errors import DataError, Fault

if TYPE_CHECKING:
    from toolbox.knowledge.model import Knowledge
    from toolbox.papers.sheet import Row, Sheet
    from toolbox.profile import Profile

ENDINGS = (".xlsx", ".xlsm")
_ROW, _FIRM, _MARKED = (f"{__name__}.{name}" for name in ("row", "firm", "marked"))


def sheet_options(command: Command) -> Command:
    """--row, --firm and --marked. They are kept with the call, so that no command has to pass them on."""

    def keep(key: str) -> Any:
        def kept(context: click.Context, _option: click.Parameter, value: Any) -> Any:
            context.meta[key] = value
            return value

        return kept

    command = click.option(
        "--marked",
        type=click.Path(path_type=Path),
        metavar="FILE",
        expose_value=False,
        callback=keep(_MARKED),
        help=say(
            "表格有填错的格子时，标红的副本存到这里（默认 原名.checked.xlsx）",
            "where to put the copy with wrong cells marked (NAME.checked.xlsx by default)",
        ),
    )(command)
    command = click.option(
        "--firm",
        "firm_name",
        metavar="NAME",
        expose_value=False,
        callback=keep(_FIRM),
        help=say("表格里的哪一家，按企业名称", "which firm of a sheet, by its name"),
    )(command)
    return click.option(
        "--row",
        type=click.IntRange(1),
        metavar="N",
        expose_value=False,
        callback=keep(_ROW),
        help=say("表格里的哪一家，按 Excel 的行号", "which firm of a sheet, by its row as Excel counts"),
    )(command)


def is_sheet(firm: str) -> bool:
    """Whether FIRM is a workbook."""
    return firm.lower().endswith(ENDINGS)


def refuse_row() -> None:
    """Say that --row and the like mean nothing where FIRM is no sheet. Raises UsageError."""
    meta = _meta()
    for option, key in (("--row", _ROW), ("--firm", _FIRM), ("--marked", _MARKED)):
        if meta.get(key) is not None:
            said = say(f"{option} 只用于表格（.xlsx）。", f"{option} is for a sheet (.xlsx).")
            raise click.UsageError(said)


def chosen_row() -> bool:
    """Whether --row or --firm was given."""
    return any(_meta().get(key) is not None for key in (_ROW, _FIRM))


def profile_of_row(path: Path, known: Knowledge) -> Profile:
    """The profile in the row that is meant. Raises DataError; where a cell is wrong, a copy with marks is written."""
    from toolbox.papers.sheet import chosen

    sheet = open_sheet(path, known)
    row = chosen(sheet, _meta().get(_ROW), _meta().get(_FIRM))
    try:
        return sheet.profile(row, known)
    except DataError:
        mark(sheet, path, wrong_rows(sheet, known))
        raise


def open_sheet(path: Path, known: Knowledge) -> Sheet:
    """The sheet in a file; columns that name no fact are mentioned. Raises DataError."""
    from toolbox.commands.common import needs_extra

    with needs_extra("paper"):
        from toolbox.papers.sheet import read_sheet

        sheet = read_sheet(path, known)
    if sheet.headings.strays:
        names = say("、", ", ").join(stray.heading for stray in sheet.headings.strays)
        click.echo(say(f"没有读这些列：{names}", f"Columns that were not read: {names}"), err=True)
    return sheet


def wrong_rows(sheet: Sheet, known: Knowledge) -> dict[Row, tuple[Fault, ...]]:
    """Every row that cannot be read, with its faults."""
    wrong = {}
    for row in sheet.rows:
        try:
            sheet.profile(row, known)
        except DataError as error:
            wrong[row] = error.faults
    return wrong


def mark(sheet: Sheet, path: Path, wrong: Mapping[Row, Iterable[Fault]]) -> None:
    """Write a copy of the sheet with marks, and say where. Where nothing can be written, the messages must do."""
    from toolbox.commands.common import write_file
    from toolbox.papers.sheet import marked

    notes: dict[tuple[int, int], list[str]] = {}
    for row, faults in wrong.items():
        for fault in faults:
            notes.setdefault((row.number, sheet.column(fault, row) or 1), []).append(_note(fault))
    target = _meta().get(_MARKED) or path.with_name(f"{path.stem}.checked.xlsx")
    try:
        write_file(target, marked(sheet, notes))
    except DataError:
        if _meta().get(_MARKED) is not None:
            raise
        return
    click.echo(say(f"填错的格子标在了 {target}", f"The wrong cells are marked in {target}"), err=True)


def _note(fault: Fault) -> str:
    if language() == "en":
        return f"{fault.fault} {fault.remedy}".strip()
    from toolbox.commands.faults_zh import in_chinese

    return " ".join(filter(None, in_chinese(fault)))


def _meta() -> dict[str, Any]:
    context = click.get_current_context(silent=True)
    return context.meta if context is not None else {}
