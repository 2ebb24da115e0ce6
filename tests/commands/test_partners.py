"""menkan partners FIRM"""

from __future__ import annotations

import pytest

from tests.commands.conftest import Schemas
from tests.commands.running import DAY, EXAMPLES, HAN, menkan

FARM = "sector: agriculture\npains: [hard_to_borrow, unskilled_staff]\ngoals: [get_loan]\n"


@pytest.mark.parametrize("path", EXAMPLES[::4], ids=lambda path: path.stem)
def test_whatever_the_firm_the_json_fits_the_schema(path: object, schemas: Schemas) -> None:
    assert schemas.accept("partners", menkan("partners", str(path), "--json", *DAY).json)


def test_it_says_whom_why_how_and_what_to_watch() -> None:
    zh, en = (menkan("partners", "-", *DAY, lang=lang, stdin=FARM).out for lang in ("zh", "en"))
    for words in ("政府性融资担保机构", "为什么：", "怎么找：", "当心：", "出处 amcham-2021/finance"):
        assert words in zh
    for words in ("Public guarantee body", "Why: ", "How: ", "Beware: ", "source: amcham-2021/finance"):
        assert words in en
    assert not HAN.search(en)


def test_those_that_do_not_fit_stand_only_in_the_full_list() -> None:
    firm = FARM + "customers: [consumers]\n"
    short, full = (menkan("partners", "-", *more, *DAY, lang="en", stdin=firm).out for more in ((), ("--all",)))
    assert "Large customer" not in short
    assert "✗ Large customer" in full


def test_of_a_firm_that_told_nothing_it_asks_before_it_names_anyone() -> None:
    said = menkan("partners", "-", *DAY, stdin="sector: retail\n").out
    assert "还说不准该找谁" in said
    assert "？" in said
