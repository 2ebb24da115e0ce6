"""The statement of costs and gains, and the reasons of one of its cells, for people at a terminal."""

from __future__ import annotations

from toolbox.money.bands import Band, total, written
from toolbox.money.statement import Account, Cell, GainLine, Row, Statement, ToolLine, UncountedLine
from toolbox.money.why import ROWS, Part, Why
from toolbox.reports.console import line, table
from toolbox.reports.page import Page
from toolbox.vocabulary import Text

BASES = {
    "quote": Text("报价", "quote"),
    "list price": Text("标价", "list price"),
    "estimate": Text("估计", "estimate"),
}
HEADS: dict[Row, Text] = {"days": Text("天数", "days"), "own_time": Text("工钱", "own time")}
COSTS: tuple[Row, ...] = ("outlay", "running")
NO_GAIN = Text("说不出", "not known")


def show(found: Statement | Why, language: str) -> None:
    """Print a statement, or the reasons of a cell."""
    if isinstance(found, Why):
        _Page(language).why(found)
    else:
        _Page(language).statement(found)


class _Page(Page):
    """What is printed, in one language."""

    # --- the statement

    def statement(self, found: Statement) -> None:
        name = f"{found.firm}{self.say('：', ': ')}" if found.firm else ""
        span = self.say(
            f"{found.first_month} 起 {found.months} 个月", f"{found.months} months from {found.first_month}"
        )
        line(f"{name}{span}", "heading")
        if not found.tools:
            line(found.payback.said.of(self.language))
            self.notes(found)
            return
        self.summary(found)
        self.tools(found)
        for account in (found.total, *found.scenarios):
            self.account(account, found)
        self.gains(found)
        self.notes(found)

    def summary(self, found: Statement) -> None:
        """The sums of all months, the pay-back and the present value."""
        sums = found.total.sums
        line(self.say("全部加起来（元，估计；依据见下）", "in all (yuan, estimate; the bases are below)"), "bold")
        paid = total(sums[row].band for row in (*COSTS, "own_time"))
        self.row(
            "花费",
            "cost",
            f"{paid.said.of(self.language)}{self.say('，自己人 ', '; own people ')}{self.days(sums['days'].band)}",
        )
        gain = self.three(sums["gain"].band) if found.gains else NO_GAIN.of(self.language)
        self.row("收益（低/可能/高）", "gain (low / likely / high)", gain)
        self.row("期末累计现金", "cash at the end", self.three(found.total.rows["cash"][-1].band, least=True))
        self.row("多久回本", "paid back", found.payback.said.of(self.language))
        self.present(found)

    def present(self, found: Statement) -> None:
        """The net present value with what it rests on."""
        value = found.net_present_value
        if value is None:
            return
        rate = self.say("没有折现", "not discounted")
        if value.rate is not None:
            rate = self.say(f"年利率 {written(value.rate)}%", f"at {written(value.rate)}% a year")
        most = self.say("至多 ", "at most ") if value.open else ""
        only = (
            self.say("；没有算得出的收益，只有花费", "; costs only, no gain could be counted")
            if value.without_gains
            else ""
        )
        how = self.say(
            f"（{value.rounds} 次模拟，种子 {value.seed}，{rate}{only}）",
            f" ({value.rounds} rounds, seed {value.seed}, {rate}{only})",
        )
        ends = " / ".join(written(p) for p in (value.p10, value.p50, value.p90))
        self.row("净现值 P10/P50/P90", "net present value P10 / P50 / P90", f"{most}{ends}{how}")

    def tools(self, found: Statement) -> None:
        """What each tool costs and brings."""
        line()
        line(
            self.say(
                "各个工具（元；依据见“依据”一栏）",
                "the tools (yuan; “basis” says whether estimate, list price or quote)",
            ),
            "bold",
        )
        heads = (
            Text("工具", "tool"),
            Text("开始", "begins"),
            Text("一次性", "once"),
            Text("每月", "a month"),
            Text("天数", "days"),
            Text("依据", "basis"),
            Text("收益一年（估计）", "gain a year (estimate)"),
        )
        rows = [
            (
                tool.name.of(self.language),
                tool.begins,
                tool.once.said.of(self.language),
                tool.monthly.said.of(self.language),
                tool.days.ends,
                BASES[tool.basis].of(self.language),
                self.three(tool.gain) if tool.gain else NO_GAIN.of(self.language),
            )
            for tool in found.tools
        ]
        table([head.of(self.language) for head in heads], rows)
        line()
        line(self.say("每个工具的依据和回本", "what each tool's figures rest on, and its pay-back"), "bold")
        for tool in found.tools:
            self.tool(tool)

    def tool(self, tool: ToolLine) -> None:
        """The basis of a tool in words."""
        source = f"{tool.source}{self.say('，', ', ')}{tool.date}" if tool.date else tool.source
        line(self.say(f"· {tool.name.zh}（{tool.tool}）", f"· {tool.name.en} ({tool.tool})"), indent=2)
        line(self.say(f"{tool.how.zh}（出处 {source}）", f"{tool.how.en} (source: {source})"), "dim", 4)
        if tool.on_top:
            line(self.say(f"另有：{tool.on_top.zh}", f"besides: {tool.on_top.en}"), "dim", 4)
        line(self.say(f"回本：{tool.payback.said.zh}", f"paid back: {tool.payback.said.en}"), "dim", 4)

    def account(self, account: Account, found: Statement) -> None:
        """The quarters of a scenario, or of all."""
        line()
        line(
            self.say(
                f"{account.name.zh}（{account.id}；元，估计）", f"{account.name.en} ({account.id}; yuan, estimate)"
            ),
            "bold",
        )
        own = found.own_day is not None
        rows: tuple[Row, ...] = ("outlay", "running", "days", *(("own_time",) if own else ()), "gain", "cash")
        drawn = [
            [quarter, *(self.cell(row, account.rows[row][place]) for row in rows)]
            for place, quarter in enumerate(found.quarters)
        ]
        sums = [self.cell(row, account.sums[row]) if row in account.sums else "" for row in rows]
        drawn.append([self.say("合计", "sum"), *sums])
        table([self.say("季度", "quarter"), *(self.head(row) for row in rows)], drawn)

    def head(self, row: Row) -> str:
        """The heading of a column."""
        three = self.say(" 低/可能/高", ": low/likely/high") if row in ("gain", "cash") else ""
        return HEADS.get(row, ROWS[row]).of(self.language) + three

    def cell(self, row: Row, cell: Cell) -> str:
        if row in ("gain", "cash"):
            return self.three(cell.band, least=row == "cash", gap="")
        return cell.band.ends if row == "days" else cell.band.said.of(self.language)

    # --- gains

    def gains(self, found: Statement) -> None:
        """Each claim that counts, and each that does not with the reason."""
        if found.gains:
            line()
            line(
                self.say(
                    "算进去的收益（都是估计，来自别家的自报）",
                    "gains that are counted (estimates, from claims of others)",
                ),
                "bold",
            )
        for gain in found.gains:
            self.gain(gain)
        if found.uncounted:
            line()
            line(self.say("说到了、但没有算成钱的", "told, but not counted as money"), "bold")
        for said in found.uncounted:
            self.uncounted(said)

    def gain(self, gain: GainLine) -> None:
        line(
            self.say(
                f"· {gain.metric.zh}（自报）：{gain.claim.zh}", f"· {gain.metric.en}, as claimed: {gain.claim.en}"
            ),
            indent=2,
        )
        line(self.claimed(gain), "dim", 4)
        left = f"{written(gain.left * 100)}%"
        line(
            self.say(
                f"自报打掉 {gain.haircut}%；按企业说的{gain.base.name.zh} {gain.base_yuan.ends} 元算，"
                f"前面的收益剩下 {left}；{gain.counts_from} 起一年 {self.three(gain.yearly)} 元（估计）",
                f"{gain.haircut}% taken off the claim; on the firm's own {gain.base.name.en} of "
                f"{gain.base_yuan.ends} yuan, {left} of it left by earlier claims; "
                f"{self.three(gain.yearly)} yuan a year from {gain.counts_from} (estimate)",
            ),
            indent=4,
        )
        if gain.note:
            line(gain.note.of(self.language), "dim", 4)

    def uncounted(self, said: UncountedLine) -> None:
        line(
            self.say(
                f"· {said.metric.zh}（自报）：{said.claim.zh}", f"· {said.metric.en}, as claimed: {said.claim.en}"
            ),
            indent=2,
        )
        line(self.claimed(said), "dim", 4)
        line(said.because.of(self.language), indent=4)

    def claimed(self, said: GainLine | UncountedLine) -> str:
        """Who claims what of whom, how far it can be trusted, and where it stands."""
        return self.say(
            f"{said.who.zh}（{said.year}），说的是{said.population.zh}；等级 {said.grade.id}：{said.grade.name.zh}"
            f"（出处 {said.source}）",
            f"{said.who.en} ({said.year}), of {said.population.en}; grade {said.grade.id}: {said.grade.name.en} "
            f"(source: {said.source})",
        )

    # --- notes

    def notes(self, found: Statement) -> None:
        """How it was reckoned, and what would make it say more."""
        line()
        if found.missing:
            zh = "、".join(f"{m.name.zh}（{m.id}）" for m in found.missing)
            en = ", ".join(f"{m.name.en} ({m.id})" for m in found.missing)
            line(
                self.say(f"告诉我们这些，收益就能折成钱：{zh}", f"Tell these, and more gains become money: {en}"),
                "yellow",
            )
        if found.own_day is None:
            line(
                self.say(
                    "没有说自己人一天值多少钱（day_rate），天数没有折成钱。",
                    "No day rate was told (day_rate), so days are not money.",
                )
            )
        else:
            line(
                self.say(
                    f"自己人的天数按企业说的一天 {found.own_day.ends} 元折成钱，也算进累计现金。",
                    f"Days of own people count {found.own_day.ends} yuan each, as the firm told, in the cash too.",
                )
            )
        if found.later:
            names = self.say("、", ", ").join(tool.name.of(self.language) for tool in found.later)
            line(
                self.say(f"这段时间以后才开始、没有算：{names}", f"Begins after this time and is not counted: {names}")
            )
        cell = found.total.rows["cash"][-1].id
        line(self.say(f"每个数怎么来的：--why {cell}", f"Where a figure comes from: --why {cell}"), "dim")

    # --- one cell

    def why(self, found: Why) -> None:
        band = f"{self.say('：', ': ')}{self.three(found.band)}" if found.band else ""
        head = f"{found.name.of(self.language)}  ({found.cell}){band}"
        line(
            f"{head}{self.say('（估计，依据如下）', ' (estimate; the bases are below)')}" if found.band else head,
            "bold",
        )
        for part in found.parts:
            self.part(part)
        if found.band and not found.parts and not found.said:
            line(self.say("这里没有花费，也没有收益。", "Nothing falls due here."), indent=2)
        for text in found.said:
            line(text.of(self.language), indent=2)

    def part(self, part: Part) -> None:
        source = f"{part.source}{self.say('，', ', ')}{part.date}" if part.date else part.source
        line(f"· {part.name.of(self.language)}{self.say('：', ': ')}{self.three(part.band)}", indent=2)
        line(self.say(f"{part.how.zh}（出处 {source}）", f"{part.how.en} (source: {source})"), "dim", 4)

    # --- figures

    def row(self, zh: str, en: str, value: str) -> None:
        line(self.say(f"{zh}：{value}", f"{en}: {value}"), indent=2)

    def days(self, band: Band) -> str:
        return self.say(f"{band.ends} 天", f"{band.ends} days")

    def three(self, band: Band, *, least: bool = False, gap: str = " ") -> str:
        """Low, likely and high; of what is open, that it is at least or at most so much."""
        ends = f"{gap}/{gap}".join(written(end) for end in (band.low, band.likely, band.high))
        if band.low == band.high:
            ends = written(band.low)
        if not band.open:
            return ends
        return f"{self.say('至多 ', 'at most ') if least else self.say('至少 ', 'at least ')}{ends}"
