"""menkan report SHEET --each -o FOLDER: a document for each firm, an index over them, to be stopped and resumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from toolbox import knowledge
from toolbox.commands.common import Case, cannot_write, write_file
from toolbox.commands.sheets import mark, open_sheet
from toolbox.commands.words import language, say
from toolbox.errors import BothWays, DataError, Fault

if TYPE_CHECKING:
    from toolbox.folder import Listed
    from toolbox.knowledge.model import Knowledge
    from toolbox.papers.sheet import Row, Sheet
    from toolbox.trials import Trial


class Wanted(NamedTuple):
    """What is wanted of every document."""

    form: str
    trials: tuple[Trial, ...]
    template: Path | None
    picture: str


def write_each(
    sheet_path: Path, folder: Path, overlays: tuple[Path, ...], today: dt.datetime | None, wanted: Wanted
) -> None:
    """Write the documents. A wrong row is listed and does not stop the rest; then the call ends with 1."""
    from toolbox import __version__
    from toolbox.folder import FORMAT, Index, file_names

    known = knowledge.load(overlays)
    day = today.date() if today else dt.date.today()
    sheet = open_sheet(sheet_path, known)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(cannot_write(folder, error)) from None
    names = file_names(((row.number, row.name) for row in sheet.rows), wanted.form)
    desk = _Desk(sheet, folder, known, day, wanted)
    wrong: dict[Row, tuple[Fault, ...]] = {}
    listed: list[Listed] = []
    for row in _progress(sheet.rows):
        try:
            desk.write(row, names[row.number])
        except DataError as error:
            if not all(fault.place.startswith(sheet.place(row)) for fault in error.faults):
                raise  # the template or the disk, not the row
            wrong[row] = error.faults
        listed.append(_listed(row, names[row.number], wrong.get(row)))
    done = len(listed) - len(wrong)
    index = Index(FORMAT, sheet_path.name, __version__, known.digest, day.isoformat(), done, len(wrong), tuple(listed))
    desk.place.write_index(index, language())
    _tell(sheet, sheet_path, folder, done, wrong)


class _Desk:
    """Where documents are written, one row after the other: what does not change between rows is made once."""

    def __init__(self, sheet: Sheet, folder: Path, known: Knowledge, day: dt.date, wanted: Wanted) -> None:
        from toolbox import __version__
        from toolbox.commands.report import read_template
        from toolbox.inference import Inference
        from toolbox.papers.many import Folder

        self.sheet, self.folder, self.known, self.day, self.wanted = sheet, folder, known, day, wanted
        self.place = Folder(folder)
        self.inference = Inference(known)
        headings = [column and column.key for column in sheet.headings.columns]
        trials = [trial.text for trial in wanted.trials]
        settings = [__version__, known.digest, day.isoformat(), wanted.form, wanted.picture, language(), trials]
        self.settings = [*settings, read_template(wanted.template), headings]

    def write(self, row: Row, name: str) -> None:
        """Write the document of a row, unless it is there already. Raises DataError."""
        from toolbox.commands.report import order_of
        from toolbox.papers.many import digest_of
        from toolbox.papers.writers import write

        told = self.sheet.profile(row, self.known)
        digest = digest_of([*self.settings, row.cells])
        if self.place.has(name, digest):
            return
        wanted = self.wanted
        case = _case(told, wanted.trials, self.known, self.inference, self.day)
        order = order_of(case, wanted.trials, wanted.template, wanted.picture)
        write_file(self.folder / name, write(wanted.form, order))
        self.place.note(name, digest)


def _case(told: Any, trials: tuple[Trial, ...], known: Knowledge, inference: Any, day: dt.date) -> Case:
    from toolbox.advice import reason
    from toolbox.trials import tried

    told = tried(told, trials, known) if trials else told
    return Case(known, inference, reason(told, inference, known, day), day)


def _listed(row: Row, name: str, faults: tuple[Fault, ...] | None) -> Listed:
    from toolbox.commands.faults_zh import in_chinese
    from toolbox.folder import Listed

    if faults is None:
        return Listed(row.number, row.name, "done", name, ())
    return Listed(row.number, row.name, "wrong", None, tuple(BothWays(*f, zh=in_chinese(f)) for f in faults))


def _progress(rows: tuple[Row, ...]) -> Iterator[Row]:
    """The rows, with a bar on a terminal."""
    import sys

    if not sys.stderr.isatty():
        yield from rows
        return
    with click.progressbar(rows, label=say("写文件", "writing"), file=sys.stderr, show_pos=True) as bar:
        yield from bar


def _tell(sheet: Any, path: Path, folder: Path, done: int, wrong: dict[Row, tuple[Fault, ...]]) -> None:
    click.echo(
        say(
            f"{done} 家写好了，{len(wrong)} 家有填错的；目录：{folder / 'index.html'}",
            f"{done} written, {len(wrong)} wrong; index: {folder / 'index.html'}",
        ),
        err=True,
    )
    if wrong:
        mark(sheet, path, wrong)
        raise DataError(*(fault for faults in wrong.values() for fault in faults))
