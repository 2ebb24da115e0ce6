"""From a row of advice back to the whole advice of its firm, with every rule, fact and source."""

from __future__ import annotations

from pathlib import Path

from toolbox.advice import Advice, advise, reason
from toolbox.batch.run import cells_at, find
from toolbox.batch.target import fired_rules
from toolbox.errors import DataError, Fault
from toolbox.headings import read_headings
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge


def explained(out: Path, firm: str, knowledge: Knowledge) -> Advice:
    """The advice of the firm with this id, as the one-firm path gives it. Raises DataError.

    The firm is read again from where the batch read it; where the rules that fire now are not those of the row, the
    table or the knowledge has changed since, and nothing is explained that was not advised.
    """
    found = find(out, firm)
    if found.about["knowledge"] != knowledge.digest:
        remedy = "Lay the same folders over it with --knowledge, or run the batch again."
        raise DataError(Fault(str(found.part), "the advice was made with other knowledge.", remedy))
    unit = found.unit()
    headings, cells = cells_at(unit, found.row["row"])
    read = read_headings(headings, knowledge, unit.place, found.about["map"])
    _, profile = read.read(cells, f"{unit.place}:{found.row['row']}", knowledge)
    reasoned = reason(profile, Inference(knowledge), knowledge, found.today)
    if reasoned.inferred.fired != fired_rules(found.row["fired"], found.about["rules"]):
        fault = f"row {found.row['row']} is no longer what it was when the advice was made."
        raise DataError(Fault(unit.place, fault, "Run `menkan batch` again."))
    return advise(reasoned, knowledge, found.today)
