"""Offers are read from a map or a table, by any name; what is wrong with them is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from toolbox.clustering.offers import Offers, PurchaseOffer, ServiceOffer, read_offers
from toolbox.errors import DataError
from toolbox.knowledge.model import Knowledge

READ = Offers(
    {"public-warehouse": ServiceOffer(300_000, 120_001, 0, 900), "shared-bookkeeping": ServiceOffer(0, 0, 60)},
    {"backup": PurchaseOffer(680, 0, 100, 400, 50), "crm": PurchaseOffer(1800)},
)
YAML = """
services:
  公共仓: {一次性: 300000, 每年: 120000.5, 家数: 900}
  shared-bookkeeping: {a firm: 60}
purchases:
  backup: {price: 680, at least: 100, at most: 400, share: 50}
  crm: 1800
"""
ROWS = (
    ("name", "once", "每年", "a firm", "firms", "at least", "at most", "share", "price"),
    ("公共仓", "300,000", 120000.5, None, 900, None, None, None, None),
    ("shared-bookkeeping", None, None, 60, None, None, None, None, None),
    ("backup", None, None, None, None, 100, 400, 50, 680),
    ("crm", None, None, None, None, None, None, None, 1800),
)


def test_a_map_and_a_table_say_the_same(tmp_path: Path, knowledge: Knowledge) -> None:
    (tmp_path / "offers.yaml").write_text(YAML, encoding="utf-8")
    lines = [",".join("" if cell is None else f'"{cell}"' for cell in row) for row in ROWS]
    (tmp_path / "offers.csv").write_text("\n".join(lines), encoding="gb18030")
    book = xlsxwriter.Workbook(str(tmp_path / "offers.xlsx"))
    sheet = book.add_worksheet()
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()
    for name in ("offers.yaml", "offers.csv", "offers.xlsx"):
        assert read_offers(tmp_path / name, knowledge) == READ, name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- crm", "1: offers are two maps"),
        ("servics: {}", "1: no key called 'servics' in offers. Did you mean 'services'?"),
        ("services: [1]", "1: 'services' is a map of names with what each costs."),
        ("services: {shared-bookeeping: 5}", "there is no shared service 'shared-bookeeping'. Did you mean"),
        ("services: {crm: 5}", "there is no shared service 'crm'"),
        ("purchases: {crmm: 5}", "there is no tool 'crmm'. Did you mean 'CRM'?"),
        ("purchases: {crm: {prise: 5}}", "no key called 'prise' in an offer. Did you mean 'price'?"),
        ("purchases: {crm: {at least: 5}}", "nothing says what it costs. Write `price`"),
        ("services: {shared-bookkeeping: {firms: 5}}", "nothing says what it costs. Write `once`"),
        ("services: {shared-bookkeeping: -5}", "-5 is below nothing."),
        ("services: {shared-bookkeeping: 20000000000}", "20000000000 yuan are more than is reckoned with."),
        ("services: {shared-bookkeeping: cheap}", "'cheap' is no number with at most two decimals."),
        ("services: {shared-bookkeeping: {once: 5, firms: 0}}", "0 is no number of firms."),
        ("services: {shared-bookkeeping: {once: 5, firms: 2.5}}", "2.5 is no number of firms."),
        ("purchases: {crm: 1.234}", "'1.234' is no number with at most two decimals."),
        ("purchases: {crm: 0}", "what costs nothing need not be bought."),
        ("purchases: {crm: {price: 5, share: 101}}", "101 is no share: it is 1 to 100 percent."),
        ("purchases: {crm: {price: 5, at least: 9, at most: 8}}", "it holds for at least 9 firms and at most 8."),
        ("purchases: {crm: 5, 客户管理软件: 6}", "'客户管理软件' is offered twice. Keep one of them."),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, knowledge: Knowledge, text: str, said: str) -> None:
    path = tmp_path / "offers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_offers(path, knowledge)
    assert said in str(error.value), error.value


def test_a_table_without_names_or_with_a_wrong_row_is_refused(tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / "offers.csv"
    path.write_text("once\n5\n", encoding="utf-8")
    with pytest.raises(DataError, match="there is no column `name`"):
        read_offers(path, knowledge)
    path.write_text("name,price\ncrm,5\nbackup,-1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"offers\.csv:3: -1 is below nothing"):
        read_offers(path, knowledge)
