"""Sheets of firms as advisers fill them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from tests.commands.running import menkan

GOOD = {"企业名称": "宏达纸箱厂", "行业": "制造业", "员工人数（人）": "20-50", "卖给谁": "其他企业、经销商和代理"}
OTHER = {"企业名称": "老王早餐", "行业": "餐饮", "员工人数（人）": 6}
WRONG = {"企业名称": "写错的", "行业": "制造", "员工人数（人）": "二十来个"}


def filled(path: Path, *firms: dict[str, Any]) -> Path:
    """The intake sheet with these firms, as `menkan template` writes it."""
    blank = path.with_name("blank.xlsx")
    if not blank.exists():
        assert menkan("template", "-o", str(blank)).code == 0
    book = openpyxl.load_workbook(blank)
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[1]}
    for number, firm in enumerate(firms, 2):
        for heading, value in firm.items():
            cell = page.cell(number, places[heading])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = is a text here
    book.save(path)
    return path
