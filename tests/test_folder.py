"""Names of files: from any firm's name, safe on any system, never two alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolbox.folder import LONGEST, file_names

FORBIDDEN = set('/\\:*?"<>|') | {chr(n) for n in range(32)}


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("宏达纸箱厂", "宏达纸箱厂.pdf"),
        ("a/b\\c:d", "a b c d.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("CON", "CON_.pdf"),
        ("nul.txt", "nul.txt_.pdf"),
        ("index", "index_.pdf"),
        (".hidden", "hidden.pdf"),
        ("  two   blanks. ", "two blanks.pdf"),
        ("", "row-7.pdf"),
        (None, "row-7.pdf"),
        ("///", "row-7.pdf"),
    ],
)
def test_a_name_becomes_a_file_name(name: str | None, file: str) -> None:
    assert file_names([(7, name)], "pdf") == {7: file}


def test_firms_of_one_name_get_a_number_even_where_case_is_lost() -> None:
    assert list(file_names([(2, "Acme"), (3, "ACME"), (4, "acme-2"), (5, "acme")], "md").values()) == [
        "Acme.md",
        "ACME-2.md",
        "acme-2-2.md",
        "acme-3.md",
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=90)), max_size=12))
def test_every_name_is_safe_and_none_is_given_twice(names: list[str | None]) -> None:
    files = list(file_names(enumerate(names, 2), "pdf").values())
    assert len({file.casefold() for file in files}) == len(names)
    for file in files:
        assert not FORBIDDEN & set(file)
        assert not file.startswith((".", " ", "-"))
        assert len(file) <= LONGEST + 12
