"""The operations over HTTP. Nothing is kept, nothing is written down; what goes wrong comes back as menkan-error/1."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolbox import __version__
from toolbox.bots.asked import REMEDIES, Day, Flag
from toolbox.bots.brief import brief
from toolbox.bots.described import Found
from toolbox.bots.failures import Code, Failures
from toolbox.bots.openapi import JSON, complete, flat, refer
from toolbox.bots.serving import LARGEST
from toolbox.documents import Document, read_json
from toolbox.errors import DataError, Fault
from toolbox.operations import FIRM, STATE, NotFoundError, Operations
from toolbox.plain import as_json
from toolbox.text import did_you_mean, shown

Endpoint = TypeVar("Endpoint", bound=Callable[..., Awaitable[Response]])

SEE = "GET /openapi.json tells all addresses."


class Limits(NamedTuple):
    """What one request may take, and how many are worked on side by side."""

    size: int = LARGEST
    seconds: float = 20
    workers: int = 4


# --- what stands in an address -----------------------------------------------------------------------------------


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Dated(_Asked):
    """today: the day to reckon as of; the server's by default."""

    today: Day = None

    @property
    def day(self) -> dt.date:
        """The day to reckon as of."""
        return self.today or dt.date.today()


class Turning(Dated):
    """full: ask the indicators of the scoring models too."""

    full: Flag = False


class OfTool(Dated):
    """tool: its id, or any word for it."""

    tool: str


class Searching(_Asked):
    """query: a word for a tool."""

    query: str


class Nothing(_Asked):
    """No parameters."""


# --- the application ---------------------------------------------------------------------------------------------


def application(operations: Operations, failures: Failures, limits: Limits | None = None) -> ASGIApp:
    """The HTTP interface over these operations."""
    limits = limits or Limits()
    wrong = _Wrong(failures)
    api = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    _Routes(api, operations, ThreadPoolExecutor(limits.workers, "menkan")).add()
    _add_documents(api, operations)
    api.add_exception_handler(DataError, wrong.data)
    api.add_exception_handler(RequestValidationError, wrong.request)
    api.add_exception_handler(HTTPException, wrong.address)
    api.add_exception_handler(Exception, wrong.ours)
    return _Guard(api, limits, wrong)


