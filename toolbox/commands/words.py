"""Which language a call speaks, words in it, and the option that chooses it.

The language is known before anything is parsed, because help texts need it: `--lang`, else MENKAN_LANG, else the
locale where it is English, else Chinese.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Literal, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
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


def hint(word: str, known: Iterable[str]) -> str:
    """The known word that is near to a mistyped one, as a question; an empty string when none is."""
    from toolbox.text import nearest  # only ever needed on the way to an error

    near = nearest(word, known)
    return say(f"是不是“{near}”？", f"Did you mean '{near}'?") if near else ""


def lang_option(command: Command) -> Command:
    """--lang, for help and for what reads like an option; `language` has read it before."""
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), expose_value=False, help=say("语言：zh 或 en", "language: zh or en")
    )(command)
