"""A Gantt chart as a picture: SVG, drawn here, readable on light and dark, by eye and by screen reader."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len

from toolbox.reports.gantt import Bar, Chart
from toolbox.vocabulary import Text

ROW, HEAD, BAR, MARGIN = 28, 64, 16, 16
CELL_WIDTH = 7.5  # of a narrow character at 14 px; a wide one takes two
LEAST_UNIT, WIDTH = 14, 640
_FONTS = (
    "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Hiragino Sans GB',"
    "'WenQuanYi Micro Hei',system-ui,sans-serif"
)
_STYLE = f"""
text {{ font-family: {_FONTS}; font-size: 14px; fill: #222; }}
.tick {{ font-size: 11px; fill: #555; }}
.grid {{ stroke: #999; stroke-opacity: .35; }}
.bar {{ fill: #3b73b9; }}
.critical {{ fill: #b3541e; }}
@media (prefers-color-scheme: dark) {{
text {{ fill: #e6e6e6; }}
.tick {{ fill: #b5b5b5; }}
.bar {{ fill: #7fb0ea; }}
.critical {{ fill: #f0a06c; }}
}}
"""


def as_svg(chart: Chart, language: str) -> str:
    """The picture; the same bytes for the same chart."""
    left = MARGIN + 8 + round(CELL_WIDTH * max((cell_len(bar.name.of(language)) for bar in chart.bars), default=10))
    unit = max(LEAST_UNIT, WIDTH // len(chart.ticks)) if chart.unit.en == "month" else max(3, WIDTH // len(chart.ticks))
    width, bottom = left + unit * len(chart.ticks) + MARGIN, HEAD + ROW * len(chart.bars)
    height = bottom + 44
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="title desc" lang={quoteattr("en" if language == "en" else "zh-CN")}>',
        f'<title id="title">{escape(chart.title.of(language))}</title>',
        f'<desc id="desc">{escape(_described(chart, language))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<text x="{MARGIN}" y="26" font-weight="bold">{escape(chart.title.of(language))}</text>',
        *_grid(chart, left, unit, bottom),
        *(line for number, bar in enumerate(chart.bars) for line in _bar(bar, number, left, unit, language)),
        *_key(bottom + 26, language),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _described(chart: Chart, language: str) -> str:
    """All that the picture shows, in words."""
    if not chart.bars:
        return Text("没有要做的步骤。", "There is nothing to do.").of(language)
    said = []
    for bar in chart.bars:
        first, last = chart.ticks[bar.begin], chart.ticks[bar.end - 1]
        when = Text(f"{first} 到 {last}", f"{first} to {last}")
        if chart.unit.en != "month":
            when = Text(f"第 {first} 到 {last} 周", f"weeks {first} to {last}")
        said.append(f"{bar.name.of(language)}{Text('：', ': ').of(language)}{when.of(language)}")
    return Text("；", "; ").of(language).join(said) + Text("。", ".").of(language)


def _grid(chart: Chart, left: int, unit: int, bottom: int) -> list[str]:
    """A line and a label where there is room for one."""
    by_month = chart.unit.en == "month"
    step = max(1, -(-(52 if by_month else 24) // unit))
    lines = []
    for number, tick in enumerate(chart.ticks):
        if number % step == 0:
            x = left + unit * number
            lines.append(f'<line class="grid" x1="{x}" y1="{HEAD - 6}" x2="{x}" y2="{bottom}"/>')
            lines.append(f'<text class="tick" x="{x}" y="{HEAD - 12}">{tick}</text>')
    return lines


def _bar(bar: Bar, number: int, left: int, unit: int, language: str) -> list[str]:
    top = HEAD + ROW * number
    said = f"{bar.name.of(language)}: {bar.said.of(language)}"
    kind = "bar critical" if bar.critical else "bar"
    return [
        f'<text x="{MARGIN}" y="{top + 18}">{escape(bar.name.of(language))}</text>',
        f'<rect class="{kind}" x="{left + unit * bar.begin}" y="{top + 6}" width="{unit * (bar.end - bar.begin)}" '
        f'height="{BAR}" rx="3"><title>{escape(said)}</title></rect>',
    ]


def _key(y: int, language: str) -> list[str]:
    told = (("bar", Text("推进中", "under way")), ("bar critical", Text("在最长的链上", "on the longest chain")))
    lines, x = [], MARGIN
    for kind, text in told:
        lines.append(f'<rect class="{kind}" x="{x}" y="{y - 11}" width="22" height="12" rx="3"/>')
        lines.append(f'<text class="tick" x="{x + 28}" y="{y}">{text.of(language)}</text>')
        x += 28 + round(CELL_WIDTH * cell_len(text.of(language))) + 24
    return lines
