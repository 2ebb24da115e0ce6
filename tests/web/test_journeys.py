"""Whole journeys on a phone: from the first page to the advice, back, in the other language, and to a clean page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader

from tests.web.visitors import Phone

Phones = Callable[..., Phone]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_owner_gets_from_trade_and_size_to_six_steps_that_say_why(phone: Phones, script: bool) -> None:
    visitor = phone(script=script)
    visitor.begin("catering", "8")
    questions = visitor.to_the_result()
    assert 3 < questions < 30
    assert visitor.heading == "给您的建议"
    cards = visitor.page.locator("ol.cards article")
    assert 1 <= cards.count() <= 6
    for card in cards.all():
        text = card.inner_text()
        assert "为什么" in text
        assert "第一年花费" in text
        assert "估计" in text
    why = cards.first.locator("details.why")
    assert not why.locator(".tests").first.is_visible()
    why.locator("summary").click()
    assert "✓" in why.locator(".tests").first.inner_text()
    assert visitor.page.locator("figure.narrow svg").is_visible()
    assert not visitor.page.locator("details.later article").first.is_visible()
    visitor.shot(f"result-{'script' if script else 'plain'}")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_going_back_loses_no_answer(phone: Phones, script: bool) -> None:
    visitor = phone(script=script)
    visitor.begin("retail", "10-20")
    first = visitor.fact
    visitor.page.locator("#turn .choices input").nth(1).check()
    visitor.press("next")
    second = visitor.fact
    visitor.page.locator("#turn .choices input").nth(2).check()
    visitor.press("back")  # what is chosen and not yet sent on is kept too
    assert visitor.fact == first
    assert visitor.page.locator("#turn .choices input").nth(1).is_checked()
    visitor.press("back")
    assert visitor.page.input_value("#staff") == "10-20"
    assert visitor.page.input_value("#sector") == "retail"
    visitor.press("begin")
    visitor.press("next")
    assert visitor.fact == second
    assert visitor.page.locator("#turn .choices input").nth(2).is_checked()


def test_the_back_gesture_of_the_phone_is_a_step_back(phone: Phones) -> None:
    visitor = phone()
    visitor.begin()
    first = visitor.fact
    visitor.answer()
    assert visitor.fact != first
    visitor._turned(lambda: visitor.page.go_back(wait_until="commit"))
    assert visitor.fact == first
    assert visitor.page.locator("#turn .choices input").first.is_checked()


def test_there_is_always_a_do_not_know_and_it_is_an_answer(phone: Phones) -> None:
    visitor = phone()
    visitor.page.goto(visitor.address)
    visitor.page.select_option("#sector", "unknown")
    visitor.page.check("input[name=staff_unknown]")
    visitor.press("begin")
    for button in ("unknown", "na", "none", "unknown", "na"):
        asked = visitor.fact
        visitor.press(button)
        assert visitor.fact != asked
    visitor.press("back")
    assert "不适用" in visitor.page.locator("form .hint").last.inner_text()
    visitor.press("unknown")
    visitor.press("result")
    assert visitor.heading == "给您的建议"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_language_changes_in_the_middle_and_keeps_every_answer(phone: Phones, script: bool) -> None:
    visitor = phone(script=script)
    visitor.begin()
    visitor.page.locator("#turn .choices input").nth(3).check()
    fact = visitor.fact
    visitor.switch()
    assert visitor.fact == fact
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    assert visitor.page.locator("#turn .choices input").nth(3).is_checked()
    visitor.press("next")
    visitor.press("result")
    assert visitor.heading == "Our advice for you"
    visitor.switch()
    assert visitor.heading == "给您的建议"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_new_firm_finds_nothing_of_the_last_one(phone: Phones, script: bool) -> None:
    visitor = phone(script=script)
    visitor.begin("catering", "7731")
    visitor.answer()
    before = visitor.context.cookies()[0]["value"]
    visitor.page.click("header form button")
    visitor.page.wait_for_selector("#sector")
    assert visitor.page.input_value("#staff") == ""
    assert "7731" not in (visitor.page.locator("input[name=state]").first.get_attribute("value") or "")
    assert [cookie["value"] for cookie in visitor.context.cookies()] != [before]
    visitor.page.go_back()
    visitor.page.wait_for_load_state()
    assert "7731" not in visitor.page.content()


def test_the_link_holds_the_answers_where_no_server_sees_them(phone: Phones) -> None:
    visitor = phone()
    visitor.begin("catering", "8")
    visitor.to_the_result()
    steps = visitor.page.locator("ol.cards h3").all_inner_texts()
    link = visitor.page.locator("#link").evaluate("a => a.href")
    assert urlsplit(link).fragment.startswith("a=")
    assert steps
    other = phone()
    other.page.goto(link)
    other.page.wait_for_selector("ol.cards article")
    assert other.page.locator("ol.cards h3").all_inner_texts() == steps
    assert "#" not in other.page.url
    for asked in (*visitor.asked, *other.asked):
        assert not urlsplit(asked).fragment
        assert urlsplit(asked).query[:2] in ("", "v=")


def test_without_script_the_code_is_pasted(phone: Phones) -> None:
    visitor = phone(script=False)
    visitor.begin("catering", "8")
    visitor.press("result")
    code = visitor.page.input_value("#kept")
    steps = visitor.page.locator("ol.cards h3").all_inner_texts()
    visitor.page.goto(visitor.address)
    visitor.page.click(".resume summary")
    visitor.page.fill("#code", code)
    visitor.page.click("#resume button")
    assert visitor.page.locator("ol.cards h3").all_inner_texts() == steps
    visitor.press("back")
    assert visitor.page.input_value("#sector") == "catering"


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_pdf_and_word_are_taken_along(phone: Phones, script: bool) -> None:
    visitor = phone(script=script)
    visitor.begin("catering", "8")
    visitor.press("result")
    visitor.page.fill("#name", "老张面馆")
    made = {}
    for ending in ("pdf", "docx"):
        with visitor.page.expect_download() as found:
            visitor.page.click(f"button[formaction={ending}]")
        made[ending] = found.value.path().read_bytes()
        assert found.value.suggested_filename == f"数字化建议.{ending}"
    assert "老张面馆" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages)
    assert "老张面馆" in zipfile.ZipFile(io.BytesIO(made["docx"])).read("word/document.xml").decode()
    assert visitor.heading == "给您的建议"


def test_the_keyboard_is_enough(phone: Phones) -> None:
    visitor = phone(is_mobile=False, has_touch=False)
    page = visitor.page
    page.goto(visitor.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "sector"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    visitor._turned(lambda: page.keyboard.press("Enter"))  # Enter goes on, it does not switch the language
    assert visitor.fact is not None
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#turn .choices input").first.is_checked()
    outline = page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2
    visitor._turned(lambda: page.keyboard.press("Enter"))
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_missing_answer_is_told_where_it_is_missing(phone: Phones) -> None:
    visitor = phone()
    visitor.page.goto(visitor.address)
    visitor.page.fill("#staff", "一大堆")
    visitor.press("begin")
    assert visitor.page.evaluate("document.activeElement.id") == "errors"
    assert visitor.page.title().startswith("还差一点")
    assert visitor.page.input_value("#staff") == "一大堆"
    visitor.page.click("#errors a[href='#sector']")
    assert visitor.page.evaluate("document.activeElement.id") == "sector"


def test_the_tools_that_matter_stand_first_and_the_rest_is_folded_by_area(phone: Phones) -> None:
    visitor = phone()
    visitor.begin()
    while visitor.fact != "in_use":
        visitor.press("unknown")
    page = visitor.page
    top = page.locator("fieldset > .choices input")
    folded = page.locator("fieldset details input")
    assert 3 <= top.count() <= 24
    assert folded.count() > 60
    assert not folded.first.is_visible()
    page.locator("fieldset details summary").first.click()
    folded.first.check()
    chosen = folded.first.get_attribute("value")
    visitor.press("next")
    visitor.press("back")
    assert page.locator(f"input[value='{chosen}']").is_visible()
    assert page.locator(f"input[value='{chosen}']").is_checked()


def test_the_scoring_questions_are_offered_and_narrow_the_radar(phone: Phones) -> None:
    visitor = phone()
    visitor.begin()
    visitor.press("result")
    visitor.press("full")
    for _ in range(4):
        visitor.answer()
    visitor.press("result")
    assert not visitor.page.locator("button[value=full]").count()
    assert visitor.page.locator("input[name=full]").first.get_attribute("value") == "yes"
