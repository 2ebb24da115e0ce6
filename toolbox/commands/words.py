"""Which language a call speaks, and words in it.

The language is known before anything is parsed, because help texts need it: `--lang`, else MENKAN_LANG, else the
locale where it is English, else Chinese.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def language() -> Language:
    """The language of this call."""
    return chosen(sys.argv[1:], os.environ)


def chosen(arguments: Sequence[str], environment: os._Environ[str] | dict[str, str]) -> Language:
    """The language that these arguments and this environment ask for."""
    for number, argument in enumerate(arguments):
        named = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and number + 1 < len(arguments):
            named = arguments[number + 1]
        if named in LANGUAGES:
            return "en" if named == "en" else "zh"
    for variable in ("MENKAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def say(zh: str, en: str) -> str:
    """One of two texts, by the language of the call."""
    return en if language() == "en" else zh
