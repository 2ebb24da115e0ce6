"""A hundred visitors at once on whole journeys through the page, over loopback: requests a second, times, errors."""

from __future__ import annotations

import asyncio
import re
import statistics
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from typing import Any

import httpx2

TRADES = ("catering", "retail", "manufacturing", "wholesale", "agriculture", "accommodation", "construction")
MOST_TURNS = 60
TIMEOUT = 120  # seconds


def measure(root: Path, visitors: int = 100, journeys: int = 1) -> dict[str, Any]:
    """So many visitors at the same time, each so many journeys after one another, without a pause to think."""
    call = [sys.executable, str(root / "cli.py"), "serve", "--port", "0", "--lang", "en"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            found = re.search(r"http://\S+", server.stderr.readline())
            assert found, "the page does not say where it is"
            return asyncio.run(_measured(found[0], visitors, journeys))
        finally:
            server.terminate()


async def _measured(address: str, visitors: int, journeys: int) -> dict[str, Any]:
    times: list[float] = []
    errors: list[str] = []
    start = time.perf_counter()
    ended = await asyncio.gather(
        *(_visit(address, number, journeys, times, errors) for number in range(visitors)), return_exceptions=True
    )
    seconds = time.perf_counter() - start
    errors += [repr(each) for each in ended if isinstance(each, BaseException)]
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {
        "visitors": visitors,
        "journeys": sum(each for each in ended if isinstance(each, int)),
        "requests": len(times),
        "seconds": seconds,
        "requests a second": len(times) / seconds,
        "p50, ms": 1000 * cuts[49],
        "p95, ms": 1000 * cuts[94],
        "p99, ms": 1000 * cuts[98],
        "errors": len(errors),
        "first errors": errors[:3],
    }


async def _visit(address: str, number: int, journeys: int, times: list[float], errors: list[str]) -> int:
    """One visitor, from an address of its own as a proxy would tell it; how many journeys came to the advice."""
    own = {"x-forwarded-for": f"198.51.100.{number % 250 + 1}", "accept-language": "zh-CN"}
    done = 0
    async with httpx2.AsyncClient(base_url=address, headers=own, timeout=TIMEOUT) as client:

        async def ask(path: str, fields: dict[str, Any] | None = None) -> str:
            start = time.perf_counter()
            response = await (client.get(path) if fields is None else client.post(path, data=fields))
            times.append(time.perf_counter() - start)
            if response.status_code != 200:
                errors.append(f"{response.status_code} {path}")
            return response.text

        for journey in range(journeys):
            page = await ask("/")
            told = {"sector": TRADES[(number + journey) % len(TRADES)], "staff": str(2 + number), "do": "begin"}
            for turn in range(MOST_TURNS):
                page = await ask("/step", {**_hidden(page), **told})
                if 'name="fact"' not in page:
                    break
                told = _answer(page, number + turn)
            done += '<ol class="cards">' in page
    return done


def _hidden(page: str) -> dict[str, str]:
    form = page.partition('<form id="turn"')[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def _answer(page: str, choice: int) -> dict[str, Any]:
    """An answer to what the page asks: one of its boxes, or a number."""
    boxes = re.findall(r'type="(?:checkbox|radio)" name="answer" value="([^"]*)"', page)
    return {"answer": boxes[choice % len(boxes)] if boxes else "5", "do": "next"}


if __name__ == "__main__":
    print(measure(Path(__file__).resolve().parent.parent, int(sys.argv[1]) if len(sys.argv) > 1 else 100))
