"""The folder of many documents: what is there already, and the index that people and programs read."""

from __future__ import annotations

import hashlib
import json
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any

from toolbox.folder import INDEX, Index, Listed
from toolbox.plain import as_json
from toolbox.vocabulary import Text

JOURNAL = ".menkan-done"  # a line for each document that was written, with the digest of all that went into it


class Folder:
    """A folder of documents and its journal. A document that is there under the same digest need not be made again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._done = dict(_journal(path / JOURNAL))

    def has(self, name: str, digest: str) -> bool:
        """Whether this document was written from the same input, and is there still."""
        return self._done.get(name) == digest and (self.path / name).is_file()

    def note(self, name: str, digest: str) -> None:
        """Remember that a document is written."""
        self._done[name] = digest
        with (self.path / JOURNAL).open("a", encoding="utf-8") as file:
            file.write(json.dumps([name, digest], ensure_ascii=False) + "\n")

    def write_index(self, index: Index, language: str) -> None:
        """Write index.json and index.html."""
        (self.path / f"{INDEX}.json").write_text(as_json(index) + "\n", encoding="utf-8")
        (self.path / f"{INDEX}.html").write_text(index_page(index, language), encoding="utf-8")


def digest_of(parts: list[Any]) -> str:
    """A digest of all that goes into a document."""
    text = json.dumps(parts, ensure_ascii=False, default=repr, sort_keys=True)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def index_page(index: Index, language: str) -> str:
    """The index as a page that needs nothing else."""

    def say(zh: str, en: str) -> str:
        return Text(zh, en).of(language)

    style = resources.files("toolbox.papers").joinpath("forms/report.css").read_text(encoding="utf-8")
    title = say(f"{index.sheet}：每家一份建议", f"{index.sheet}: advice for each firm")
    heads = (say("行", "row"), say("企业", "firm"), say("文件", "document"))
    rows = "\n".join(_row(listed, language) for listed in index.rows)
    counted = say(f"写好 {index.done} 家，有填错的 {index.wrong} 家。", f"{index.done} written, {index.wrong} wrong.")
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    made = f"menkan {index.menkan} · {index.knowledge[:12]} · {index.today}"
    return (
        f'<!doctype html>\n<html lang="{say("zh-CN", "en")}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(counted)}</p>\n"
        f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n'
        f'<tbody>\n{rows}\n</tbody>\n</table></div>\n</main>\n<footer class="quiet"><p>{escape(made)}</p></footer>\n'
        "</body>\n</html>\n"
    )


def _row(listed: Listed, language: str) -> str:
    from urllib.parse import quote

    if listed.file is not None:
        said = f'<a href="{escape(quote(listed.file))}">{escape(listed.file)}</a>'
    else:
        faults = (f.zh if language != "en" else f for f in listed.faults)
        said = "<br>".join(escape(f"{f.fault} {f.remedy}".strip()) for f in faults)
    name = escape(listed.name or "—")
    return f'<tr><td>{listed.row}</td><th scope="row">{name}</th><td>{said}</td></tr>'


def _journal(path: Path) -> list[tuple[str, str]]:
    """The pairs of the journal; a line that was cut off counts for nothing."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            pair = json.loads(line)
        except ValueError:
            continue
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair):
            found.append((pair[0], pair[1]))
    return found
