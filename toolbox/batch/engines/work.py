"""A piece of work as text, the same for every engine, and what came of it as text.

JSON text because engines carry it as it is: what goes in as nested lists comes out of some of them as something else.
A worker reads the knowledge itself, once a process, and does nothing where it is not the knowledge of whoever asked.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from toolbox import __version__, knowledge
from toolbox.batch import source
from toolbox.batch.cube import EMPTY, Cube
from toolbox.batch.job import Options, Progress, compiled, cube_of, job
from toolbox.batch.kernel import Kernel
from toolbox.batch.parts import Part, metadata
from toolbox.batch.told import Count
from toolbox.errors import DataError, Fault
from toolbox.plain import as_json

_CUBE = b"menkan-cube"


class Known(NamedTuple):
    """Which knowledge the work is to be done with. overlays: absolute paths. version: of menkan."""

    overlays: tuple[str, ...]
    digest: str
    version: str = __version__


class Work(NamedTuple):
    """A part to make, and how."""

    part: Part
    options: Options
    known: Known

    def text(self) -> str:
        """As JSON on one line, all paths absolute."""
        unit = self.part.unit
        return as_json(
            {
                "number": self.part.number,
                "unit": {**unit._asdict(), "path": str(unit.path.absolute())},
                "out": str(self.part.out.absolute()),
                "rejects": str(self.part.rejects.absolute()),
                "options": {**self.options._asdict(), "today": self.options.today.isoformat()},
                "known": self.known,
            }
        )


class Result(NamedTuple):
    """What came of a part. cube: as the part keeps it. faults: of the data. crash: a fault of ours, if there was one.

    A part that could not be made has neither.
    """

    number: int
    counted: Count = Count()
    cube: str = ""
    faults: tuple[Fault, ...] = ()
    crash: str = ""

    @property
    def made(self) -> bool:
        """Whether the part was made."""
        return not self.faults and not self.crash

    def text(self) -> str:
        """As JSON on one line."""
        return as_json(self)

    def sums(self) -> Cube:
        """What the firms of the part add up to."""
        return cube_of({_CUBE: self.cube.encode()}) if self.cube else EMPTY


Engine = Callable[[Sequence[Work]], Iterator[Result]]  # results as they come, in any order
Starting = Callable[[], AbstractContextManager[Engine]]  # starts the engine, or raises DataError; and stops it


def work_of(text: str) -> Work:
    """The work that `Work.text` wrote."""
    raw = json.loads(text)
    unit = raw["unit"]
    groups = None if unit["groups"] is None else tuple(unit["groups"])
    made_of = source.Unit(Path(unit["path"]), groups, unit["first"], unit["query"])
    options = Options(**{**raw["options"], "today": dt.date.fromisoformat(raw["options"]["today"])})
    known = Known(**{**raw["known"], "overlays": tuple(raw["known"]["overlays"])})
    return Work(Part(raw["number"], made_of, Path(raw["out"]), Path(raw["rejects"])), options, known)


def result_of(text: str) -> Result:
    """The result that `Result.text` wrote."""
    raw = json.loads(text)
    faults = tuple(Fault(**fault) for fault in raw["faults"])
    return Result(**{**raw, "counted": Count(**raw["counted"]), "faults": faults})


def worked(text: str) -> str:
    """Do a piece of work on a worker: what every engine calls. Text of a Work in, text of its Result out."""
    work = work_of(text)
    try:
        kernel = _kernel(work.known, work.options.today)
        _seen(work.part)
    except DataError as error:
        return Result(work.part.number, faults=error.faults).text()
    return performed(work.part, work.options, kernel).text()


def performed(part: Part, options: Options, kernel: Kernel, progress: Progress | None = None) -> Result:
    """Make a part, unless an earlier attempt has made it; whatever goes wrong is told, so that others go on."""
    try:
        if not part.ready:
            known, bad = kernel.knowledge, part.rejects
            job(part.unit, part.out, known, options, kernel=kernel, rejected=bad, progress=progress)
        return told(part)
    except DataError as error:
        return Result(part.number, faults=error.faults)
    except Exception as error:
        return Result(part.number, crash=f"{part.unit.place}: {type(error).__name__}: {error}")


def told(part: Part) -> Result:
    """What a part that is ready tells of itself. Raises DataError."""
    about = metadata(part.out)
    if _CUBE not in about:
        raise DataError(Fault(str(part.out), "this is no advice of `menkan batch`.", "Remove it and run again."))
    return Result(part.number, Count(**json.loads(about[b"menkan"])["count"]), about[_CUBE].decode())


def given_up(part: Part) -> Result:
    """What to say of a part whose worker died as often as an engine tries."""
    fault = "each worker that began it has died."
    remedy = "It may want more memory than a worker has. Run the same call again, or this file on its own."
    return Result(part.number, faults=(Fault(part.unit.place, fault, remedy),))


@functools.lru_cache(maxsize=2)
def _kernel(known: Known, today: dt.date) -> Kernel:
    place = f"worker {socket.gethostname()}"
    if __version__ != known.version:
        fault = f"it has menkan {__version__}, not {known.version}."
        raise DataError(Fault(place, fault, "Install the same menkan there as here."))
    here = knowledge.load(tuple(map(Path, known.overlays)))
    if here.digest != known.digest:
        remedy = "Install the same menkan there, and put folders of --knowledge where all see them."
        raise DataError(Fault(place, "its knowledge is not the one of this run.", remedy))
    return compiled(here, Options(today))


def _seen(part: Part) -> None:
    remedy = "Put tables and results into a folder that all workers see under the same path."
    for path in (part.unit.path, part.out.parent):
        if not path.exists():
            raise DataError(Fault(str(path), f"the worker {socket.gethostname()} does not see it.", remedy))
