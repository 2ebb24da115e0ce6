"""The page as a web application: addresses, cookies, tokens; and what goes wrong as a page with a remedy."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp

from toolbox.errors import BothWays, DataError, Fault, InChinese
from toolbox.operations import Operations, document
from toolbox.web.brand import OURS, Brand
from toolbox.web.forms import KIND, Form, read_form
from toolbox.web.guard import Guard, Limits
from toolbox.web.tokens import COOKIE, Tokens
from toolbox.web.turns import Question, Result, Start, Turns
from toolbox.web.views import LANGUAGES, Papers, Shown, Views, kind_of
from toolbox.web.visit import STATE, Visit, new_visit

__all__ = ["Limits", "Papers", "Setting", "application"]

FOREVER = "public, max-age=31536000, immutable"
DOCUMENTS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Setting(NamedTuple):
    """How this page is run. embedders: origins that may show it in a frame. url: its address behind a proxy.

    secret: shared by the processes that serve it; one of its own by default.
    """

    brand: Brand = OURS
    embedders: tuple[str, ...] = ()
    url: str | None = None
    limits: Limits = Limits()
    secret: bytes | None = None


def application(
    operations: Operations, papers: Papers, translate: Callable[[Fault], InChinese], setting: Setting | None = None
) -> ASGIApp:
    """The page over these operations. translate: says a fault in Chinese."""
    setting = setting or Setting()
    page = _Page(operations, papers, translate, setting)
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_api_route("/", page.start, methods=["GET", "HEAD"])
    app.add_api_route("/step", page.step, methods=["POST"])
    app.add_api_route("/new", page.new, methods=["POST"])
    for ending in papers.writers:
        app.add_api_route(f"/{ending}", page.document(ending), methods=["POST"])
    for path in ("/step", "/new", *(f"/{ending}" for ending in papers.writers)):
        app.add_api_route(path, page.home, methods=["GET", "HEAD"])
    app.add_api_route("/assets/{name}", page.file, methods=["GET", "HEAD"])
    app.add_exception_handler(DataError, page.data)
    app.add_exception_handler(HTTPException, page.address)
    app.add_exception_handler(_RefusedError, page.refused)
    name = urlsplit(setting.url or "").hostname
    return Guard(app, setting.limits, page.refuse, [name] if name else [], setting.embedders)


class _RefusedError(Exception):
    """A form that is not taken. visit: answers to carry on with, where that is safe."""

    def __init__(self, kind: str, language: str, visitor: str, visit: Visit | None = None) -> None:
        super().__init__(kind)
        self.kind, self.language, self.visitor, self.visit = kind, language, visitor, visit


class _Page:
    def __init__(
        self, operations: Operations, papers: Papers, translate: Callable[[Fault], InChinese], setting: Setting
    ) -> None:
        self.operations = operations
        self.papers = papers
        self.translate = translate
        self.setting = setting
        self.turns = Turns(operations)
        self.views = Views(operations.knowledge, setting.brand)
        self.tokens = Tokens(setting.secret)
        self.pool = ThreadPoolExecutor(setting.limits.workers, "menkan-page")

    # --- addresses

    async def start(self, request: Request) -> Response:
        visitor = self._visitor(request)
        language = request.query_params.get("lang", "")
        language = language if language in LANGUAGES else _preferred(request.headers)
        text = self.views.start(self._shown(language, visitor), {}, {}, new_visit())
        return self._answer(request, text, visitor)

    async def step(self, request: Request) -> Response:
        form, visitor = await self._form(request)
        language = _language(form, request.headers)

        def work() -> tuple[str, int]:
            shown = self._shown(language, visitor)
            found = self.turns.take(form, dt.date.today())
            match found:
                case Start(visit, given, errors):
                    return self.views.start(shown, given, errors, visit), 422 if errors else 200
                case Question(visit, fact, turn, given, error):
                    return self.views.question(shown, visit, fact, turn, given, error), 422 if error else 200
                case Result(visit, turn):
                    return self._result(shown, visit, turn), 200

        text, status = await self._work(work)
        return self._answer(request, text, visitor, status)

    async def new(self, request: Request) -> Response:
        """Everything of the last firm is cleared, in the browser too; the next visit has another name."""
        form, _ = await self._form(request)
        response = RedirectResponse(f"./?lang={_language(form, request.headers)}", 303)
        response.headers["clear-site-data"] = '"cache", "cookies", "storage"'
        response.delete_cookie(COOKIE, path="/")
        return response

    def document(self, ending: str) -> Callable[[Request], Any]:
        """The address that makes one kind of document."""

        async def made(request: Request) -> Response:
            form, _ = await self._form(request)
            language = _language(form, request.headers)

            def work() -> bytes:
                visit = self.turns.visit(form)
                name = form.one("name").strip() or None
                visit = visit._replace(state={**visit.state, "name": name})
                return self.papers.writers[ending](self._report(visit, language))

            content = await self._work(work)
            called = {"zh": "数字化建议", "en": "menkan-advice"}[language]
            named = f"attachment; filename=menkan-advice.{ending}; filename*=UTF-8''{quote(f'{called}.{ending}')}"
            return Response(content, media_type=DOCUMENTS[ending], headers={"content-disposition": named})

        return made

    async def home(self) -> Response:
        """An address that only takes forms, asked for by hand or by reloading."""
        return RedirectResponse("./", 303)

    async def file(self, request: Request, name: str) -> Response:
        content = self.views.files.get(name)
        if content is None:
            raise HTTPException(404)
        versioned = request.query_params.get("v") == self.views.digests[name]
        headers = {"cache-control": FOREVER if versioned else "no-cache"}
        return Response(content, media_type=kind_of(name), headers=headers)

    # --- what they have in common

    def _result(self, shown: Shown, visit: Visit, turn: Any) -> str:
        firm = document(visit.state, STATE)
        day = dt.date.today()
        advice = turn.advice or self.operations.recommend(firm, day)
        plan = self.operations.roadmap(firm, day)
        report = self.papers.compose(advice, plan, self.operations.knowledge, shown.language)
        return self.views.result(shown, visit, advice, report, self.papers, turn)

    def _report(self, visit: Visit, language: str) -> Any:
        firm, day = document(visit.state, STATE), dt.date.today()
        advice, plan = self.operations.recommend(firm, day), self.operations.roadmap(firm, day)
        return self.papers.compose(advice, plan, self.operations.knowledge, language)

    async def _work(self, work: Callable[[], Any]) -> Any:
        """Work in a thread of its own, so that others are served meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    def _shown(self, language: str, visitor: str) -> Shown:
        return Shown(language, self.tokens.give(visitor))

    def _visitor(self, request: Request) -> str:
        """The name of this browser. In a frame of another site there are no cookies: all have the empty one."""
        if self.setting.embedders:
            return ""
        found = request.cookies.get(COOKIE, "")
        return found if 20 <= len(found) <= 40 and found.isascii() else self.tokens.visitor()

    async def _form(self, request: Request) -> tuple[Form, str]:
        """The form and the browser that sent it. Raises _RefusedError and DataError."""
        preferred = _preferred(request.headers)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != KIND:
            raise _RefusedError("415", preferred, self._visitor(request))
        form = read_form(await request.body())
        language, visitor = _language(form, request.headers), self._visitor(request)
        if not _from_here(request.headers):
            raise _RefusedError("403", language, visitor)
        verdict = self.tokens.check(form.one("token"), visitor)
        if verdict == "other":
            raise _RefusedError("403", language, visitor)
        if verdict == "old":
            raise _RefusedError("old", language, visitor, self.turns.visit(form))
        return form, visitor

    def _answer(self, request: Request, text: str, visitor: str, status: int = 200) -> Response:
        response = HTMLResponse(text, status)
        if visitor and request.cookies.get(COOKIE) != visitor:
            secure = request.url.scheme == "https"
            response.set_cookie(COOKIE, visitor, httponly=True, samesite="strict", secure=secure, path="/")
        return response

    # --- what goes wrong

    async def data(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, DataError)
        shown = self._shown(_preferred(request.headers), self._visitor(request))
        told = [BothWays(*fault, zh=self.translate(fault)) for fault in error.faults]
        return HTMLResponse(self.views.wrong(shown, "422", told), 422)

    async def address(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return self.refuse(str(error.status_code), request.headers, error.headers or {})

    async def refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, _RefusedError)
        text = self.views.wrong(self._shown(error.language, error.visitor), error.kind, visit=error.visit)
        status = 403 if error.kind == "old" else int(error.kind)
        return self._answer(request, text, error.visitor, status)

    def refuse(self, kind: str, asked: Headers, more: Mapping[str, str]) -> Response:
        """A page that says why a request is refused, for those without a form."""
        text = self.views.wrong(self._shown(_preferred(asked), ""), kind)
        return HTMLResponse(text, int(kind), dict(more))


def _language(form: Form, asked: Headers) -> str:
    """The language to answer in: the one that was switched to, or the page's own."""
    for name in ("to", "lang"):
        if form.one(name) in LANGUAGES:
            return form.one(name)
    return _preferred(asked)


def _preferred(asked: Headers) -> str:
    """Chinese, unless the browser asks for English before it."""
    wanted = asked.get("accept-language", "").lower()
    found: Iterable[tuple[int, str]] = ((wanted.find(name), name) for name in LANGUAGES)
    first = min((place, name) for place, name in ((p if p >= 0 else 9999, n) for p, n in found))
    return first[1] if first[0] < 9999 else "zh"


def _from_here(asked: Headers) -> bool:
    """Whether a form comes from a page of this server, as far as the browser tells."""
    origin = asked.get("origin")
    if origin is not None and origin.partition("://")[2] != asked.get("host", ""):
        return False
    return asked.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
