"""The language of a call, and click's own words in it."""

from __future__ import annotations

import io
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import toolbox.commands
from toolbox.commands.words import chosen, hint

CATALOGUE = Path(toolbox.commands.__file__).parent / "locale" / "zh" / "LC_MESSAGES" / "menkan"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "zh"),
        (["recommend", "--lang", "en"], {}, "en"),
        (["--lang=en", "recommend"], {"MENKAN_LANG": "zh"}, "en"),
        (["--lang"], {}, "zh"),
        (["--lang", "fr"], {}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "MENKAN_LANG": "EN"}, "en"),
    ],
)
def test_the_option_goes_before_the_variables(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert chosen(arguments, environment) == language


def test_a_hint_is_given_only_where_something_is_near() -> None:
    assert "recommend" in hint("recomend", ["recommend", "rules"])
    assert hint("zzz", ["recommend", "rules"]) == ""


def test_the_compiled_words_of_click_are_those_of_the_catalogue() -> None:
    compiled = io.BytesIO()
    with CATALOGUE.with_suffix(".po").open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale="zh"))
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_every_word_of_the_catalogue_is_one_that_click_says() -> None:
    folder = str(Path(click.__file__).parent)
    said = {message if isinstance(message, str) else message[0] for _, _, message, _, _ in extract_from_dir(folder)}
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        catalogue = read_po(file, locale="zh")
    for message in catalogue:
        if message.id:
            original = message.id if isinstance(message.id, str) else message.id[0]
            translated = message.string if isinstance(message.string, str) else message.string[0]
            assert original in said
            assert translated
