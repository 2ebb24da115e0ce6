"""The operations over HTTP. Nothing is kept, nothing is written down; what goes wrong comes back as menkan-error/1."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp

from toolbox import __version__
from toolbox.bots.asked import Day, Flag
from toolbox.bots.brief import brief
from toolbox.bots.described import Found
from toolbox.bots.failures import Failures
from toolbox.bots.guard import Guard, Limits
from toolbox.bots.openapi import complete, flat, refer
from toolbox.bots.wrong import JSON, STATUSES, UnreadableError, Wrong
from toolbox.documents import Document, read_json
from toolbox.errors import DataError, Fault
from toolbox.operations import ALL, FIRM, LONGEST_QUERY, STATE, Operations
from toolbox.plain import as_json

__all__ = ["Limits", "application"]

Endpoint = TypeVar("Endpoint", bound=Callable[..., Awaitable[Response]])

EVERYWHERE = (403, 421, 422, 500, 503, 504)  # statuses that every operation may answer with
HERE = "menkan-is-here"  # stands in a document for the address under which it was asked for


def application(
    operations: Operations, failures: Failures, limits: Limits | None = None, url: str | None = None
) -> ASGIApp:
    """The HTTP interface over these operations; may be mounted under a path of another application.

    url: the address under which others reach it, where a proxy stands before it; its name is accepted as Host.
    """
    limits = limits or Limits()
    wrong = Wrong(failures)
    api = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    _Routes(api, operations, ThreadPoolExecutor(limits.workers, "menkan")).add()
    _add_documents(api, operations, url)
    wrong.join(api)
    name = urlsplit(url or "").hostname
    return Guard(api, limits, wrong, [name] if name else [])


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

    full: Annotated[Flag, Field(description="Ask the indicators of the scoring models too.")] = False


class OfTool(Dated):
    """tool: its id, or any word for it."""

    tool: Annotated[str, Field(description="Its id, or any word for it.")]


class ByModel(Dated):
    """model: the id of a scoring model, or all."""

    model: Annotated[str, Field(description="The id of a scoring model, or all.")] = ALL


class Searching(_Asked):
    """query: a word for a tool."""

    query: Annotated[
        str, Field(description="A word for a tool.", json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUERY})
    ]


class Nothing(_Asked):
    """No parameters."""


# --- the operations ----------------------------------------------------------------------------------------------


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
            self._assess(form)
            self._understand(form)
        self._catalogue()

    async def _answer(self, work: Callable[[], Any], form: str = "") -> Response:
        """Work in a thread of its own, so that others are served meanwhile."""

        def text() -> bytes:
            answer = work()
            return as_json(brief(answer, self.operations.knowledge) if form else answer).encode()

        return Response(await asyncio.get_running_loop().run_in_executor(self.pool, text), media_type=JSON)

    def _post(
        self, path: str, form: str, answer: str, body: str, summary: str, *more: int, empty: bool = False
    ) -> Callable[[Endpoint], Endpoint]:
        """more: statuses that only this operation has. empty: the body may be left out."""
        return self.api.post(
            f"/v1/brief/{path}" if form else f"/v1/{path}",
            operation_id=path.replace("-", "_") + ("_brief" if form else ""),
            summary=summary + (" In a few words." if form else ""),
            responses=_responses(f"{answer}{form}", 400, 413, *more),
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
        @self._post("explain", form, "Explanation", "Firm", "Why a tool is advised for a firm, or why not.", 404)
        async def explain(request: Request, asked: Annotated[OfTool, Query()]) -> Response:
            firm = await _body(request, FIRM)
            return await self._answer(lambda: self.operations.explain(firm, asked.tool, asked.day), form)

    def _roadmap(self, form: str) -> None:
        @self._post("roadmap", form, "Roadmap", "Firm", "The waves of a firm's plan and its longest chain.")
        async def roadmap(request: Request, asked: Annotated[Dated, Query()]) -> Response:
            firm = await _body(request, FIRM)
            return await self._answer(lambda: self.operations.roadmap(firm, asked.day), form)

    def _assess(self, form: str) -> None:
        @self._post("assess", form, "Assessment", "Firm", "A firm's scores by one or more models, as ranges.", 404)
        async def assess(request: Request, asked: Annotated[ByModel, Query()]) -> Response:
            firm = await _body(request, FIRM)
            return await self._answer(lambda: self.operations.assess(firm, asked.day, asked.model), form)

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
            responses=_responses("ToolShown", 404),
        )
        async def show_tool(
            tool: Annotated[str, Path(description="Its id, or any word for it.")], asked: Annotated[Nothing, Query()]
        ) -> Response:
            return await self._answer(lambda: operations.tool(tool))

        @self.api.get(
            "/v1/rules/{rule}",
            operation_id="rule",
            summary="A rule with its condition as a sentence.",
            responses=_responses("RuleShown", 404),
        )
        async def show_rule(
            rule: Annotated[str, Path(description="Its id.")], asked: Annotated[Nothing, Query()]
        ) -> Response:
            return await self._answer(lambda: operations.rule(rule))


async def _body(request: Request, name: str, nothing: bytes = b"") -> Document:
    raw = await request.body()
    try:
        return read_json(raw or nothing, name)
    except DataError as error:
        raise UnreadableError(*error.faults) from None


def _text(document: Document) -> str:
    data = document.data
    if not isinstance(data, dict) or list(data) != ["text"] or not isinstance(data["text"], str):
        raise DataError(Fault(document.place(), "this is no text to read.", 'Send {"text": "…"}.'))
    return data["text"]


# --- the documents -----------------------------------------------------------------------------------------------


def _responses(answer: str, *more: int) -> dict[int | str, dict[str, Any]]:
    answers: dict[int | str, dict[str, Any]] = {200: _response("the answer", answer)}
    answers.update((status, _response(STATUSES[status], "Failure")) for status in sorted((*EVERYWHERE, *more)))
    return answers


def _response(description: str, name: str) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": refer(name)}}}


def _add_documents(api: FastAPI, operations: Operations, url: str | None) -> None:
    made = get_openapi(
        title="menkan · 门槛",
        version=__version__,
        description="Which digital tool a small firm should adopt first. Stateless: every call carries all it needs.",
        servers=[{"url": url.rstrip("/") if url else HERE}],
        routes=api.routes,
    )
    full = complete(made, operations.knowledge)
    api.add_route("/openapi.json", _shows(full))
    api.add_route("/openapi-3.0.json", _shows(flat(full)))


def _shows(document: Mapping[str, Any]) -> Callable[[Request], Awaitable[Response]]:
    text = as_json(MappingProxyType(document))

    async def show(request: Request) -> Response:
        here = f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"
        return Response(text.replace(HERE, here), media_type=JSON)

    return show
