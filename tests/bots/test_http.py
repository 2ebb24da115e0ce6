"""The HTTP interface: statuses, errors, limits, loopback only, and nothing but answers."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from tests.bots.doors import DAY, Api, application, in_process
from toolbox.documents import Document
from toolbox.knowledge.model import Knowledge
from toolbox.operations import Operations

EATERY = {"sector": "catering", "staff": 8, "pains": ["queues"], "payment_ways": ["cash"]}


def faults(response: Any) -> list[dict[str, Any]]:
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
        ("assess", EATERY, {"model": "miit-2024"}),
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


def test_a_model_that_is_not_there_is_404_with_the_nearest(api: Api) -> None:
    response = api.post("/v1/assess", EATERY, model="miit-2042")
    assert response.status_code == 404
    assert "miit-2024" in faults(response)[0]["remedy"]


def test_a_fault_of_ours_is_500_with_its_kind_and_nothing_else(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> None:
        raise ZeroDivisionError("what somebody sent")

    monkeypatch.setattr("toolbox.search.search", failing)
    response = in_process(application(Operations(knowledge))).get("/v1/tools", query="jxc")
    assert (response.status_code, response.json()["exit_code"]) == (500, 3)
    assert "ZeroDivisionError" in faults(response)[0]["fault"]
    assert "what somebody sent" not in response.text
    assert "Traceback" not in response.text


def test_many_at_once_get_what_each_gets_alone(served: Api) -> None:
    firms = [{**EATERY, "staff": staff} for staff in range(1, 13)]

    def ask(firm: dict[str, Any]) -> str:
        return served.post("/v1/brief/recommend", firm, today=DAY).text

    alone = [ask(firm) for firm in firms]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, firms)) == alone
    assert len(set(alone)) > 1


class Slow(Operations):
    """Operations of which one does not end before it may."""

    may_end = threading.Event()
    begun = threading.Event()

    def roadmap(self, firm: Document, day: dt.date) -> Any:
        self.begun.set()
        assert self.may_end.wait(60)
        return super().roadmap(firm, day)


def test_a_quick_call_does_not_wait_for_a_slow_one(knowledge: Knowledge) -> None:
    app = application(Slow(knowledge))

    async def both() -> tuple[int, bool, int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://127.0.0.1") as client:
            slow = asyncio.create_task(client.post("/v1/roadmap", content=b"{}"))
            await asyncio.to_thread(Slow.begun.wait, 60)
            quick = await client.get("/v1/tools/inventory")
            waiting = not slow.done()
            Slow.may_end.set()
            return quick.status_code, waiting, (await slow).status_code

    assert asyncio.run(both()) == (200, True, 200)


def test_it_may_be_mounted_under_a_path_of_another_application(operations: Operations) -> None:
    both = in_process(Starlette(routes=[Mount("/api", app=application(operations))]))
    assert both.get("/api/v1/tools/inventory").status_code == 200
    assert both.get("/api/openapi.json").json()["servers"] == [{"url": "http://127.0.0.1:8000/api"}]


def test_it_listens_on_this_machine_only_and_does_not_name_its_server(served: Api) -> None:
    assert served.client.base_url.host == "127.0.0.1"
    assert "server" not in served.get("/v1/tools", query="jxc").headers
