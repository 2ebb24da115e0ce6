"""The file in which a self-check keeps its answers. What somebody wrote into it before stays as it was written."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolbox import profile
from toolbox.commands.common import cannot_write
from toolbox.documents import read_file, read_text
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge


class Answers:
    """before: what the file told when it was opened. Raises DataError for a file that cannot be read."""

    def __init__(self, path: Path, known: Knowledge) -> None:
        self.path = path
        self.before: dict[str, Any] = {}
        self._text = ""
        self._is_json = False
        if path.exists():
            document = read_file(path)
            profile.read(document, known)  # refuses what it cannot read before a question is asked
            self.before = dict(document.data)
            self._text = path.read_text(encoding="utf-8-sig")
            self._is_json = not document.lines

    def save(self, told: Mapping[str, Any]) -> None:
        """Write all that is told in one step; a half-written file would lose it. Raises DataError."""
        draft = self.path.with_name(f"{self.path.name}.tmp")
        try:
            draft.write_text(self._written(told), encoding="utf-8")
            os.replace(draft, self.path)
        except OSError as error:
            raise DataError(cannot_write(self.path, error)) from None

    def _written(self, told: Mapping[str, Any]) -> str:
        if self._is_json:
            return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        new = {fact: answer for fact, answer in told.items() if fact not in self.before}
        added = f"{self._text.rstrip()}\n{_yaml(new) if new else ''}".lstrip()
        return added if self._text and _tells(added, told) else _yaml(told)


def _tells(text: str, told: Mapping[str, Any]) -> bool:
    """Whether the text reads as these answers; lines cannot be added to a map in braces, for one."""
    try:
        return bool(read_text(text.encode(), "answers").data == told)
    except DataError:
        return False


def _yaml(told: Mapping[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(dict(told), allow_unicode=True, sort_keys=False, width=1000)