class _Routes:
    """Adds the operations, in full under /v1/ and in a few words under /v1/brief/."""

    def __init__(self, api: FastAPI, operations: Operations, pool: ThreadPoolExecutor) -> None:
        self.api = api
        self.operations = operations
        self.pool = pool

    def add(self) -> None:
        for form in ("", "Brief"):
            self._next_question(form)
            self._recommend(form)
            self._explain(form)
            self._roadmap(form)
            self._understand(form)
        self._catalogue()

    async def _answer(self, work: Callable[[], Any], form: str = "") -> Response:
        """Work in a thread of its own, so that others are served meanwhile."""

        def text() -> bytes:
            answer = work()
            return as_json(brief(answer, self.operations.knowledge) if form else answer).encode()

        return Response(await asyncio.get_running_loop().run_in_executor(self.pool, text), media_type=JSON)

    def _post(
        self,
        path: str,
        form: str,
        answer: str,
        body: str,
        summary: str,
        *,
        empty: bool = False,
        more: Mapping[int, str] = MappingProxyType({}),
    ) -> Callable[[Endpoint], Endpoint]:
        """empty: the body may be left out. more: statuses that only this operation has."""
        wrong = {400: "the body cannot be read", 413: "the body is too large", **more}
        return self.api.post(
            f"/v1/brief/{path}" if form else f"/v1/{path}",
            operation_id=path.replace("-", "_") + ("_brief" if form else ""),
            summary=summary + (" In a few words." if form else ""),
            responses=_responses(f"{answer}{form}", wrong),
            openapi_extra={"requestBody": {"required": not empty, "content": {JSON: {"schema": refer(body)}}}},
        )

    def _next_question(self, form: str) -> None:
        said = "One turn of an interview: a state in, the next question or the advice out."

        @self._post("next-question", form, "Turn", "State", said, empty=True)
        async def next_question(request: Request, asked: Annotated[Turning, Query()]) -> Response:
            state = await _body(request, STATE, b"{}")
            return await self._answer(lambda: self.operations.next_question(state, asked.day, full=asked.full), form)

    def _recommend(self, form: str) -> None:
        @self._post("recommend", form, "Advice", "Firm", "What a firm should adopt first, what next, and why.")
        async def recommend(request: Request, asked: Annotated[Dated, Query()]) -> Response:
            firm = await _body(request, FIRM)
            return await self._answer(lambda: self.operations.recommend(firm, asked.day), form)

    def _explain(self, form: str) -> None:
        said = "Why a tool is advised for a firm, or why not."

        @self._post("explain", form, "Explanation", "Firm", said, more={404: "there is no such tool"})
        async def explain(request: Request, asked: Annotated[OfTool, Query()]) -> Response:
            firm = await _body(request, FIRM)
            return await self._answer(lambda: self.operations.explain(firm, asked.tool, asked.day), form)

    def _roadmap(self, form: str) -> None:
        @self._post("roadmap", form, "Roadmap", "Firm", "The waves of a firm's plan and its longest chain.")
        async def roadmap(request: Request, asked: Annotated[Dated, Query()]) -> Response:
            firm = await _body(request, FIRM)
            return await self._answer(lambda: self.operations.roadmap(firm, asked.day), form)

    def _understand(self, form: str) -> None:
        @self._post("understand", form, "Understood", "Story", "What a free text tells of a firm, nothing guessed.")
        async def understand(request: Request, asked: Annotated[Dated, Query()]) -> Response:
            text = _text(await _body(request, "text"))
            return await self._answer(lambda: self.operations.understand(text, asked.day), form)

    def _catalogue(self) -> None:
        operations = self.operations

        @self.api.get(
            "/v1/tools",
            operation_id="search_tools",
            summary="Find tools by any word: Chinese, English, a product's name, pinyin initials.",
            responses=_responses("Found"),
        )
        async def search_tools(asked: Annotated[Searching, Query()]) -> Response:
            return await self._answer(lambda: Found(tuple(operations.search_tools(asked.query))))

        @self.api.get(
            "/v1/tools/{tool}",
            operation_id="tool",
            summary="Everything about a tool.",
            responses=_responses("ToolShown", {404: "there is no such tool"}),
        )
        async def show_tool(tool: str, asked: Annotated[Nothing, Query()]) -> Response:
            return await self._answer(lambda: operations.tool(tool))

        @self.api.get(
            "/v1/rules/{rule}",
            operation_id="rule",
            summary="A rule with its condition as a sentence.",
            responses=_responses("RuleShown", {404: "there is no such rule"}),
        )
        async def show_rule(rule: str, asked: Annotated[Nothing, Query()]) -> Response:
            return await self._answer(lambda: operations.rule(rule))


def _responses(answer: str, more: dict[int, str] | None = None) -> dict[int | str, dict[str, Any]]:
    said = {
        422: "the data is wrong: place, fault and remedy of all that is",
        500: "a fault of menkan",
        504: "it takes too long",
        **(more or {}),
    }
    answers: dict[int | str, dict[str, Any]] = {200: _response("the answer", answer)}
    answers.update((status, _response(words, "Failure")) for status, words in sorted(said.items()))
    return answers


def _response(description: str, name: str) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": refer(name)}}}


def _add_documents(api: FastAPI, operations: Operations) -> None:
    made = get_openapi(
        title="menkan · 门槛",
        version=__version__,
        description="Which digital tool a small firm should adopt first. Stateless: every call carries all it needs.",
        routes=api.routes,
    )
    full = complete(made, operations.knowledge)
    api.add_route("/openapi.json", _shows(full))
    api.add_route("/openapi-3.0.json", _shows(flat(full)))


