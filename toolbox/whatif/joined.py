JOINED# --- several in one ----------------------------------------------------------------------------------------------


def joined(knowledge: Knowledge, changes: Sequence[Change]) -> Iterator[tuple[Change, list[Change]]]:
    """Changes of one fact to several values as few, each with those that it stands for.

    Neighbouring ranges of a number are told as one, choices as one or the other.
    """
    fact = knowledge.vocabulary[changes[0].fact]
    runs: list[list[Change]] = []
    for change in sorted(changes, key=lambda change: (len(change.told), _first(change))):
        if runs and _joins(fact, runs[-1][-1], change):
            runs[-1].append(change)
        else:
            runs.append([change])
    for run in runs:
        yield (run[0] if len(run) == 1 else _joint(fact, run)), run


def _first(change: Change) -> int:
    value = change.told[0][1]
    return value.low if isinstance(value, Span) else 0


def _joins(fact: Fact, one: Change, other: Change) -> bool:
    before, after = one.told[0][1], other.told[0][1]
    if len(one.told) + len(other.told) > 2:  # what else they bring along may differ
        return False
    if isinstance(before, Span) and isinstance(after, Span):
        return before.high + 1 == after.low
    return fact.type == "choice"


def _joint(fact: Fact, run: Sequence[Change]) -> Change:
    first, last = run[0].told[0][1], run[-1].told[0][1]
    if isinstance(first, Span) and isinstance(last, Span):
        return _number(fact, Span(first.low, last.high), run[0].kind)
    chosen = {member for change in run if isinstance(change.test, OneOf) for member in change.test.members}
    members = tuple(member for member in fact.members if member in chosen)
    told: tuple[tuple[str, Value], ...] = ((fact.name, Among(frozenset(members))),)
    return run[0]._replace(test=OneOf(fact.name, members), trials=(f"{fact.name}=[{', '.join(members)}]",), told=told)
