"""HTML: one file that needs nothing else and lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re

import pytest

from tests.papers.conftest import Made
from toolbox.papers.report import Report
from toolbox.papers.web import html


def test_it_loads_nothing_and_runs_nothing(hostile: Made) -> None:
    page = html(hostile[0]).decode()
    tags = set(re.findall(r"<([a-z0-9]+)", page))
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}
    assert not re.search(r'\s(?:on\w+|style|src|href|action)\s*=\s*["\']', page)
    assert "url(" not in page
    assert "@import" not in page


def test_its_policy_forbids_all_but_its_own_style(plant: Report) -> None:
    page = html(plant).decode()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert found
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert found[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_headings_step_down_one_at_a_time(language: str, make) -> None:
    page = html(make({"name": "x", "staff": 30, "sector": "catering"}, language)[0]).decode()
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page
