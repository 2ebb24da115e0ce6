"""menkan serve"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from toolbox import knowledge
from toolbox.commands.common import needs_extra, overlay_option
from toolbox.commands.words import say

if TYPE_CHECKING:
    from toolbox.papers.report import Report
    from toolbox.web.views import Papers


def _address(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        fine = False
    if not fine:
        raise click.BadParameter(say("写成 https://bot.example.cn 这样。", "Write it as https://bot.example.cn."))
    return url


def _origins(_context: click.Context, _option: click.Parameter, origins: tuple[str, ...]) -> tuple[str, ...]:
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            said = say(
                "写成 https://centre.example 这样，不带路径。", "Write it as https://centre.example, without a path."
            )
            raise click.BadParameter(said)
    return origins


_ORIGIN = re.compile(r"https?://(?:\*\.)?[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?")


@click.command(
    name="serve",
    help=say(
        "在本机提供自测网页，手机电脑都能用；加 --api 则提供 HTTP 接口。不存任何东西，也不记谁问了什么。",
        "Serve the self-check page on this machine, for phones and computers; with --api, the HTTP interface. Nothing "
        "is kept, and who asked what is not written down.",
    ),
)
@overlay_option
@click.option("--api", is_flag=True, help=say("HTTP 接口，不是网页", "the HTTP interface instead of the page"))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help=say("在哪个地址上听；默认只有本机能连", "the address to listen on; by default only this machine can connect"),
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=say("端口；0 为任意空闲端口", "the port; 0 takes a free one"),
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help=say("用几个进程；人多时按处理器个数", "how many processes; for many visitors, as many as processors"),
)
@click.option(
    "--url",
    callback=_address,
    metavar="URL",
    help=say(
        "前面有反向代理时，别人用的地址，如 https://bot.example.cn",
        "the address that others use where a proxy stands in front, as https://bot.example.cn",
    ),
)
@click.option(
    "--embed",
    multiple=True,
    callback=_origins,
    metavar="ORIGIN",
    help=say(
        "允许这个网站把网页嵌进去（可重复），如 https://centre.example",
        "let this site show the page in a frame (repeatable), as https://centre.example",
    ),
)
@click.option(
    "--brand",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say("自己的名称、颜色和标志（YAML）", "a name, colours and a logo of your own (YAML)"),
)
def command(
    overlays: tuple[Path, ...],
    api: bool,
    host: str,
    port: int,
    workers: int,
    url: str | None,
    embed: tuple[str, ...],
    brand: Path | None,
) -> None:
    from toolbox import serving

    if api and (embed or brand):
        raise click.UsageError(say("--embed、--brand 只用于网页。", "--embed and --brand are for the page."))
    application = _api(overlays, url) if api else _page(overlays, url, embed, brand)
    listening = serving.opened(host, port)
    if not serving.only_here(listening):
        open_to = say("网络上的其他机器也能连，没有密码。", "Others can connect too; there is no password.")
        click.echo(open_to, err=True)
    address = serving.address(listening)
    what = say("接口在 ", "The interface is at ") if api else say("网页在 ", "The page is at ")
    click.echo(f"{what}{address}{'/openapi.json' if api else '/'}", err=True)
    serving.serve(application, listening, workers)


def _api(overlays: tuple[Path, ...], url: str | None) -> Any:
    from toolbox.commands.faults_zh import in_chinese
    from toolbox.operations import Operations

    with needs_extra("bots"):
        from toolbox.bots import http
        from toolbox.bots.failures import Failures

        return http.application(Operations(knowledge.load(overlays)), Failures(in_chinese), url=url)


def _page(overlays: tuple[Path, ...], url: str | None, embed: tuple[str, ...], brand: Path | None) -> Any:
    from toolbox.commands.faults_zh import in_chinese
    from toolbox.operations import Operations

    with needs_extra("web"):
        from toolbox.web.application import Setting, application
        from toolbox.web.brand import OURS, read_brand

        setting = Setting(read_brand(brand) if brand else OURS, embed, url)
        return application(Operations(knowledge.load(overlays)), papers(), in_chinese, setting)


def papers() -> Papers:
    """What the page takes from the documents: pictures always, and those formats whose packages are installed."""
    from importlib.util import find_spec

    from toolbox.papers.compose import compose
    from toolbox.papers.radar import PHONE, radar
    from toolbox.papers.roadmap_picture import NARROW, roadmap_picture
    from toolbox.papers.svg import document
    from toolbox.web.views import Papers

    def pdf(report: Report) -> bytes:
        from toolbox.papers.pdf import pdf

        return pdf(report)

    def docx(report: Report) -> bytes:
        from toolbox.papers.word import OURS, word

        return word(report, None, OURS)

    needs = {"pdf": (pdf, "typst"), "docx": (docx, "docxtpl")}
    writers = {ending: write for ending, (write, package) in needs.items() if find_spec(package)}
    return Papers(
        compose,
        lambda report: document(radar(report, PHONE)),
        lambda report: document(roadmap_picture(report)),
        lambda report: document(roadmap_picture(report, NARROW)),
        writers,
    )
