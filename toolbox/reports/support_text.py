"""Who helps to pay, who can help, and how ready a firm is for finance, for people at a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from toolbox.eligibility import STATES, Asked, Policies, Programme
from toolbox.knowledge.model import Knowledge
from toolbox.partners import Partners, Referral
from toolbox.readiness import PaperStanding, Readiness, Way
from toolbox.reports.console import MARK_STYLES, MARKS, line, table
from toolbox.reports.page import Page
from toolbox.vocabulary import Text

CERTAINTIES: Mapping[str, Text] = {
    "high": Text("把握大", "certainty high"),
    "medium": Text("把握中等", "certainty medium"),
    "low": Text("把握小", "certainty low"),
}
HEADS = (
    ("yes", Text("符合条件的", "Eligible, as far as the rules know")),
    ("ask", Text("还要先问清的", "To be asked first")),
    ("no", Text("不符合的", "Not eligible")),
    (None, Text("没有规则可判的", "Judged by no rule")),
)
STATUS = {
    "there": ("✓", "green", Text("已有", "there")),
    "missing": ("✗", "red", Text("还缺", "missing")),
    "unknown": ("?", "yellow", Text("不清楚有没有", "not known")),
}
MOST_FEW = 5


# --- programmes --------------------------------------------------------------------------------------------------


def print_policies(found: Policies, language: str) -> None:
    """Print the programmes for a firm, by verdict."""
    page = Page(language)
    named = found.firm
    page.line(
        f"谁能帮着出钱：{f'“{named}”' if named else '您企业'}，按 {found.today} 算",
        f"Who helps to pay: {named or 'your firm'}, as of {found.today}",
        "bold",
    )
    names = {programme.id: page.of(programme.name) for programme in found.programmes}
    for mark, head in HEADS:
        part = [programme for programme in found.programmes if programme.verdict == mark]
        if part:
            page.heading(*head)
        for programme in part:
            if mark in ("yes", "ask"):
                _programme(page, programme, names)
            else:
                _refused(page, programme)
    counts = page.listed(f"{page.of(STATES[state])} {count}" for state, count in found.counts.items())  # type: ignore[index]
    line()
    page.line(
        f"共收录 {sum(found.counts.values())} 项：{counts}。以主管部门的原文为准。",
        f"{sum(found.counts.values())} programmes known: {counts}. The authority's own text decides.",
        "dim",
    )


def _programme(page: Page, programme: Programme, names: Mapping[str, str]) -> None:
    kind, place = page.of(programme.kind.name), page.of(programme.jurisdiction.name)
    state = "" if programme.state == "current" else f"  [{page.of(programme.state_name)}]"
    line()
    line(
        f"{MARKS[programme.verdict or 'ask']} {page.of(programme.name)}{state}", MARK_STYLES[programme.verdict or "ask"]
    )
    page.line(f"{kind} · {place} · {programme.whom.zh}", f"{kind} · {place} · {programme.whom.en}", indent=3)
    if programme.pays is not None:
        page.line(f"出什么：{programme.pays.what.zh}", f"Pays: {programme.pays.what.en}", indent=3)
    for because in programme.because:
        page.line(f"为什么：{because.zh}", f"Why: {because.en}", indent=3)
    _asked(page, programme.questions)
    if programme.first is not None:
        page.line(f"先做：{programme.first.zh}", f"First: {programme.first.en}", indent=3)
    _term(page, programme)
    if programme.excludes:
        others = page.listed(names.get(other, other) for other in programme.excludes)
        page.line(f"不能同时享受：{others}", f"Not together with: {others}", indent=3)
    for note in programme.notes:
        page.line(f"注意：{note.zh}", f"Note: {note.en}", "dim", 3)
    _origin(page, programme)


def _term(page: Page, programme: Programme) -> None:
    ends = {None: Text("截止日不明", "end unknown"), "open": Text("没有截止日", "no end set")}
    until = ends.get(programme.until) or Text(f"到 {programme.until}", f"until {programme.until}")
    since = Text(f"从 {programme.since} 起，", f"from {programme.since}, ") if programme.since else Text("", "")
    page.line(f"期限：{since.zh}{until.zh}", f"Term: {since.en}{until.en}", indent=3)
    if programme.deadline:
        page.line(f"最晚办理：{programme.deadline}", f"Deadline: {programme.deadline}", indent=3)


def _origin(page: Page, programme: Programme) -> None:
    sources = page.listed(programme.sources)
    document = f"{programme.document} · " if programme.document else ""
    certainty = CERTAINTIES[programme.certainty]
    page.line(
        f"{document}核对日 {programme.checked} · {certainty.zh} · 出处 {sources}",
        f"{document}checked {programme.checked} · {certainty.en} · source: {sources}",
        "dim",
        3,
    )


def _refused(page: Page, programme: Programme) -> None:
    state = "" if programme.state == "current" else f"  [{page.of(programme.state_name)}]"
    line(f"{MARKS['no'] if programme.verdict else '·'} {page.of(programme.name)}{state}", indent=2)
    if programme.failed:
        failed = page.say("；", "; ").join(dict.fromkeys(page.of(test.test) for test in programme.failed))
        page.line(f"差在：{failed}", f"Not met: {failed}", "dim", 4)
    if programme.closed is not None:
        after = page.names(programme.replaced_by) or page.say("没有查到接续的", "nothing known replaces it")
        page.line(f"{programme.closed.zh}接续：{after}", f"{programme.closed.en} Replaced by: {after}", "dim", 4)
    elif programme.no_rule is not None:
        line(page.of(programme.no_rule), "dim", 4)
    if not programme.verdict:
        _origin_short(page, programme)


def _origin_short(page: Page, programme: Programme) -> None:
    sources = page.listed(programme.sources)
    page.line(
        f"核对日 {programme.checked} · 出处 {sources}", f"checked {programme.checked} · source: {sources}", "dim", 4
    )


def _asked(page: Page, questions: tuple[Asked, ...], indent: int = 3) -> None:
    for question in questions[:MOST_FEW]:
        line(f"? {page.of(question.question)}  ({question.fact})", "yellow", indent)


def print_policy_table(states: Mapping[str, str], knowledge: Knowledge, language: str) -> None:
    """A table of all programmes. states: of each programme on the day asked for, by id."""
    page = Page(language)
    heads = (
        Text("编号", "programme"),
        Text("名称", "name"),
        Text("种类", "kind"),
        Text("期限", "until"),
        Text("状态", "state"),
    )
    rows = []
    for id_, state in states.items():
        policy = knowledge.policies[id_]
        kind = page.of(knowledge.policy_kinds[policy.kind].name)
        until = {None: "?", "open": "–"}.get(policy.until, policy.until or "")
        rows.append((id_, page.of(policy.name), kind, until, page.of(STATES[state])))  # type: ignore[index]
    table([page.of(head) for head in heads], rows)


# --- partners ----------------------------------------------------------------------------------------------------


def print_partners(found: Partners, language: str, *, everything: bool = False) -> None:
    """Print whom a firm can turn to. everything: those that do not fit too."""
    page = Page(language)
    page.line(
        f"可以找谁帮忙：{f'“{found.firm}”' if found.firm else '您企业'}",
        f"Who can help: {found.firm or 'your firm'}",
        "bold",
    )
    fitting = [partner for partner in found.partners if partner.verdict == "yes"]
    for partner in fitting:
        _partner(page, partner)
    if not fitting:
        page.line(
            "按已知情况还说不准该找谁；答了下面的问题就能说。",
            "What is known names nobody yet; the questions below would.",
        )
    waiting = [partner for partner in found.partners if partner.verdict == "ask"]
    if waiting:
        page.heading("要先问清的", "To be asked first")
    for partner in waiting:
        line(f"{MARKS['ask']} {page.of(partner.name)}", MARK_STYLES["ask"], 2)
        _asked(page, partner.questions, 4)
    others = [partner for partner in found.partners if partner.verdict == "no"]
    if everything and others:
        page.heading("眼下对不上的", "Not called for now")
        for partner in others:
            line(f"{MARKS['no']} {page.of(partner.name)}", indent=2)


def _partner(page: Page, partner: Referral) -> None:
    line()
    line(f"{MARKS['yes']} {page.of(partner.name)}", MARK_STYLES["yes"])
    line(f"{page.of(partner.kind.name)} · {page.of(partner.helps)}", indent=3)
    for because in partner.because:
        page.line(f"为什么：{because.zh}", f"Why: {because.en}", indent=3)
    page.line(f"怎么找：{partner.how.zh}", f"How: {partner.how.en}", indent=3)
    if partner.beware is not None:
        page.line(f"当心：{partner.beware.zh}", f"Beware: {partner.beware.en}", indent=3)
    sources = page.listed(partner.sources)
    page.line(f"出处 {sources}", f"source: {sources}", "dim", 3)


# --- finance -----------------------------------------------------------------------------------------------------


def print_readiness(found: Readiness, language: str) -> None:
    """Print the papers that a lender asks for, with what is there and what is missing."""
    page = Page(language)
    page.line(
        f"借钱的材料：{f'“{found.firm}”' if found.firm else '您企业'}：已有 {found.there} 样，还缺 {found.missing} 样，"
        f"不清楚 {found.unknown} 样",
        f"Papers for a loan: {found.firm or 'your firm'}: {found.there} there, {found.missing} missing, "
        f"{found.unknown} not known",
        "bold",
    )
    line(page.of(found.note))
    for paper in found.papers:
        _paper(page, paper)
    if found.programmes:
        page.heading("和借钱有关的政策（详见 menkan policies）", "Programmes for borrowers (see menkan policies)")
    for programme in found.programmes:
        line(f"{MARKS[programme.verdict or 'ask']} {page.of(programme.name)}", indent=2)
    if found.partners:
        page.heading("可以找谁", "Whom to ask")
    for partner in found.partners:
        line(f"{MARKS[partner.verdict]} {page.of(partner.name)}{page.say('：', ': ')}{page.of(partner.how)}", indent=2)


def _paper(page: Page, paper: PaperStanding) -> None:
    sign, style, status = STATUS[paper.status]
    maybe = page.say("（要不要看行业）", " (if your trade calls for it)") if paper.asked == "ask" else ""
    line()
    line(f"{sign} {page.of(paper.name)}{page.say('：', ': ')}{page.of(status)}{maybe}", style)
    page.line(f"看什么：{paper.shows.zh}", f"What it shows: {paper.shows.en}", indent=3)
    if paper.kept_by:
        names = page.names(paper.kept_by)
        page.line(f"已在用的“{names}”里就有", f"It is in what you use: {names}", indent=3)
    if paper.ways:
        names = page.listed(page.of(way.name) + _place(page, way) for way in paper.ways)
        page.line(f"用工具：{names}", f"By a tool: {names}", indent=3)
    if paper.status != "there":
        page.line(f"不用工具：{paper.by_hand.zh}", f"Without one: {paper.by_hand.en}", indent=3)
        _asked(page, paper.questions)
    sources = page.listed(paper.sources)
    page.line(f"出处 {sources}", f"source: {sources}", "dim", 3)


def _place(page: Page, way: Way) -> str:
    if way.place is None:
        return ""
    return page.say(f"（建议第 {way.place} 步）", f" (step {way.place} of the advice)")
