"""`menkan serve`: where it listens, what it says of that, how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from tests.commands.running import ROOT, SECONDS, environment, menkan
from tests.web.visitors import Program
from toolbox.serving import address, only_here, opened


@pytest.mark.parametrize("option", [("--embed", "https://centre.example"), ("--brand", "brand.yaml")])
def test_what_is_for_the_page_is_not_for_the_interface(option: tuple[str, str]) -> None:
    ran = menkan("serve", "--api", *option)
    assert (ran.code, ran.out) == (2, "")
    assert "--embed" in ran.err


@pytest.mark.parametrize(
    "origin", ["centre.example", "https://a.cn/path", "https://*", "https://a.cn; script-src *", "'self'"]
)
def test_only_an_origin_can_be_let_show_the_page(origin: str) -> None:
    ran = menkan("serve", "--embed", origin)
    assert (ran.code, ran.out) == (2, "")
    assert "https://centre.example" in ran.err


def test_a_brand_that_is_not_there_is_told() -> None:
    ran = menkan("serve", "--port", "0", "--brand", "nowhere.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("nowhere.yaml: 读不了")


def test_the_page_says_where_it_is_and_is_there() -> None:
    call = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", "0", "--lang", "en"]
    with subprocess.Popen(call, env=environment({}), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert said.startswith("The page is at http://127.0.0.1:")
        with urllib.request.urlopen(said.split()[-1], timeout=SECONDS) as answer:
            assert b"<main" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130


def test_several_processes_take_what_any_of_them_gave() -> None:
    call = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", "0", "--workers", "2", "--lang", "en"]
    with subprocess.Popen(call, env=environment({}), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = process.stderr.readline().split()[-1]
        for _ in range(8):  # each connection may come to either
            visitor = Program(address, headers={"connection": "close"})
            assert visitor.turn(sector="catering", staff="6").status_code == 200
        Program.leave()
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130
        assert "Traceback" not in process.stderr.read()


@pytest.mark.parametrize(
    "url", ["bot.example.cn", "ftp://bot.example.cn", "https://", "https://a.cn/?b", "http://[::1"]
)
def test_an_address_that_nobody_can_call_is_wrong_usage(url: str) -> None:
    ran = menkan("serve", "--api", "--url", url)
    assert (ran.code, ran.out) == (2, "")
    assert "https://bot.example.cn" in ran.err


def test_a_port_that_is_taken_is_told_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = menkan("serve", "--api", "--port", port)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"127.0.0.1:{port}: 打不开（")
    assert "--port" in ran.err


def test_an_address_that_this_machine_does_not_have_is_told() -> None:
    for host in ("192.0.2.1", "no such name"):
        assert menkan("serve", "--api", "--port", "0", "--host", host).code == 1


def test_an_address_is_written_as_it_is_called() -> None:
    with opened("127.0.0.1", 0) as here:
        assert address(here) == f"http://127.0.0.1:{here.getsockname()[1]}"
        assert only_here(here)
    with opened("0.0.0.0", 0) as everywhere:
        assert not only_here(everywhere)


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has no IPv6")
def test_an_address_of_ipv6_is_written_in_brackets() -> None:
    with opened("::1", 0) as here:
        assert address(here).startswith("http://[::1]:")
        assert only_here(here)


def test_it_says_where_it_is_and_who_can_connect_and_ends_when_interrupted() -> None:
    call = [sys.executable, str(ROOT / "cli.py"), "serve", "--api", "--port", "0", "--host", "0.0.0.0", "--lang", "en"]
    with subprocess.Popen(call, env=environment({}), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "Others can connect too; there is no password.\n"
        said = process.stderr.readline()
        assert said.startswith("The interface is at http://")
        assert said.endswith("/openapi.json\n")
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130
        assert "Traceback" not in process.stderr.read()
