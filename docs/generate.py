"""Write what can be worked out: docs/commands.md, the transcripts in the tour, the READMEs and other pages, and the
example files in docs/writing-knowledge.md. `make docs` calls it.

A transcript stands between two comments and is made by running the command:

    <!-- shows 12+3: recommend examples/tea-maker-fujian.yaml --today 2026-11-21 -->
    <!-- end -->

12+3 keeps the first twelve and the last three lines; what is cut is shown as […], and so is what differs from machine
to machine. A command that reads what another prints, as `diff <(menkan …) <(menkan …)`, is run by bash.
"""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from docs import conversations

ROOT = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
TOURS = {"docs/tour.md": "en", "docs/tour.zh-CN.md": "zh"}  # every command
TRANSCRIPTS = {**READMES, **TOURS, "docs/what-if.md": "en"}
COPIES = "docs/writing-knowledge.md"
TREE = "--tree"
CUT = "[…]"
SECONDS = 120
LONGEST = 240  # characters of a line; JSON stands on one

# what the owner types into the self-check: one answer to each of its nine questions
ANSWERS = {
    "en": ("catering", "6", "5, 8, 17", "1", "1, 55", "1 3", "1, 2", "", "qr-payment"),
    "zh": ("餐饮", "6", "5、8、17", "1", "1、55", "1 3", "1、2", "", "收款码"),
}

