"""Visitors of the page: through a real browser on a phone, and through plain HTTP as a program would."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Route

from toolbox.commands.faults_zh import in_chinese
from toolbox.commands.serve import papers
from toolbox.operations import Operations
from toolbox.web.application import Setting, application

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "build" / "screenshots"
PHONE = {"width": 360, "height": 740}
SECONDS = 60


@contextmanager
def serving(operations: Operations, setting: Setting | None = None) -> Iterator[str]:
    """The page on a free port of this machine, as `menkan serve` puts it there; its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = application(operations, papers(), in_chinese, setting)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(10)


@contextmanager
def framing(address: str) -> Iterator[str]:
    """Another site, whose one page shows ours in a frame; its address."""
    page = f"<!doctype html><title>centre</title><iframe src='{address}' width='360' height='700'></iframe>".encode()

    class Centre(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Centre) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        thread.join()


class Phone:
    """A phone before the page. foreign: every request to another host, which is blocked. said: the console's errors."""

    def __init__(self, browser: Browser, address: str, *, script: bool = True, **more: Any) -> None:
        options: dict[str, Any] = {
            "viewport": PHONE,
            "device_scale_factor": 2,
            "has_touch": True,
            "is_mobile": True,
            "java_script_enabled": script,
            "locale": "zh-CN",
            "accept_downloads": True,
            **more,
        }
        self.address = address
        self.foreign: list[str] = []
        self.said: list[str] = []
        self.asked: list[str] = []
        self.context: BrowserContext = browser.new_context(**options)
        self.context.route("**/*", self._let_through)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _let_through(self, route: Route) -> None:
        url = route.request.url
        if url.startswith((self.address, "data:")):
            self.asked.append(url)
            route.continue_()
        else:
            self.foreign.append(url)
            route.abort()

    # --- what a visitor does

    def begin(self, sector: str = "catering", staff: str = "8") -> None:
        """Open the page, tell trade and size, and begin."""
        self.page.goto(self.address)
        self.page.select_option("#sector", sector)
        self.page.fill("#staff", staff)
        self.press("begin")

    def press(self, button: str) -> None:
        """Press a button of the turn and wait for the next page."""
        self._turned(lambda: self.page.click(f"main button[value={button}], #turn button[value={button}]"))

    def switch(self) -> None:
        """Press the other language."""
        self._turned(lambda: self.page.click("header button[name=to]"))

    def _turned(self, act: Any) -> None:
        old = self.page.locator("input[name=token]").first.element_handle()
        act()
        assert old is not None
        for _ in range(SECONDS * 50):
            try:
                if not old.is_visible() and not old.evaluate("e => e.isConnected"):
                    break
            except Exception:  # the document that it stood in is gone
                break
            self.page.wait_for_timeout(20)
        self.page.wait_for_load_state()

    @property
    def fact(self) -> str | None:
        """The question that is asked, if one is."""
        found = self.page.locator("input[name=fact]")
        return found.get_attribute("value") if found.count() else None

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def answer(self) -> None:
        """Answer whatever is asked, and go on."""
        page = self.page
        boxes = page.locator("#turn .choices input:visible, #turn fieldset > label input:visible")
        if boxes.count():
            boxes.first.check()
        else:
            page.fill("#answer", "2")
        self.press("next")

    def to_the_result(self, most: int = 45) -> int:
        """Answer until the advice is there; how many questions that took."""
        for number in range(most):
            if self.fact is None:
                return number
            self.answer()
        raise AssertionError("the interview does not end")

    def shot(self, name: str, *, full: bool = True) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.evaluate("() => document.fonts.ready.then(() => true)")
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=full, caret="initial")

    def close(self) -> None:
        self.context.close()


class Program:
    """A program that sends forms: what stands in a page is read with patterns, as an attacker would."""

    opened: ClassVar[list[httpx2.Client]] = []

    def __init__(self, address: str, **more: Any) -> None:
        self.client = httpx2.Client(base_url=address, timeout=SECONDS, **more)
        self.opened.append(self.client)
        self.last = self.client.get("/")

    @classmethod
    def leave(cls) -> None:
        """All programs go."""
        while cls.opened:
            cls.opened.pop().close()

    def fields(self) -> dict[str, str]:
        """The hidden fields of the form of a turn, as they stand in the last page."""
        form = self.last.text.partition('<form id="turn"')[2].partition("</form>")[0]
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
        return {name: unescape(value) for name, value in found}

    def post(self, path: str = "/step", change: Mapping[str, Any] | None = None, **more: Any) -> httpx2.Response:
        """Post the form of the last page with some fields changed; None leaves one out."""
        fields = {name: value for name, value in {**self.fields(), **(change or {})}.items() if value is not None}
        return self.client.post(path, data=fields, **more)

    def turn(self, **change: Any) -> httpx2.Response:
        """Post, and stand on the page that comes."""
        self.last = self.post(change=change)
        return self.last
