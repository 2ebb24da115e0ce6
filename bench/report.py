"""The page that shows the results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

GOAL = 6  # one advice on the command line, over a Python that does nothing


def page(results: dict[str, Any]) -> str:
    machine, knowledge, start = results["machine"], results["knowledge"], results["start-up"]
    parts = [
        "# Speed and memory",
        "",
        "`make bench` writes this page. Times differ from machine to machine; the ratios, taken in one run, much less. "
        "All times are processor time.",
        "",
        f"menkan {machine['menkan']}, Python {machine['python']}, {machine['system']}, {machine['cores']} cores; "
        f"{knowledge['tools']} tools, {knowledge['rules']} rules, {knowledge['facts']} facts.",
        "",
        "## Start-up",
        "",
        f"One advice on the command line (`recommend … --json`); the goal is {GOAL} times bare Python, cache warm. "
        f"Medians of {start['rounds']} runs, fewer for the slow ones.",
        "",
        *_table(("what", "ms", "× bare Python"), _starts(start)),
        "",
        "## Firing the rules",
        "",
        "One process, rules compiled, ordinary firms (the examples, mixed). Beyond the built-in "
        "rules stand copies of them with other constants.",
        "",
        *_table(
            ("rules", "durable_rules, firms/s", "verdict, firms/s", "ratio", "differences"), _fired(results["firing"])
        ),
        "",
        "## Growth",
        "",
        "One whole advice (facts, scores, rules, ranks, waves, questions) in one process, with all "
        "tools and rules once, twice and four times.",
        "",
        *_table(("tools", "rules", "one advice, ms", "× the first"), _grown(results["growth"])),
        "",
    ]
    for name, section in _SECTIONS.items():
        if results.get(name):
            parts += section(results[name])
    return "\n".join(parts)


def _starts(start: dict[str, float]) -> Iterable[Sequence[str]]:
    bare = start["bare python"]
    for name in ("bare python", "advice, warm cache", "advice, cold cache", "rules test"):
        yield name, f"{start[name]:.0f}", f"{start[name] / bare:.1f}"


def _fired(rows: list[dict[str, float]]) -> Iterable[Sequence[str]]:
    for row in rows:
        durable, verdict = row["durable, firms a second"], row["verdict, firms a second"]
        yield (
            str(row["rules"]),
            f"{durable:,.0f}",
            f"{verdict:,.0f}",
            f"{durable / verdict:.1f}",
            str(row["differences"]),
        )


def _grown(rows: list[dict[str, float]]) -> Iterable[Sequence[str]]:
    first = rows[0]["one advice, ms"]
    for row in rows:
        taken = row["one advice, ms"]
        yield str(row["tools"]), str(row["rules"]), f"{taken:.1f}", f"{taken / first:.1f}"


def _interviewed(counted: dict[str, Any]) -> list[str]:
    rows = [
        (name, f"{row['median']:.0f}", f"{row['90th percentile']:.0f}")
        for name, row in counted["until the stop"].items()
    ]
    return [
        "## Questions until the stop",
        "",
        f"The short interview over {counted['firms']} firms (the examples and generated ones): how many of its "
        f"{counted['questions in all']} questions are asked until no answer could change the six first steps; the goal "
        "is a median of 12. A firm that did not tell a fact answers that it does not know.",
        "",
        *_table(("order of questions", "median", "90th percentile"), rows),
        "",
    ]


def _solvers(solvers: dict[str, Any]) -> list[str]:
    rows = [
        (
            f"{row['candidates']} × {row['months']}",
            row["solver"],
            f"{row['proven']} of {row['problems']}",
            f"{row['seconds']:.1f}",
            "no bound" if row["gap"] is None else f"{row['gap']:.2f}%",
            f"{row['worth']:,.0f}",
        )
        for row in solvers["rows"]
    ]
    return [
        "## Plans under means",
        "",
        f"Made-up problems of so many candidates × months, the same programmes given to both solvers, one thread, at "
        f"most {solvers['seconds']:.0f} seconds of wall clock each. Seconds and gap are those of the worst of a row; "
        "worth is the sum, in points: more is better.",
        "",
        *_table(("size", "solver", "proven", "seconds", "gap", "worth"), rows),
        "",
    ]


def _quick_plans(quick: dict[str, Any]) -> list[str]:
    return [
        "## The quick plan",
        "",
        f"How far it is from the best one, over {quick['firms']} made-up firms with real steps and costs, half of them "
        "with 20,000 yuan once, 1,000 a month and 6 staff days, half with 50,000, 3,000 and 10, in 12 months; the best "
        f"is proven for {quick['proven']}, else it is the best found. It takes {quick['ms']:.0f} ms (median).",
        "",
        *_table(
            ("distance from the best", "percent of the worth"),
            [
                *((name, f"{quick[name]:.2f}") for name in ("mean", "median", "90th percentile", "worst")),
                ("firms for which it is the best", f"{100 * quick['best already'] / quick['firms']:.0f}"),
            ],
        ),
        "",
    ]


def _visited(counted: dict[str, Any]) -> list[str]:
    rows = [
        (
            f"{counted['visitors']}",
            f"{counted['requests']:,}",
            f"{counted['requests a second']:.1f}",
            *(f"{counted[f'{cut}, ms']:,.0f}" for cut in ("p50", "p95", "p99")),
            f"{counted['errors']}",
        )
    ]
    return [
        "## Visitors of the page",
        "",
        f"`menkan serve`, one process, and {counted['visitors']} visitors at once on the same machine, each on "
        "a whole journey from the first page to the advice without a pause to think; elapsed time, the visitors' own "
        f"work included. {counted['journeys']} journeys came to the advice.",
        "",
        *_table(("visitors", "requests", "requests/s", "p50, ms", "p95, ms", "p99, ms", "errors"), rows),
        "",
    ]


def _soaked(soak: dict[str, Any]) -> list[str]:
    return [
        "## Memory",
        "",
        f"{soak['firms']:,} firms through durable_rules in one process, {soak['rules']} rules, "
        f"{soak['fired a firm']:.0f} of them firing for a firm, in {soak['seconds']:.0f} seconds. "
        f"Of the firms that the verdict read too, {soak['differences']} came out differently.",
        "",
        *_table(
            ("firms done", "resident memory, MiB"),
            ((f"{int(n):,}", f"{m:.1f}") for n, m in soak["resident MiB"].items()),
        ),
        "",
    ]


def _batched(measured: dict[str, Any]) -> list[str]:
    parts = [
        "## Whole tables",
        "",
        "`menkan batch` over made-up firms, against the floor, which is reading the same columns with pyarrow; each "
        "way in a process of its own. The goals are 2 × the floor for sums and 3.5 × with a row of advice a firm.",
        "",
    ]
    for firms, ways in measured.items():
        floor = ways["floor"]
        rows = [
            (
                way,
                *(f"{row[kind]:.1f}" for kind in ("wall", "cpu")),
                *(f"{row[kind] / floor[kind]:.1f}" for kind in ("wall", "cpu")),
                f"{row.get('peak MiB', row.get('peak', 0)):,.0f}",
            )
            for way, row in ways.items()
        ]
        head = (f"{int(firms):,} firms", "wall, s", "CPU, s", "× floor, wall", "× floor, CPU", "peak, MiB")
        parts += [*_table(head, rows), ""]
    return parts


def _scaled(measured: dict[str, Any]) -> list[str]:
    return [
        "## Growth of a whole run",
        "",
        "`python -m bench.scale`: a folder of made-up firms in, a folder of advice out, a row a firm and the cube; one "
        "process of its own each.",
        "",
        *scale(measured),
        "",
    ]


def scale(measured: dict[str, Any]) -> list[str]:
    """The table of `bench.scale`."""
    head = (
        "firms", "made in, CPU s", "in, GB", "out, GB", "wall, s", "CPU, s", "CPU s a million", "peak, MiB", "advised",
        "rejected",
    )  # fmt: skip
    rows = [
        (
            f"{row['firms']:,}",
            f"{row['made, CPU s']:.0f}" if row["made, CPU s"] is not None else "–",
            *(f"{row[kind] / 1e9:.2f}" for kind in ("bytes in", "bytes out")),
            *(f"{row[kind]:.0f}" for kind in ("wall", "cpu")),
            f"{1e6 * row['cpu'] / row['firms']:.1f}",
            f"{row['peak MiB']:.0f}",
            *(f"{row[kind]:,}" for kind in ("advised", "rejected")),
        )
        for row in measured["rows"]
    ]
    return _table(head, rows)


def _different(counted: dict[str, Any]) -> list[str]:
    return [
        "## Columns and the one-firm path",
        "",
        f"Every stage of {counted['firms']:,} firms, half drawn where the rules are about to turn, half read from "
        f"tables, compared with `toolbox.advice.reason` of each alone (read by {counted['engine']}): "
        f"**{counted['differences']} differences**. `python -m bench.differences` does it at length.",
        "",
    ]


def _third(counted: dict[str, Any]) -> list[str]:
    rows = [
        (name, f"{counted[f'{name}, CPU s a million']:.2f}")
        for name in ("columns", "polars")
        if f"{name}, CPU s a million" in counted
    ]
    return [
        "## A third reader",
        "",
        f"Polars {counted['polars']}, by its own three-valued logic and with no line of ours but the trees in normal "
        f"form, over {counted['firms']:,} firms with ranges, unknowns, parts of sets, and {counted['of cells']:,} of "
        f"them read from cells with NaN: {counted['rules']} rules, {counted['comparisons']:,} answers compared, "
        f"**{counted['differences']} differences**. `python -m bench.thirds`.",
        "",
        *_table(("three-valued, the same firms", "CPU s a million firms"), rows),
        "",
    ]


def _peered(measured: dict[str, Any]) -> list[str]:
    return [
        "## Other engines",
        "",
        f"`python -m bench.peers --install`: the {measured['rules']} built-in rules over the same firms, drawn where "
        f"the rules are about to turn ({measured['fired a firm']:.0f} fire for a firm) and told in full, because most "
        "engines know only yes and no. An engine is timed only when every answer equals ours. Only the firing is "
        "measured, on firms in the shape that each engine likes; engines of one firm at a time on fewer firms.",
        "",
        *peers(measured),
        "",
    ]


def peers(measured: dict[str, Any]) -> list[str]:
    """The table of `bench.peers`."""
    ours = measured["rows"][0]
    own = ours["cpu"] / ours["firms"]
    rows = [_peer(row, measured["rules"], own) for row in measured["rows"]]
    head = ("engine", "version", "rules said", "firms", "CPU s a million", "× our columns", "what it cannot say itself")
    return _table(head, rows)


def _peer(row: dict[str, Any], rules: int, own: float) -> Sequence[str]:
    if "failed" in row:
        return (row["engine"], "", "", "", row["failed"], "", row["lacks"])
    said = (row["engine"], row["version"], f"{row['said']} of {rules}", f"{row['firms']:,}")
    if row["differences"]:
        return (*said, f"{row['differences']:,} answers differ", "", row["lacks"])
    each = row["cpu"] / row["firms"]
    return (*said, f"{1e6 * each:,.1f}", f"{each / own:,.1f}", row["lacks"])


_SECTIONS = {
    "interviews": _interviewed,
    "solvers": _solvers,
    "quick plans": _quick_plans,
    "visitors": _visited,
    "soak": _soaked,
    "differences": _different,
    "polars": _third,
    "peers": _peered,
    "batch": _batched,
    "scale": _scaled,
}


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]
