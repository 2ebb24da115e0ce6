"""Everybody can read every page: axe finds nothing, nothing runs over the side of a small phone, glyphs are real."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.visitors import ROOT, Phone
from toolbox import assets

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true })"


def violations(visitor: Phone) -> list[str]:
    """What axe finds on the page as it is, everything unfolded."""
    visitor.page.evaluate(OPEN)
    visitor.page.evaluate(AXE)
    found = visitor.page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [f"{each['id']}: {[node['html'] for node in each['nodes']][:3]}" for each in found["violations"]]


def fits(visitor: Phone) -> bool:
    """Whether nothing is wider than the phone."""
    return bool(visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def pages(visitor: Phone) -> Iterator[str]:
    """One page of each kind after the other, by name."""
    page = visitor.page
    page.goto(visitor.address)
    yield "start"
    visitor.press("begin")
    yield "start-errors"
    page.select_option("#sector", "manufacturing")
    page.fill("#staff", "45")
    visitor.press("begin")
    yield "boxes"
    visitor.press("next")
    yield "boxes-error"
    kinds = set()
    for _ in range(25):
        visitor.answer()
        if visitor.fact is None:
            break
        kind = page.locator("#turn input:not([type=hidden])").first.get_attribute("type")
        if visitor.fact == "in_use" or kind not in kinds:
            kinds.add(kind)
            yield f"question-{visitor.fact}"
    if visitor.fact is not None:
        visitor.press("result")
    yield "result"
    page.goto(f"{visitor.address}nowhere")
    yield "wrong"


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_every_page_is_for_everybody(browser: Browser, address: str, language: str) -> None:
    visitor = Phone(browser, address, locale=language, reduced_motion="reduce")
    seen = []
    try:
        for name in pages(visitor):
            seen.append(name)
            for scheme in ("light", "dark"):
                visitor.page.emulate_media(color_scheme=scheme)
                visitor.shot(f"{name}-{language[:2]}-{scheme}", full=False)
                assert violations(visitor) == [], (name, scheme)
            assert fits(visitor), name
    finally:
        visitor.close()
    assert {"start", "boxes", "question-in_use", "result", "wrong"} <= set(seen)
    assert visitor.foreign == []


def test_the_eye_that_looks_for_faults_is_open(browser: Browser, address: str) -> None:
    visitor = Phone(browser, address)
    try:
        visitor.page.goto(address)
        visitor.page.evaluate("document.querySelector('label').remove()")
        assert any(each.startswith("select-name") for each in violations(visitor))
    finally:
        visitor.close()


def test_very_large_letters_still_fit(browser: Browser, address: str) -> None:
    visitor = Phone(browser, address)
    try:
        for name in ("start", "boxes", "result"):
            if name == "start":
                visitor.page.goto(address)
            elif name == "boxes":
                visitor.begin()
            else:
                visitor.press("result")
            visitor.page.evaluate("document.documentElement.style.setProperty('font-size', '32px')")
            visitor.page.evaluate(OPEN)
            visitor.shot(f"large-{name}")
            assert fits(visitor), name
    finally:
        visitor.close()


def test_every_target_is_large_enough_for_a_finger(phone: Callable[..., Phone]) -> None:
    visitor = phone()
    visitor.begin()
    visitor.press("result")
    sizes = visitor.page.evaluate(
        "[...document.querySelectorAll('button:not(.first):not([hidden]), summary, label.choice')]"
        ".map(e => e.getBoundingClientRect()).filter(r => r.width).map(r => Math.min(r.width, r.height))"
    )
    assert min(sizes) >= 24


def test_chinese_glyphs_are_real(phone: Callable[..., Phone]) -> None:
    """Two characters that a font lacks are drawn as the same box; 喆 and 垚 are rare and in firms' names."""
    visitor = phone()
    visitor.page.goto(visitor.address)
    drawn = visitor.page.evaluate(
        """async () => {
          const family = getComputedStyle(document.body).fontFamily;
          await document.fonts.load("32px 'Menkan Sans'", "门槛喆垚芃");
          return [..."门槛喆垚芃"].map(glyph => {
            const canvas = document.createElement("canvas");
            const pen = canvas.getContext("2d");
            pen.font = `32px ${family}`;
            pen.fillText(glyph, 4, 40);
            return pen.getImageData(0, 0, 64, 64).data.join("");
          });
        }"""
    )
    assert len(set(drawn)) == 5
    assert all(set(each) != {"0"} for each in drawn)


def test_the_font_is_only_asked_for_where_a_machine_has_none(phone: Callable[..., Phone]) -> None:
    visitor = phone(locale="en-GB")
    visitor.page.goto(visitor.address)
    asked = [url for url in visitor.asked if "font.ttf" in url]
    assert len(asked) <= 1
    assert visitor.page.evaluate("[...document.fonts].map(f => f.family)") == ["Menkan Sans"]
    assert assets.fonts()[0].stat().st_size > 5_000_000


def test_screenshots_stay_out_of_the_repository() -> None:
    assert "build/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