def _shows(document: Any) -> Callable[[Request], Awaitable[Response]]:
    text = as_json(document)

    async def show(_request: Request) -> Response:
        return Response(text, media_type=JSON)

    return show


async def _body(request: Request, name: str, nothing: bytes = b"") -> Document:
    raw = await request.body()
    try:
        return read_json(raw or nothing, name)
    except DataError as error:
        raise _UnreadableError(*error.faults) from None


def _text(document: Document) -> str:
    data = document.data
    if not isinstance(data, dict) or list(data) != ["text"] or not isinstance(data["text"], str):
        raise DataError(Fault(document.place(), "this is no text to read.", 'Send {"text": "…"}.'))
    return data["text"]


# --- what goes wrong ---------------------------------------------------------------------------------------------


class _UnreadableError(DataError):
    """The body is no document at all."""


class _Wrong:
    """Answers to what goes wrong."""

    def __init__(self, failures: Failures) -> None:
        self._failures = failures

    def answer(
        self, status: int, *faults: Fault, code: Code = 1, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Response:
        """An answer with a status of its own."""
        return Response(as_json(self._failures.of(faults, code)), status, dict(headers), JSON)

    async def data(self, _request: Request, error: Exception) -> Response:
        assert isinstance(error, DataError)
        status = 404 if isinstance(error, NotFoundError) else 400 if isinstance(error, _UnreadableError) else 422
        return self.answer(status, *error.faults)

    async def request(self, _request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return self.answer(422, *map(_parameter, error.errors()))

    async def address(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        fault = "nothing here takes this method." if error.status_code == 405 else "there is nothing here."
        place = shown(f"{request.method} {request.url.path}")
        return self.answer(error.status_code, Fault(place, fault, SEE), code=2, headers=error.headers or {})

    async def ours(self, _request: Request, error: Exception) -> Response:
        """Starlette raises the error once more after this answer; the guard lets it rest."""
        return Response(as_json(self._failures.ours(error)), 500, media_type=JSON)


def _parameter(item: Any) -> Fault:
    name = shown(item["loc"][-1])
    place = f"{item['loc'][0]}: {name}"
    match item["type"]:
        case "missing":
            return Fault(place, f"'{name}' is missing.", f"Add ?{name}=… to the address.")
        case "day" | "flag" as kind:
            return Fault(place, item["msg"], REMEDIES[kind])
    near = did_you_mean(name, ("today", "full", "tool", "query"))
    return Fault(place, f"no parameter called '{name}' here.", near or "Leave it out.")


class _Guard:
    """Reads the body up to a limit and watches the clock."""

    def __init__(self, inner: ASGIApp, limits: Limits, wrong: _Wrong) -> None:
        self.inner = inner
        self.limits = limits
        self.wrong = wrong

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        sending = _Sending(send)
        response = await self._watched(scope, receive, sending)
        if response is not None and not sending.started:
            await response(scope, receive, send)

    async def _watched(self, scope: Scope, receive: Receive, send: _Sending) -> Response | None:
        """The answer to give instead of the application's, if any."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                body = await self._read(receive)
                if body is None:
                    fault = f"there are more than {self.limits.size} bytes."
                    return self.wrong.answer(413, Fault("body", fault, "Send less."))
                await self.inner(scope, _replaying(body, receive), send)
        except TimeoutError:
            fault = f"it took more than {self.limits.seconds:g} seconds."
            return self.wrong.answer(504, Fault("menkan", fault, "Try again, or send less."), code=3)
        except Exception:
            if not send.started or os.environ.get("MENKAN_DEBUG"):
                raise
        return None

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or None where it is too large."""
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            body += message.get("body", b"")
            if len(body) > self.limits.size:
                return None
            more = message.get("more_body", False)
        return body


class _Sending:
    """Remembers whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        self.started = True
        await self.send(message)


def _replaying(body: bytes, receive: Receive) -> Receive:
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
