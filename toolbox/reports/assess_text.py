"""A firm by its scoring models, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolbox.advice import PeerFigure
from toolbox.reports.console import line, number, span, table
from toolbox.reports.page import Page
from toolbox.scorecard import DimensionScored, LevelRuleSaid, ModelScored, QuestionScored, SceneGraded, Scorecard
from toolbox.vocabulary import Text

MOST_LISTED = 3  # reasons for one question
MOST_NAMED = 2  # stages


def print_scorecard(card: Scorecard, language: str, *, everything: bool = False) -> None:
    """Print each model, then what looks at the same thing side by side. everything: every question."""
    named = Text(f"“{card.firm}”", card.firm) if card.firm else Text("您企业", "your firm")
    line(Text(f"门槛：给{named.zh}打分", f"menkan: scores of {named.en}").of(language), "bold")
    for model in card.models:
        _Page(model, language).print(everything=everything)
    if len(card.models) > 1:
        _side_by_side(card, language)
    origin = card.origin
    line()
    made = f"menkan {origin.menkan}"
    known = origin.knowledge[:12]
    line(
        Text(f"{made} · 知识 {known} · {origin.today}", f"{made} · knowledge {known} · {origin.today}").of(language),
        "dim",
    )


class _Page(Page):
    """The part of the page about one model."""

    def __init__(self, model: ModelScored, language: str) -> None:
        super().__init__(language)
        self.model = model
        self.because: Mapping[str, Text] = {entry.id: entry.because for entry in model.crosswalk}

    def print(self, *, everything: bool) -> None:
        """The model with everything under it."""
        model = self.model
        line()
        line(f"■ {model.name.of(self.language)}", "heading")
        self._head()
        if model.level_rule is not None:
            self._level_rule(model.level_rule)
        line()
        self._dimensions()
        if everything:
            line()
            self._questions()
        if model.scenes:
            line()
            self._scenes(model.scenes)
        self._peers(model.stage_peers)
        self._notes(Text("这个模型的已知问题", "Known flaws of this model"), model.notes)

    def _head(self) -> None:
        model = self.model
        questions = [q for d in model.dimensions for q in d.questions]
        answered = sum(d.answered for d in model.dimensions)
        total = span(model.total.low, model.total.high)
        self.line(
            f"总分 {total}（满分 100；{len(questions)} 题答了 {answered} 题）",
            f"Score {total} of 100 ({answered} of {len(questions)} questions answered)",
        )
        shown = sum(bool(item.shown_by) for item in _items(model))
        if shown:
            self.line(
                f"另有 {shown} 题（场景）没有直接答全，由别的回答推出了范围。",
                f"Other answers narrow down {shown} questions and scenes.",
            )
        if answered < len(questions) or any(scene.told is None for scene in model.scenes):
            self.line(
                "没答的题按最低到最高算成范围；menkan new --full 写出全部问题。",
                "What is not answered counts from least to most; `menkan new --full` writes all questions.",
                "dim",
            )
        names = self._one_of([stage.name.of(self.language) for stage in model.stages])
        if model.level_rule is None:
            self.line(f"转型进程：{names}", f"Stage: {names}")
        else:
            self.line(f"总等级：{names}", f"Level of the firm: {names}")

    def _one_of(self, names: list[str]) -> str:
        """What is still possible; the names stand in order, and nothing between two of them is left out."""
        if len(names) > MOST_NAMED:
            return self.say(f"从{names[0]}到{names[-1]}都有可能", f"anything from {names[0]} to {names[-1]}")
        return self.say(" 或 ", " or ").join(names)

    def _level_rule(self, rule: LevelRuleSaid) -> None:
        if rule.certainty == "unverified":
            self.line(
                "怎么定总等级没有核实，上面的等级只作参考：",
                "How the level is reached is not verified; take the level above as a hint:",
                "yellow",
            )
        for level in rule.levels:
            if level.score or level.scenes:
                name = level.name.of(self.language)
                self.line(
                    f"· {name}：{level.score} 分起，且至少 {level.scenes} 个场景达到 {level.scene_level} 级，"
                    f"其中约束性场景 {level.constrained} 个",
                    f"· {name}: {level.score} points, and {level.scenes} scenes at {level.scene_level} or above, "
                    f"{level.constrained} of them constrained",
                    "dim",
                    2,
                )
        for note in rule.notes:
            line(f"· {note.of(self.language)}", "dim", 2)

    def _dimensions(self) -> None:
        heads = [self.say("环节", "dimension"), self.say("得分", "points"), self.say("满分", "of")]
        heads.append(self.say("已答", "answered"))
        peers = any(d.peers for d in self.model.dimensions)
        rows = []
        for d in self.model.dimensions:
            answered = f"{d.answered}/{len(d.questions)}"
            row = [d.name.of(self.language), span(d.points.low, d.points.high), number(d.full), answered]
            rows.append([*row, self._surveyed(d)] if peers else row)
        if peers:
            heads.append(self.say("调查里的同行", "firms surveyed"))
        table(heads, rows)
        for year, sample in sorted({(p.year, p.sample) for d in self.model.dimensions for p in d.peers}):
            self.line(
                f"同行：{year} 年调查的 {sample} 家企业里做到的比例，不代表所有小企业。",
                f"Firms surveyed: percent of {sample} firms asked in {year}; no sample of all small firms.",
                "dim",
            )

    def _surveyed(self, dimension: DimensionScored) -> str:
        return self.say("；", "; ").join(f"{number(p.percent)}% {p.label.of(self.language)}" for p in dimension.peers)

    def _questions(self) -> None:
        heads = (("题", "no."), ("问的是", "question"), ("得分", "points"), ("满分", "of"), ("依据", "known from"))
        rows = [
            (
                str(q.number),
                q.label.of(self.language),
                span(q.points.low, q.points.high),
                number(q.full),
                self._known_from(q),
            )
            for d in self.model.dimensions
            for q in d.questions
        ]
        table([self.say(*head) for head in heads], rows)

    def _scenes(self, scenes: Iterable[SceneGraded]) -> None:
        heads = (("场景", "scene"), ("等级", "level"), ("约束性", "constrained"), ("依据", "known from"))
        yes = self.say("是", "yes")
        rows = [
            (s.name.of(self.language), _level(s), yes if s.constrained else "", self._known_from(s)) for s in scenes
        ]
        table([self.say(*head) for head in heads], rows)
        self.line("等级 0 是未达一级；? 是还不知道。", "Level 0 is below level one; ? is not known yet.", "dim")

    def _known_from(self, item: QuestionScored | SceneGraded) -> str:
        if item.told is not None and not item.shown_by:
            return item.told.of(self.language)
        told = [item.told.of(self.language)] if item.told is not None else []
        reasons = [self.because[entry].of(self.language) for entry in item.shown_by[:MOST_LISTED]]
        return self.say("；", "; ").join([*told, *reasons])

    def _peers(self, peers: Iterable[PeerFigure]) -> None:
        listed = [f"{number(p.percent)}% {p.label.of(self.language)}" for p in peers]
        of = {(p.year, p.sample) for p in peers}
        if listed:
            year, sample = max(of)
            said = self.say("，", ", ").join(listed)
            line()
            self.line(f"{year} 年的 {sample} 家企业：{said}", f"Of {sample} firms in {year}: {said}", "dim")

    def _notes(self, heading: Text, notes: Iterable[Text]) -> None:
        if notes:
            line()
            self.line(f"{heading.zh}：", f"{heading.en}:", "dim")
        for note in notes:
            line(f"· {note.of(self.language)}", "dim", 2)


def _level(scene: SceneGraded, unknown: str = "?") -> str:
    return unknown if not scene.shown_by and scene.told is None else span(scene.low, scene.high)


def _side_by_side(card: Scorecard, language: str) -> None:
    """Dimensions of one model beside the questions and scenes of another that look at the same thing."""
    rows = []
    for model in card.models:
        for dimension in model.dimensions:
            others = [
                _beside(item, language)
                for other in card.models
                for item in _items(other)
                if other is not model and dimension.id in item.beside
            ]
            if others:
                name, points = dimension.name.of(language), span(dimension.points.low, dimension.points.high)
                rows.append((name, f"{points} / {dimension.full}", Text("；", "; ").of(language).join(others)))
    if rows:
        line()
        line(
            Text("■ 几个模型对着看（对照是本项目的）", "■ Side by side (the crosswalk is ours)").of(language), "heading"
        )
        heads = (
            ("环节", "dimension"),
            ("得分", "points"),
            ("别的模型里的题和场景", "questions and scenes of the other"),
        )
        table([Text(*head).of(language) for head in heads], rows)


def _items(model: ModelScored) -> Iterator[QuestionScored | SceneGraded]:
    for dimension in model.dimensions:
        yield from dimension.questions
    yield from model.scenes


def _beside(item: QuestionScored | SceneGraded, language: str) -> str:
    if isinstance(item, SceneGraded):
        level = _level(item)
        return Text(f"{item.name.zh} {level} 级", f"{item.name.en} at level {level}").of(language)
    return f"{item.label.of(language)} {span(item.points.low, item.points.high)}/{number(item.full)}"
