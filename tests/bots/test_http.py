"""The HTTP interface: statuses, errors, limits, loopback only, and nothing but answers."""

from __future__ import annotations

import datetime as dt
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from tests.bots.doors import DAY, Api
from toolbox.bots.failures import Failures
from toolbox.bots.http import Limits, application
from toolbox.bots.serving import LARGEST, address, opened, serve
from toolbox.commands.faults_zh import in_chinese
from toolbox.knowledge.model import Knowledge
from toolbox.operations import Operations

EATERY = {"sector": "catering", "staff": 8, "pains": ["queues"], "payment_ways": ["cash"]}


def faults(response: httpx2.Response) -> list[dict[str, Any]]:
    said = response.json()
    assert list(said) == ["format", "exit_code", "faults"]
    assert said["format"] == "menkan-error/1"
    return said["faults"]


def test_every_operation_answers(api: Api) -> None:
    for path, body, query in (
        ("next-question", None, {}),
        ("recommend", EATERY, {}),
        ("explain", EATERY, {"tool": "进销存"}),
        ("roadmap", EATERY, {}),
        ("understand", {"text": "我开面馆，八个人"}, {}),
    ):
        full = api.post(f"/v1/{path}", body, today=DAY, **query)
        brief = api.post(f"/v1/brief/{path}", body, today=DAY, **query)
        assert (full.status_code, brief.status_code) == (200, 200), full.text + brief.text
        assert full.headers["content-type"] == brief.headers["content-type"] == "application/json"
        assert len(brief.content) < len(full.content)
    assert api.get("/v1/tools", query="jxc").json()["hits"][0]["tool"] == "inventory"
    assert api.get("/v1/tools/inventory").json()["tool"]["id"] == "inventory"
    assert api.get("/v1/rules/backup-first").json()["id"] == "backup-first"


def test_a_firm_may_be_told_as_a_profile_or_as_a_state(api: Api) -> None:
    profile, state = (api.post("/v1/recommend", firm, today=DAY) for firm in (EATERY, {"facts": EATERY}))
    assert profile.text == state.text


def test_the_day_is_today_where_none_is_told(api: Api) -> None:
    before = dt.date.today().isoformat()
    said = api.post("/v1/recommend", EATERY).json()["origin"]["today"]
    assert before <= said <= dt.date.today().isoformat()


@pytest.mark.parametrize(
    ("body", "status", "place"),
    [
        (b"", 400, "firm"),
        (b"{", 400, "firm:1"),
        (b"staff: 8", 400, "firm:1"),
        (b"\xff", 400, "firm:1"),
        (b'{"staff": 8, "staff": 9}', 400, "firm"),
        (b"[" * 100_000, 400, "firm"),
        (b"5", 422, "firm"),
        (b'{"staf": 8}', 422, "firm: staf"),
        (b'{"facts": {"staf": 8}}', 422, "firm: facts: staf"),
    ],
)
def test_a_wrong_body_is_told_where_it_is_wrong_and_what_to_do(api: Api, body: bytes, status: int, place: str) -> None:
    response = api.post("/v1/recommend", body)
    assert response.status_code == status
    (fault,) = faults(response)
    assert fault["place"] == place
    assert fault["fault"]
    assert fault["remedy"]
    assert fault["zh"]["fault"] != fault["fault"]


def test_wrong_parameters_are_told_all_at_once(api: Api) -> None:
    response = api.post("/v1/next-question", {}, today="2026-02-30", full="yes", ful="true")
    assert response.status_code == 422
    told = {fault["place"]: fault["remedy"] for fault in faults(response)}
    assert told == {
        "query: today": "Write it as 2026-11-21.",
        "query: full": "Write true or false.",
        "query: ful": "Did you mean 'full'?",
    }
    (missing,) = faults(api.post("/v1/explain", EATERY))
    assert missing["place"] == "query: tool"


def test_what_is_not_there_is_404_with_the_nearest(api: Api) -> None:
    for path, query, near in (
        ("/v1/tools/inventry", {}, "inventory"),
        ("/v1/rules/backup-frst", {}, "backup-first"),
        ("/v1/tool", {}, "/openapi.json"),
    ):
        response = api.get(path, **query)
        assert response.status_code == 404
        assert near in faults(response)[0]["remedy"]
    response = api.get("/v1/recommend")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert faults(response)


def test_too_large_a_body_is_413_however_it_comes(api: Api) -> None:
    long = json.dumps({"text": "面" * LARGEST}).encode()

    def in_parts() -> Any:
        yield from (long[i : i + 4096] for i in range(0, len(long), 4096))

    for content in (long, in_parts()):
        response = httpx2.post(f"{api.address}/v1/understand", content=content)
        assert response.status_code == 413
        assert faults(response)[0]["place"] == "body"
    assert api.get("/v1/tools", query="jxc").status_code == 200


def test_what_takes_too_long_is_504_and_others_are_served_meanwhile(knowledge: Knowledge) -> None:
    """A body that never comes to its end: the clock runs while it is waited for."""
    listening = opened("127.0.0.1", 0)
    app = application(Operations(knowledge), Failures(in_chinese), Limits(seconds=1))
    threading.Thread(target=serve, args=(app, listening), daemon=True).start()
    with socket.create_connection(listening.getsockname()[:2]) as slow:
        slow.sendall(b"POST /v1/recommend HTTP/1.1\r\nHost: menkan\r\nContent-Length: 10\r\n\r\n{")
        assert httpx2.get(f"{address(listening)}/v1/tools", params={"query": "jxc"}).status_code == 200
        slow.settimeout(30)
        said = b""
        while part := slow.recv(65536):
            said += part
    assert b" 504 " in said.splitlines()[0]
    body = json.loads(said.partition(b"\r\n\r\n")[2])
    assert (body["exit_code"], body["faults"][0]["place"]) == (3, "menkan")


def test_a_fault_of_ours_is_500_without_a_traceback(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolbox.search.search", lambda *_: 1 // 0)
    listening = opened("127.0.0.1", 0)
    app = application(Operations(knowledge), Failures(in_chinese))
    threading.Thread(target=serve, args=(app, listening), daemon=True).start()
    response = httpx2.get(f"{address(listening)}/v1/tools", params={"query": "jxc"})
    assert response.status_code == 500
    assert response.json()["exit_code"] == 3
    assert "ZeroDivisionError" in faults(response)[0]["fault"]


def test_many_at_once_get_what_each_gets_alone(api: Api) -> None:
    firms = [{**EATERY, "staff": staff} for staff in range(1, 25)]

    def ask(firm: dict[str, Any]) -> str:
        return api.post("/v1/brief/recommend", firm, today=DAY).text

    alone = [ask(firm) for firm in firms]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, firms)) == alone
    assert len(set(alone)) > 1


def test_a_quick_call_does_not_wait_for_slow_ones(api: Api) -> None:
    """Turns are worked out in threads: while some are, the event loop takes and answers other calls."""
    with ThreadPoolExecutor(4) as pool:
        turns = [pool.submit(api.post, "/v1/next-question", {"facts": {"staff": n}}) for n in range(1, 21)]
        while not any(turn.done() for turn in turns):
            time.sleep(0.01)
        assert api.get("/openapi.json").status_code == 200
        assert not all(turn.done() for turn in turns)
        assert {turn.result().status_code for turn in turns} == {200}


def test_it_listens_on_this_machine_only_and_says_nothing_of_who_asked(api: Api) -> None:
    host = api.address.removeprefix("http://").split(":")[0]
    assert host == "127.0.0.1"
    assert "server" not in api.get("/v1/tools", query="jxc").headers
