"""menkan about"""

from __future__ import annotations

import click

from toolbox import __version__
from toolbox.commands.common import json_option, print_json
from toolbox.commands.words import lang_option, say
from toolbox.thirds import About, Third, packages

LICENCE = "Apache-2.0"


@click.command(
    name="about",
    help=say("版本、许可证，和随带、所用的第三方及其许可证。", "Version and licence, and those of all third parties."),
)
@lang_option
@json_option
def command(as_json: bool) -> None:
    from toolbox.assets import bundled

    own = tuple(Third(asset.name, asset.version, asset.licence) for asset in bundled())
    about = About("menkan-about/1", __version__, LICENCE, own, packages())
    if as_json:
        print_json(about)
        return
    from toolbox.reports.console import line, table

    line(f"menkan {about.menkan} · {about.licence}", "bold")
    heads = (say("名称", "name"), say("版本", "version"), say("许可证", "licence"))
    for title, thirds in (
        (say("随带的文件", "Bundled files"), about.bundled),
        (say("所用的 Python 包", "Python packages"), about.packages),
    ):
        line()
        line(title, "heading")
        if thirds:
            table(heads, thirds)
        else:
            line(say("没有（运行 make assets 生成）", "none (make assets brings them)"))
