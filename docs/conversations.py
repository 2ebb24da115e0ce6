"""The conversation that docs/bots.md shows, held through each door as a bot holds it: a noodle shop, told in a sentence
and then asked until nothing could change its first steps.

A transcript stands between `<!-- conversation: command line -->` (or MCP, or HTTP) and `<!-- end -->`. What is cut is
shown as […]; of the state that is sent, all but the last answer.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = "docs/bots.md"
CUT = "[…]"
DAY = "2026-11-21"
SECONDS = 120

STORY = "我开面馆，就一家店，六个人，账记在本子上，订单记在脑子里，收现金和个人收款码，库存对不上，还压货"
# what the owner says when asked; "unknown" to anything else
ANSWERS: Mapping[str, Any] = {
    "activities": ["runs_store", "keeps_stock"],
    "goals": ["cut_costs", "know_numbers"],
    "customers": ["consumers"],
    "in_use": [],
    "safeguards": [],
    "connectivity": "mobile",
    "by_hand": ["stock", "buying", "customers", "approvals", "attendance", "files", "notices"],
}
# what a transcript keeps of an answer; None keeps all that stands there
UNDERSTOOD = {"format": None, "profile": None, "unread": None}
ASKING = {"format": None, "question": {"fact": None, "question": None}, "settled": None, "left": None}
TOLD = {
    **ASKING,
    "question": None,
    "message": None,
    "first": {"id": None},
    "advice": {"format": None, "first": {"place": None, "tool": None, "because": None, "why": {"because": None}}},
}
_MARKED = re.compile(r"(<!-- conversation: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Call = Callable[[str, dict[str, Any]], Any]


class Said(NamedTuple):
    """One exchange: the request and the answer as they are shown, and the answer itself."""

    request: str
    answer: Any


def page(environment: Mapping[str, str]) -> str:
    """docs/bots.md with its transcripts as they are now."""
    with ThreadPoolExecutor(len(DOORS)) as pool:
        held = dict(zip(DOORS, pool.map(lambda door: DOORS[door](environment), DOORS), strict=True))

    def block(found: re.Match[str]) -> str:
        lines = "\n".join(transcript(held[found[2]]))
        return f"{found[1]}```console\n{lines}\n```\n{found[3]}"

    return _MARKED.sub(block, (ROOT / PAGE).read_text(encoding="utf-8"))


def transcript(held: list[Said]) -> Iterator[str]:
    """The lines of a conversation."""
    for request, answer in held:
        yield request
        yield cut(answer, UNDERSTOOD if "profile" in answer else ASKING if answer["question"] else TOLD)


def cut(value: Any, kept: Any) -> str:
    """The value as JSON with only what is kept; what is left out is marked, once for each run of it."""
    if kept is None or not isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, list):
        return f"[{','.join(cut(item, kept) for item in value)}]"
    parts: list[str] = []
    for key, item in value.items():
        part = f'"{key}":{cut(item, kept[key])}' if key in kept else CUT
        if part != CUT or parts[-1:] != [CUT]:
            parts.append(part)
    return f"{{{','.join(parts)}}}"


def sent(state: dict[str, Any]) -> str:
    """A state as a request shows it: the last answer, and that there were others."""
    facts = state["facts"]
    last = list(facts)[-1]
    before = f"{CUT}," if len(facts) > 1 else ""
    answer = json.dumps(facts[last], ensure_ascii=False, separators=(",", ":"))
    return f'{{"facts":{{{before}"{last}":{answer}}}}}'


def hold(call: Call, shown: Callable[[str, str], str]) -> Iterator[Said]:
    """The conversation over one door. call: an operation with its input. shown: the request as its door writes it."""
    understood = call("understand", {"text": STORY})
    yield Said(shown("understand", STORY), understood)
    state: dict[str, Any] = {"facts": understood["profile"]}
    while True:
        turn = call("next_question", state)
        yield Said(shown("next_question", sent(state)), turn)
        if turn["question"] is None:
            return
        fact = turn["question"]["fact"]
        state = turn["state"]
        state["facts"].pop(fact, None)
        state["facts"][fact] = ANSWERS.get(fact, "unknown")


# --- the doors ---------------------------------------------------------------------------------------------------


def by_command_line(environment: Mapping[str, str]) -> list[Said]:
    """`menkan understand`, then `menkan ask`, a process each."""

    def call(operation: str, told: dict[str, Any]) -> Any:
        arguments = ["understand", told["text"], "--json"] if operation == "understand" else ["ask"]
        done = subprocess.run(
            [sys.executable, "cli.py", *arguments, "--today", DAY],
            cwd=ROOT,
            env=environment,
            input=json.dumps(told),
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=True,
        )
        return json.loads(done.stdout)

    def shown(operation: str, told: str) -> str:
        if operation == "understand":
            return f"$ menkan understand {shlex.quote(told)} --json --today {DAY}"
        return f"$ echo '{told}' | menkan ask --today {DAY}"

    return list(hold(call, shown))


def by_mcp(environment: Mapping[str, str]) -> list[Said]:
    """The SDK's client starts menkan mcp and speaks over its standard input and output."""
    import anyio
    from anyio.from_thread import run as in_loop
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters

    server = StdioServerParameters(command=sys.executable, args=[str(ROOT / "cli.py"), "mcp"], env=dict(environment))

    def shown(operation: str, told: str) -> str:
        name = "text" if operation == "understand" else "state"
        value = json.dumps(told, ensure_ascii=False) if operation == "understand" else told
        return f'tools/call {operation} {{"{name}":{value},"today":"{DAY}"}}'

    async def run() -> list[Said]:
        async with Client(server, read_timeout_seconds=SECONDS) as client:

            def call(operation: str, told: dict[str, Any]) -> Any:
                arguments = told if operation == "understand" else {"state": told}
                result = in_loop(client.call_tool, operation, {**arguments, "today": DAY})
                return result.structured_content

            return await anyio.to_thread.run_sync(lambda: list(hold(call, shown)))

    return anyio.run(run)


def by_http(environment: Mapping[str, str]) -> list[Said]:
    """`menkan serve --api`, asked as curl asks."""
    from urllib.request import ProxyHandler, Request, build_opener

    paths = {"understand": "/v1/brief/understand", "next_question": "/v1/brief/next-question"}
    direct = build_opener(ProxyHandler({}))

    def shown(operation: str, told: str) -> str:
        body = (
            json.dumps({"text": told}, ensure_ascii=False, separators=(",", ":")) if operation == "understand" else told
        )
        return f"$ curl -s 'localhost:8000{paths[operation]}?today={DAY}' -d '{body}'"

    command = [sys.executable, "cli.py", "serve", "--api", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        address = process.stderr.readline().split()[-1].removesuffix("/openapi.json")

        def call(operation: str, told: dict[str, Any]) -> Any:
            request = Request(f"{address}{paths[operation]}?today={DAY}", json.dumps(told).encode())
            with direct.open(request, timeout=SECONDS) as answer:
                return json.load(answer)

        try:
            return list(hold(call, shown))
        finally:
            process.terminate()


DOORS = {"command line": by_command_line, "MCP": by_mcp, "HTTP": by_http}