_MARKED = re.compile(r"(<!-- shows (\d+)(?:\+(\d+))?: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
_COPIED = re.compile(r"(```yaml\n# ((?:catalog|rules)/\S+)\n).*?^```\n", re.DOTALL | re.MULTILINE)
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_DIGEST = re.compile(r"\b[0-9a-f]{12}(?:[0-9a-f]{52})?\b")
_PYTHON = re.compile(r"Python \d\S*, \w+")


class Option(NamedTuple):
    """An option or argument: how it is written, and its help."""

    written: str
    help: str


class Command(NamedTuple):
    """A command in one language."""

    usage: str
    help: str
    options: tuple[Option, ...]


def pages() -> dict[Path, str]:
    """Every file that is generated, wholly or in part, with the text that it should have."""
    with tempfile.TemporaryDirectory() as cache:
        made = {ROOT / name: _with_transcripts(ROOT / name, language, cache) for name, language in TRANSCRIPTS.items()}
        made[ROOT / "docs" / "commands.md"] = _reference(cache)
        made[ROOT / conversations.PAGE] = conversations.page(_environment("en", cache))
    made[ROOT / COPIES] = _with_files(ROOT / COPIES)
    return made


def shown_commands(page: Path) -> list[str]:
    """The commands whose transcripts a page shows."""
    return [found[4] for found in _MARKED.finditer(page.read_text(encoding="utf-8"))]


def commands(language: str, cache: str) -> dict[str, Command]:
    """Every command with its help in one language; a process of its own, since a process speaks one language."""
    said = _run(["-m", "docs.generate", TREE], language, cache)
    return {
        name: Command(usage, help_, tuple(Option(*option) for option in options))
        for name, (usage, help_, options) in json.loads(said).items()
    }


def main() -> None:
    """Write every page that is stale."""
    if sys.argv[1:] == [TREE]:
        print(json.dumps(dict(_tree()), ensure_ascii=False))
        return
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


# --- transcripts -------------------------------------------------------------------------------------------------


def _with_transcripts(page: Path, language: str, cache: str) -> str:
    text = page.read_text(encoding="utf-8")
    lines = [found[4] for found in _MARKED.finditer(text)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outputs = dict(zip(lines, pool.map(lambda line: _output(line, language, cache), lines), strict=True))

    def block(found: re.Match[str]) -> str:
        head, tail = int(found[2]), int(found[3] or 0)
        shown = "\n".join([f"$ menkan {found[4]}", *_shortened(outputs[found[4]], head, tail)])
        return f"{found[1]}```console\n{shown}\n```\n{found[5]}"

    return _MARKED.sub(block, text)


def _shortened(lines: list[str], head: int, tail: int) -> list[str]:
    lines = [line if len(line) <= LONGEST else f"{line[:LONGEST]}{CUT}" for line in lines]
    if len(lines) <= head + tail + 1:
        return lines
    return [*lines[:head], CUT, *lines[len(lines) - tail :]]


def _output(line: str, language: str, cache: str) -> list[str]:
    if "<(" in line:
        return _lines(_in_bash(line, language, cache), cache)
    arguments = ["cli.py", *line.split()]
    run = _in_terminal if line.split()[0] == "check" else _run
    return _lines(run(arguments, language, cache), cache)


def _lines(said: str, cache: str) -> list[str]:
    text = _ESCAPES.sub("", said)
    for differs in (re.compile(re.escape(cache)), _DIGEST, _PYTHON):
        text = differs.sub(CUT, text)
    return [one.rstrip() for one in text.strip().splitlines()]


def _in_bash(line: str, language: str, cache: str) -> str:
    script = f'menkan() {{ "{sys.executable}" cli.py "$@"; }}; menkan {line}'
    return _ran(["bash", "-c", script], language, cache)


def _run(arguments: list[str], language: str, cache: str) -> str:
    return _ran([sys.executable, *arguments], language, cache)


def _ran(arguments: list[str], language: str, cache: str) -> str:
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=_environment(language, cache),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def _in_terminal(arguments: list[str], language: str, cache: str) -> str:
    """Run in a terminal and type an answer whenever there is a prompt."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=_environment(language, cache),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said, answers = b"", iter(ANSWERS[language])
    try:
        while chunk := _chunk(ours):
            said += chunk
            if said.endswith(b"\n> "):
                answer = next(answers, None)
                if answer is None:
                    raise RuntimeError(f"the self-check asks more than there are answers: {said.decode()}")
                os.write(ours, f"{answer}\n".encode())
        if process.wait(SECONDS):
            raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}: {said.decode()}")
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return said.decode().replace("\r\n", "\n")


def _chunk(terminal: int) -> bytes:
    if not select.select([terminal], [], [], SECONDS)[0]:
        raise TimeoutError("the self-check waits for something")
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other end is closed
        return b""


def _environment(language: str, cache: str) -> Mapping[str, str]:
    return {
        **os.environ,
        "MENKAN_LANG": language,
        "MENKAN_CACHE": cache,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONUTF8": "1",
    }


def _with_files(page: Path) -> str:
    """The page with the files of the checkout that it shows as they are now."""

    def block(found: re.Match[str]) -> str:
        return f"{found[1]}{(ROOT / found[2]).read_text(encoding='utf-8')}```\n"

    return _COPIED.sub(block, page.read_text(encoding="utf-8"))


# --- the command reference ---------------------------------------------------------------------------------------


_INTRODUCTION = """\
# Commands · 命令

*Generated by `make docs` from the program itself. 本页由 `make docs` 从程序生成。*

In a checkout write `python cli.py` for `menkan`. Every command takes `-h` or `--help`.
在源码目录里用 `python cli.py` 代替 `menkan`。每个命令都可以加 `-h` 或 `--help`。

| exit code · 退出码 | meaning | 含义 |
|---|---|---|
| 0 | done | 完成 |
| 1 | the data is wrong: a profile, a knowledge file, the name of a tool or rule; `doctor` found a fault | 数据有误：\
企业档案、知识文件、工具或规则的名字；或 `doctor` 查出问题 |
| 2 | the usage is wrong: an unknown command or option | 用法有误：没有这个命令或选项 |
| 3 | a fault of menkan itself | 程序自身出错 |
| 130 | interrupted (Ctrl-C) | 被中断（Ctrl-C） |

| environment · 环境变量 | meaning | 含义 |
|---|---|---|
| `MENKAN_LANG` | `zh` or `en`; else the locale where it is English, else Chinese. `--lang` goes before it. | \
`zh` 或 `en`；不设时，英文环境用英文，其余用中文。`--lang` 优先。 |
| `MENKAN_CACHE` | folder of the compiled knowledge; empty switches the cache off | 编译好的知识放在哪里；空值不用缓存 |
| `MENKAN_DEBUG` | `1` shows the traceback of a fault of menkan itself | 设为 `1`，程序自身出错时显示详情 |
| `NO_COLOR` | no colours | 不用颜色 |
"""


def _reference(cache: str) -> str:
    zh, en = (commands(language, cache) for language in ("zh", "en"))
    return "\n".join([_INTRODUCTION, *(line for name in en for line in _section(en[name], zh[name]))])


def _section(en: Command, zh: Command) -> Iterator[str]:
    yield f"## `{en.usage}`\n"
    yield f"{en.help}\n"
    yield f"{zh.help}\n"
    if en.options:
        yield "| option · 选项 | meaning | 含义 |"
        yield "|---|---|---|"
        for ours, theirs in zip(en.options, zh.options, strict=True):
            written = ours.written.replace("|", "\\|")
            yield f"| `{written}` | {ours.help} | {theirs.help} |"
        yield ""


def _tree() -> Iterator[tuple[str, Any]]:
    """Every command that does something, by its words, in the language of this process."""
    import click

    from toolbox.commands import cli

    def walk(command: click.Command, context: click.Context) -> Iterator[tuple[str, Any]]:
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                assert child is not None
                yield from walk(child, click.Context(child, context, name))
            return
        usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        options = [_option(p, context) for p in command.params if isinstance(p, click.Option)]
        yield context.command_path, (usage, command.help or "", options)

    yield from walk(cli, click.Context(cli, info_name="menkan"))


def _option(option: Any, context: Any) -> Option:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return Option(", ".join(option.opts) + value, option.help or "")


if __name__ == "__main__":
    main()
