"""From public programmes to the aids of a plan: what pays a share of an outlay, when, and what excludes what.

Only what a firm could surely use today counts, and only grants and vouchers: what lowers a tax or a rate of interest is
no money for a purchase. Ranges count at their low end. A voucher lowers the price; a grant is paid later, and the
budget bears all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from toolbox.answer import Label
from toolbox.eligibility import STATES, Programme, state
from toolbox.knowledge.model import Knowledge
from toolbox.planning.plan import months_between
from toolbox.planning.problem import LONGEST, Aid
from toolbox.vocabulary import Text

LEAD = 1  # months from an application to the purchase, where it must come first: an assumption
_MONTH = len("2026-11")


def aids_of(programmes: Iterable[Programme], start: str) -> tuple[Aid, ...]:
    """The aids among these programmes, by id, for a plan that starts in a month such as 2026-12."""
    every = [programme for programme in programmes if programme.usable]
    found = (_aid(programme, every, start) for programme in sorted(every, key=lambda p: p.id))
    return tuple(aid for aid in found if aid is not None)


def named(knowledge: Knowledge, programme: str, today: str) -> tuple[Label, Text]:
    """A programme by name, with what holds of it on a day."""
    policy = knowledge.policies[programme]
    return Label(programme, policy.name), STATES[state(policy, dt.date.fromisoformat(today))]


def _aid(programme: Programme, every: list[Programme], start: str) -> Aid | None:
    pays = programme.pays
    if pays is None or pays.form not in ("grant", "voucher") or pays.rate is None or not pays.tools:
        return None
    lead = LEAD if programme.apply_first else 0
    first = max(lead, 0 if programme.since is None else months_between(start, _month(programme.since, end=False)))
    last = LONGEST
    if programme.until not in (None, "open"):
        last = min(last, months_between(start, _month(programme.until or "", end=True)))
    if programme.deadline is not None:
        last = min(last, months_between(start, _month(programme.deadline, end=True)) + lead)
    if last < first:
        return None
    ceiling = None if pays.ceiling is None else pays.ceiling[0]
    rivals = {p.id for p in every if programme.id in p.excludes} | set(programme.excludes)
    groups = tuple(sorted("|".join(sorted((programme.id, other))) for other in rivals))
    return Aid(programme.id, int(pays.rate[0]), pays.tools, ceiling, first, last, lead, pays.form == "voucher", groups)


def _month(day: str, *, end: bool) -> str:
    """The month of a day that may be known in part; of a year its first or last."""
    return day[:_MONTH] if len(day) >= _MONTH else f"{day}-{'12' if end else '01'}"
