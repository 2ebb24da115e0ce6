"""What every door offers: command line, MCP and HTTP get the same answers to the same input from here.

Documents in, frozen values out; nothing is kept between two calls but what only depends on the knowledge.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from toolbox.documents import Document, read_json
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge, Product, RuleKind, Text, Tool
from toolbox.text import did_you_mean, one_of, shown

if TYPE_CHECKING:  # each is loaded by the operation that needs it: start-up is a feature
    from toolbox.advice import Advice, Reasoned
    from toolbox.explain import ToolExplained
    from toolbox.inference import Inference
    from toolbox.interview.answer import Answer
    from toolbox.interview.rulebook import Rulebook
    from toolbox.profile import Profile
    from toolbox.roadmap import Roadmap
    from toolbox.scorecard import Scorecard
    from toolbox.search import Hit
    from toolbox.understand import Answer as Understood
    from toolbox.understand import Reader

STATE, FIRM = "state", "firm"  # how messages call what a caller sends
LONGEST_QUERY = 200  # characters
LONGEST_TEXT = 10_000  # characters; takes a second at most
ALL = "all"  # scoring models


class NotFoundError(DataError):
    """There is no tool, rule or scoring model of that name."""


class ToolShown(NamedTuple):
    """A tool of the catalogue, the products under it, and the rules that read it."""

    tool: Tool
    products: Mapping[str, Product]
    rules: tuple[str, ...]


class RuleShown(NamedTuple):
    """A rule, its condition as a sentence."""

    id: str
    kind: RuleKind
    title: Text
    targets: tuple[str, ...]
    strength: str | None
    because: Text
    until: Text | None
    when: Text
    paths: tuple[str, ...]
    sources: tuple[str, ...]
    origin: str


def document(data: Any, name: str) -> Document:
    """What a caller sent, where it was parsed already: held to all that a file is held to. Raises DataError."""
    try:
        return read_json(json.dumps(data).encode(), name)
    except (RecursionError, TypeError, ValueError):
        raise DataError(Fault(name, "this is no plain JSON.", "Send maps, lists, texts and numbers.")) from None


def find_tool(knowledge: Knowledge, word: str) -> str:
    """The id of the tool that a word means. Raises NotFoundError with the nearest one."""
    from toolbox.vocabulary import find_member, words

    in_use = knowledge.vocabulary["in_use"]
    found = find_member(in_use, word)
    if found is None or found not in knowledge.tools:  # a tool that is switched off is a word still
        near = did_you_mean(word, [w for id_, m in in_use.members.items() for w in (id_, *words(m.label, m.also))])
        remedy = near or "Look for it with `menkan catalog search`."
        raise NotFoundError(Fault(shown(word), "there is no such tool.", remedy))
    return found


def models(knowledge: Knowledge) -> tuple[str, ...]:
    """All scoring models, that of the stages first; an overlay may bring its own."""
    from toolbox.assessment import MODEL

    return tuple(sorted(knowledge.assessments, key=lambda id_: (id_ != MODEL, id_)))


class Operations:
    """The operations over one knowledge, prepared once. Safe for threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._books: dict[bool, Rulebook] = {}

    # --- about a firm

    def next_question(self, state: Document, day: dt.date, *, full: bool = False) -> Answer:
        """One turn of an interview. full: ask the indicators too. Raises DataError."""
        from toolbox.interview.answer import answer
        from toolbox.interview.state import read_state

        profile = read_state(state, self.knowledge)
        return answer(
            self.knowledge, profile, day, full=full, book=self._book(full=full), inference=lambda: self._inference
        )

    def recommend(self, firm: Document, day: dt.date) -> Advice:
        """The advice for a firm, told as a profile or as the state of an interview. Raises DataError."""
        from toolbox.advice import advise

        return advise(self._reasoned(firm, day), self.knowledge, day)

    def explain(self, firm: Document, tool: str, day: dt.date) -> ToolExplained:
        """Why a tool is advised for a firm, or why not. tool: any word for it. Raises DataError."""
        from toolbox.explain import explain_tool

        id_ = find_tool(self.knowledge, tool)
        reasoned = self._reasoned(firm, day)
        return explain_tool(self.knowledge, reasoned.inferred, reasoned.recommendations, id_)

    def roadmap(self, firm: Document, day: dt.date) -> Roadmap:
        """The roadmap of a firm's plan. Raises DataError."""
        from toolbox.roadmap import roadmap

        return roadmap(self.knowledge, self._reasoned(firm, day).recommendations)

    def assess(self, firm: Document, day: dt.date, model: str = ALL) -> Scorecard:
        """The scores by one model, or by all. Raises DataError."""
        from toolbox.facts import gather
        from toolbox.scorecard import scorecard

        models = self._models(model)
        told = self._profile(firm)
        return scorecard(self.knowledge, told, gather(told, self.knowledge, day).values, models, day)

    # --- about the knowledge

    def search_tools(self, query: str) -> list[Hit]:
        """Tools by any word: Chinese, English, a product's name, pinyin initials; typing errors are forgiven."""
        from toolbox.search import search

        if not query.strip():
            raise DataError(Fault("query", "there is nothing to look for.", "Send a word, as inventory or jxc."))
        if len(query) > LONGEST_QUERY:
            fault = f"the query has {len(query)} characters; {LONGEST_QUERY} is the most."
            raise DataError(Fault("query", fault, "Send a word or two; `understand` reads whole texts."))
        return search(self.knowledge, query)

    def understand(self, text: str, day: dt.date) -> Understood:
        """What a free text tells of a firm, nothing guessed. Raises DataError for a text that is too long."""
        from toolbox.understand import answer

        if len(text) > LONGEST_TEXT:
            fault = f"the text has {len(text)} characters; {LONGEST_TEXT} is the most."
            raise DataError(Fault("text", fault, "Send what was said of the firm."))
        return answer(self._reader.understand(text, day))

    def tool(self, word: str) -> ToolShown:
        """Everything about a tool. Raises NotFoundError."""
        id_ = find_tool(self.knowledge, word)
        products = {name: self.knowledge.products[name] for name in self.knowledge.products_of[id_]}
        return ToolShown(self.knowledge.tools[id_], products, tuple(r.id for r in self.knowledge.rules_for(id_)))

    def rule(self, id_: str) -> RuleShown:
        """A rule with its condition as a sentence. Raises NotFoundError."""
        from toolbox.conditions.sentence import sentence

        rules = self.knowledge.rules
        if id_ not in rules:
            remedy = did_you_mean(id_, rules) or "`explain` names the rules of a tool."
            raise NotFoundError(Fault(shown(id_), "there is no such rule.", remedy))
        rule = rules[id_]
        return RuleShown(
            rule.id,
            rule.kind,
            rule.title,
            rule.targets,
            rule.strength,
            rule.because,
            rule.until,
            sentence(rule.when, self.knowledge.vocabulary),
            rule.paths,
            rule.sources,
            rule.origin,
        )

    # --- prepared once

    @cached_property
    def _inference(self) -> Inference:
        from toolbox.inference import Inference

        return Inference(self.knowledge)

    @cached_property
    def _reader(self) -> Reader:
        from toolbox.understand import Reader

        return Reader(self.knowledge)

    def _book(self, *, full: bool) -> Rulebook:
        from toolbox.interview.rulebook import Rulebook

        if full not in self._books:
            self._books[full] = Rulebook(self.knowledge, full=full)
        return self._books[full]

    def _models(self, model: str) -> tuple[str, ...]:
        known = models(self.knowledge)
        if model not in (*known, ALL):
            raise NotFoundError(Fault(shown(model), "there is no such scoring model.", one_of(model, [*known, ALL])))
        return known if model == ALL else (model,)

    def _reasoned(self, firm: Document, day: dt.date) -> Reasoned:
        from toolbox.advice import reason

        return reason(self._profile(firm), self._inference, self.knowledge, day)

    def _profile(self, firm: Document) -> Profile:
        from toolbox import profile
        from toolbox.interview.state import read_state

        is_state = isinstance(firm.data, Mapping) and ("facts" in firm.data or "format" in firm.data)
        return (read_state if is_state else profile.read)(firm, self.knowledge)
