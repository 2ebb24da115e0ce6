"""The picture in each format by its name."""

from __future__ import annotations

from toolbox.plain import as_json
from toolbox.portfolio.told import Picture

FORMS = ("html", "xlsx", "json")


def write(form: str, picture: Picture, language: str) -> bytes:
    """The picture in this format: html, xlsx or json. KeyError for another."""
    return {"html": _html, "xlsx": _xlsx, "json": _json}[form](picture, language)


def _html(picture: Picture, language: str) -> bytes:
    from toolbox.portfolio.page import html

    return html(picture, language)


def _xlsx(picture: Picture, language: str) -> bytes:
    from toolbox.portfolio.workbook import excel

    return excel(picture, language)


def _json(picture: Picture, _language: str) -> bytes:
    return f"{as_json(picture)}\n".encode()
