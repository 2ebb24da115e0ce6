"""Schemathesis over the HTTP interface in this process: all its phases, all its checks, against both documents.

By hand, with more examples: python -m tests.bots.fuzzing 500
"""

from __future__ import annotations

import copy
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema

from toolbox import knowledge
from toolbox.bots.failures import Failures
from toolbox.bots.http import application
from toolbox.commands.faults_zh import in_chinese
from toolbox.knowledge.model import Knowledge
from toolbox.operations import Operations

FULL, FLAT = "/openapi.json", "/openapi-3.0.json"
# No schema can say which words are read beside the ids, so that what it allows may still be refused; what the canonical
# form of the document allows must be taken.
ACCEPTED = "positive_data_acceptance"


class Fuzzed(NamedTuple):
    """What came of it: calls by operation and status, checks made by name, and what failed."""

    calls: Counter[tuple[str, int]]
    checks: Counter[str]
    failures: list[str]

    @property
    def operations(self) -> set[str]:
        """The operations that were called."""
        return {label for label, _ in self.calls}


def interface(known: Knowledge) -> Any:
    """The application, called as the test client calls."""
    return application(Operations(known), Failures(in_chinese), url="http://testserver")


def canonical(document: dict[str, Any], known: Knowledge) -> dict[str, Any]:
    """The document with ids and figures alone, without words and facts that it does not list."""
    made = copy.deepcopy(document)
    parts = made["components"]["schemas"]
    for name, schema in parts["Profile"]["properties"].items():
        schema["anyOf"] = [
            _plain(each) for each in schema.get("anyOf", ()) if each.get("type") not in ("string", "object")
        ]
        if not schema["anyOf"]:
            parts["Profile"]["properties"][name] = {"const": None}
    parts["Profile"]["additionalProperties"] = parts["State"]["additionalProperties"] = False
    parts["State"]["properties"]["name"] = {"enum": [None, "面馆", "Noodle bar"]}
    parts["Story"]["properties"]["text"] = {"type": "string", "pattern": "^[一-龥0-9，。]{1,40}$"}
    # a division must lie within its trade and a city within its province, which no schema can say either
    for name in ("division", "city"):
        parts["Profile"]["properties"][name] = {"const": None}
    words = {"tool": list(known.tools), "rule": list(known.rules), "query": ["jxc", "进销存", "crm"]}
    words["model"] = [*known.assessments, "all"]
    for operation in (operation for item in made["paths"].values() for operation in item.values()):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in words:
                parameter["schema"] = {"enum": words[parameter["name"]]}
    return made


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    match schema.get("type"):
        case "array":
            return {"type": "array", "items": schema["items"]["anyOf"][0], "uniqueItems": True}
        case "number":  # a schema cannot say how many decimals there may be: 0.3 is no multiple of 0.1 to a computer
            return {
                "type": "integer",
                "minimum": math.ceil(schema["minimum"]),
                "maximum": math.floor(schema["maximum"]),
            }
    return schema


def fuzz(
    document: dict[str, Any], app: Any, examples: int, *, positive: bool = False, coverage: bool = False
) -> Fuzzed:
    """positive: send only what the document allows, and demand that it is taken; else demand all but that."""
    modes = "positive" if positive else "all"
    settings = {
        "seed": 1,
        "phases": {"coverage": {"enabled": coverage}, "stateful": {"enabled": False}},
        "generation": {
            "mode": modes,
            "max-examples": examples,
            "deterministic": True,
            "database": "none",
            "no-shrink": True,
        },
        "checks": {} if positive else {ACCEPTED: {"enabled": False}},
        "continue-on-failure": True,
        "workers": 1,
    }
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(settings))
    schema.app = app
    schema.config.base_url = "http://testserver"
    calls: Counter[tuple[str, int]] = Counter()
    checks: Counter[str] = Counter()
    failures: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            failures.append(str(getattr(event, "info", None) or event.exception))
        if not isinstance(event, events.ScenarioFinished):
            continue
        for id_, interaction in event.recorder.interactions.items():
            status = interaction.response.status_code if interaction.response else 0
            calls[event.recorder.cases[id_].value.operation.label, status] += 1
        for id_, made in event.recorder.checks.items():
            checks.update(check.name for check in made)
            failures += [_told(event.recorder, id_, check) for check in made if check.status is not Status.SUCCESS]
    return Fuzzed(calls, checks, failures)


def _told(recorder: Any, id_: str, check: Any) -> str:
    label, response = recorder.cases[id_].value.operation.label, recorder.interactions[id_].response
    return f"{label}: {check.name}: {check.failure_info and check.failure_info.failure} {response.text[:300]}"


def by_hand(examples: int) -> Iterable[str]:
    """The figures of a long run."""
    from starlette.testclient import TestClient

    known = knowledge.load(())
    app = interface(known)
    client = TestClient(app)
    full, flat = (json.loads(client.get(path).text) for path in (FULL, FLAT))
    for name, document, positive in (
        (FULL, full, False),
        (FLAT, flat, False),
        ("canonical", canonical(full, known), True),
    ):
        start = time.monotonic()
        found = fuzz(document, app, examples, positive=positive, coverage=document is flat)
        seconds = time.monotonic() - start
        yield f"{name}: {found.calls.total()} calls in {seconds:.0f} s, {len(found.operations)} operations"
        yield f"  statuses {dict(sorted(_by_status(found.calls).items()))}"
        yield f"  checks {dict(found.checks)}"
        yield f"  failures {len(found.failures)}"
        yield from (f"    {failure}" for failure in found.failures[:20])


def _by_status(calls: Counter[tuple[str, int]]) -> Counter[int]:
    made: Counter[int] = Counter()
    for (_, status), number in calls.items():
        made[status] += number
    return made


if __name__ == "__main__":
    for line in by_hand(int(sys.argv[1])):
        print(line, flush=True)
