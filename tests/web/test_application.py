"""Whatever is sent, a page comes back that says what to do: never a traceback, never what somebody put in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.web.visitors import Phone, Program, framing, serving
from toolbox.operations import Operations
from toolbox.vocabulary import Text
from toolbox.web.application import Limits, Setting
from toolbox.web.brand import Brand
from toolbox.web.forms import packed
from toolbox.web.tokens import Tokens

SCRIPT = "<script>window.caught = 1</script><img src=x onerror='window.caught = 1'>\"'>"
FIELDS = (
    "token",
    "lang",
    "view",
    "state",
    "trail",
    "full",
    "fact",
    "answer",
    "do",
    "to",
    "code",
    "sector",
    "staff",
    "name",
)
WIDE = Limits(burst=100_000, rate=100_000)


@pytest.fixture(scope="module")
def wide(operations: Operations) -> Iterator[str]:
    """A server that does not mind being asked often."""
    with serving(operations, Setting(limits=WIDE)) as found:
        yield found


@pytest.fixture
def program(wide: str) -> Program:
    return Program(wide)


@pytest.fixture(autouse=True)
def _leave() -> Iterator[None]:
    yield
    Program.leave()


def asked(program: Program) -> Program:
    """Before the first question."""
    program.turn(sector="catering", staff="8", do="begin")
    assert program.fields()["view"] == "question"
    return program


def fine(response: Any) -> bool:
    """Whether an answer is a page of ours with all its headers."""
    text = response.text
    return (
        "Traceback" not in text
        and "default-src 'none'" in response.headers["content-security-policy"]
        and response.headers["x-content-type-options"] == "nosniff"
        and response.headers["cache-control"] == "no-store"
        and (response.status_code == 303 or "<main" in text)
    )


def test_every_answer_has_safe_headers_and_is_kept_by_nobody(program: Program) -> None:
    for response in (program.last, program.turn(sector="catering", staff="8"), program.client.get("/nowhere")):
        assert fine(response)
    policy = program.last.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    cookie = Program(str(program.client.base_url)).last.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_files_of_the_page_are_kept_for_long_and_only_they_are_given(program: Program) -> None:
    for part in program.last.text.split('"'):
        if part.startswith("assets/"):
            response = program.client.get(f"/{part}")
            assert response.status_code == 200
            assert "immutable" in response.headers["cache-control"]
    for name in ("../page.js", "..%2f..%2fapplication.py", "page.css/", "x", "%00", "words.py"):
        assert program.client.get(f"/assets/{name}").status_code in (404, 405)
    assert "immutable" not in program.client.get("/assets/page.css?v=other").headers["cache-control"]


@pytest.mark.parametrize("path", ["/step", "/new", "/pdf", "/docx"])
def test_a_form_without_a_token_or_with_another_visitors_is_refused_with_a_remedy(program: Program, path: str) -> None:
    other = Program(str(program.client.base_url)).fields()["token"]
    asked(program)
    for token in (None, "", "x", "1.2.3", other, program.fields()["token"][:-1] + "g", Tokens().give("somebody")):
        response = program.post(path, {"token": token})
        assert response.status_code == 403, token
        assert fine(response)
        assert "重新开始" in response.text


def test_a_form_of_a_page_that_outlived_the_server_carries_its_answers_on(program: Program) -> None:
    asked(program)
    visitor = program.client.cookies["menkan"]
    program.last = program.post(change={"token": Tokens().give(visitor)})
    assert program.last.status_code == 403
    assert "带着答案继续" in program.last.text
    assert "catering" in program.last.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_a_form_of_another_site_is_refused_whatever_token_it_has(program: Program, headers: dict[str, str]) -> None:
    response = asked(program).post(headers=headers)
    assert response.status_code == 403
    assert "catering" not in response.text


def test_another_name_for_this_machine_is_refused(program: Program) -> None:
    response = program.client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 421
    assert fine(response)


def test_too_much_is_refused(program: Program) -> None:
    asked(program)
    assert program.post(change={"answer": "x" * 70_000}).status_code == 413
    assert program.post(change={"answer": "x" * 7_000}).status_code == 422
    fields = {**program.fields(), "answer": ["x"] * 500}
    response = program.client.post("/step", data=fields)
    assert response.status_code == 422
    assert fine(response)


def test_only_forms_are_taken(program: Program) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", ""):
        response = program.client.post("/step", content=b"{}", headers={"content-type": kind})
        assert response.status_code == 415
        assert fine(response)
    assert program.client.get("/step", follow_redirects=False).headers["location"] == "./"
    assert program.client.put("/step").status_code == 405
    assert fine(program.client.delete("/"))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("path", ["/step", "/docx"])
def test_a_script_in_any_field_comes_back_as_text_or_not_at_all(program: Program, field: str, path: str) -> None:
    asked(program)
    for value in (SCRIPT, json.dumps({"facts": {"staff": SCRIPT}}), json.dumps({SCRIPT: 1})):
        response = program.post(path, {field: value})
        if response.headers["content-type"].startswith("text/html"):
            assert fine(response)
            assert "<script>window" not in response.text
            assert "<img src=x" not in response.text


def test_a_script_in_the_firms_name_travels_along_and_never_runs(browser: Browser, wide: str) -> None:
    state = {"format": "menkan-state/1", "name": SCRIPT, "facts": {"sector": "catering", "staff": 8}}
    visitor = Phone(browser, wide)
    try:
        visitor.page.goto(f"{wide}#a={packed(json.dumps(state))}")
        visitor.page.wait_for_selector("#name")
        assert visitor.page.input_value("#name") == SCRIPT
        visitor.page.fill("#name", "")
        visitor.switch()
        visitor.press("more")
        visitor.page.goto(f"{wide}nowhere{SCRIPT}")
        assert visitor.page.evaluate("window.caught") is None
    finally:
        visitor.close()
    assert visitor.foreign == []


NASTY = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "unknown", "-1", "1e999", "NaN", "\0", "\ud7ff", "{}", "[]", "null", "in_use", "score", "size", "../x"]
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=6,
    ).map(lambda value: json.dumps({"format": "menkan-state/1", "facts": {"staff": value, "pains": value}})),
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([f for f in FIELDS if f != "token"]),
    NASTY,
    st.sampled_from(["start", "question", "result", "resume"]),
)
def test_no_value_of_any_field_breaks_the_page(program: Program, field: str, value: str, view: str) -> None:
    if "staff" not in program.fields().get("state", ""):
        asked(program)
    change = {"view": view, "fact": "activities", field: value}
    response = program.post(change=change)
    assert response.status_code in (200, 422), response.text[:2000]
    assert fine(response)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("", "里面是空的"),
        ("[", "JSON"),
        ('{"format": "menkan-state/9", "facts": {}}', "9"),
        ('{"facts": {"nonsense": 1}}', "nonsense"),
        ('{"facts": {"staff": -5}}', "staff"),
        ('{"facts": {"score": 5}}', "score"),
    ],
)
def test_answers_that_cannot_be_read_are_told_with_place_and_remedy(program: Program, state: str, says: str) -> None:
    response = asked(program).post(change={"state": state})
    assert response.status_code == 422
    assert says in response.text
    english = program.post(change={"state": state, "lang": "en"}, headers={"accept-language": "en"})
    assert "Correct them, or begin again" in english.text


def test_one_address_that_asks_too_often_waits(operations: Operations) -> None:
    with serving(operations, Setting(limits=Limits(burst=5, rate=0.5))) as address:
        program = Program(address)
        codes = [program.client.get("/").status_code for _ in range(6)]
        assert codes[:4] == [200] * 4
        assert codes[-1] == 429
        refused = program.client.get("/")
        assert int(refused.headers["retry-after"]) >= 1
        assert fine(refused)
        elsewhere = {"x-forwarded-for": "192.0.2.7"}  # as a proxy on this machine says it
        assert program.client.get("/", headers=elsewhere).status_code == 200


def test_a_crowd_is_asked_to_come_back(operations: Operations) -> None:
    with serving(operations, Setting(limits=WIDE._replace(crowd=0))) as address:
        refused = Program(address).last
        assert refused.status_code == 503
        assert fine(refused)


def test_what_takes_too_long_is_given_up(operations: Operations) -> None:
    with serving(operations, Setting(limits=WIDE._replace(seconds=0.03))) as address:
        late = Program(address)
        late.turn(sector="catering", staff="8", do="begin")
        assert late.last.status_code == 504
        assert fine(late.last)


def test_new_firm_tells_the_browser_to_forget(program: Program) -> None:
    response = asked(program).post("/new", follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert "max-age=0" in response.headers["set-cookie"].lower()
    assert "catering" not in str(response.headers)


def test_in_a_frame_of_a_listed_site_the_page_works_without_cookies(
    operations: Operations, phone: Callable[..., Phone]
) -> None:
    brand = Brand(Text("某县促进中心", "A Centre"), ":root{--brand:#0b5cad;--on-brand:#ffffff}\n")
    with serving(operations, Setting(brand, ("http://localhost:*",), limits=WIDE)) as address:
        program = Program(address)
        assert "set-cookie" not in program.last.headers
        assert "某县促进中心" in program.last.text
        assert "frame-ancestors 'self' http://localhost:*" in program.last.headers["content-security-policy"]
        assert asked(program).post(headers={"origin": "https://evil.example"}).status_code == 403
        visitor = phone(at=address)
        colour = "getComputedStyle(document.documentElement).getPropertyValue('--brand')"
        visitor.page.goto(address)
        assert visitor.page.evaluate(colour) == "#0b5cad"
        with framing(address) as centre:
            visitor.context.unroute_all()
            visitor.page.goto(centre)
            frame = visitor.page.frame_locator("iframe")
            frame.locator("#sector").select_option("catering")
            frame.locator("#staff").fill("8")
            frame.locator("main button[value=begin]").click()
            frame.locator("input[name=fact]").wait_for(state="attached")


def test_in_a_frame_of_any_other_site_it_is_not_shown(browser: Browser, wide: str) -> None:
    with framing(wide) as centre:
        visitor = Phone(browser, wide)
        visitor.context.unroute_all()
        visitor.page.goto(centre)
        visitor.page.wait_for_load_state("networkidle")
        assert "frame-ancestors" in "".join(visitor.said)
        assert not visitor.page.frames[1].locator("#sector").count()
        visitor.close()
