"""Which status an HTTP answer has when something goes wrong; the body is always menkan-error/1."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from toolbox.bots.asked import REMEDIES
from toolbox.bots.failures import Code, Failures
from toolbox.errors import DataError, Fault
from toolbox.operations import NotFoundError
from toolbox.plain import as_json
from toolbox.text import did_you_mean, shown

JSON = "application/json"
SEE = "GET /openapi.json tells all addresses."
PARAMETERS = ("today", "full", "tool", "query", "model")

# what each status says, for the documents
STATUSES: Mapping[int, str] = {
    400: "the body is no JSON",
    403: "the call comes from a page of another site",
    404: "there is no such tool, rule or model",
    413: "the body is too large",
    421: "the Host header names another machine",
    422: "the data is wrong: place, fault and remedy of all that is",
    500: "a fault of menkan",
    503: "too many calls at once; try again after Retry-After seconds",
    504: "it takes too long",
}


class UnreadableError(DataError):
    """The body is no document at all."""


class Wrong:
    """Answers to what goes wrong."""

    def __init__(self, failures: Failures) -> None:
        self._failures = failures

    def join(self, api: FastAPI) -> None:
        """Answer for this application."""
        api.add_exception_handler(DataError, self._data)
        api.add_exception_handler(RequestValidationError, self._request)
        api.add_exception_handler(HTTPException, self._address)
        api.add_exception_handler(Exception, self._ours)

    def answer(
        self, status: int, *faults: Fault, code: Code = 1, headers: Mapping[str, str] = MappingProxyType({})
    ) -> Response:
        """An answer with a status of its own."""
        return Response(as_json(self._failures.of(faults, code)), status, dict(headers), JSON)

    async def _data(self, _request: Request, error: Exception) -> Response:
        assert isinstance(error, DataError)
        status = 404 if isinstance(error, NotFoundError) else 400 if isinstance(error, UnreadableError) else 422
        return self.answer(status, *error.faults)

    async def _request(self, _request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return self.answer(422, *map(_parameter, error.errors()))

    async def _address(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        fault = "nothing here takes this method." if error.status_code == 405 else "there is nothing here."
        place = shown(f"{request.method} {request.url.path}")
        return self.answer(error.status_code, Fault(place, fault, SEE), code=2, headers=error.headers or {})

    async def _ours(self, _request: Request, error: Exception) -> Response:
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
    return Fault(place, f"no parameter called '{name}' here.", did_you_mean(name, PARAMETERS) or "Leave it out.")
