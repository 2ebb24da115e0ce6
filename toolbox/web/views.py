"""The pages as HTML: what each of them shows, in one language, from the values behind it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import resources
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolbox import assets
from toolbox.advice import Advice
from toolbox.answer import Label
from toolbox.conditions import told
from toolbox.errors import BothWays
from toolbox.interview.answer import Answer, asked
from toolbox.knowledge.model import Knowledge
from toolbox.roadmap import Roadmap
from toolbox.vocabulary import Fact, Text
from toolbox.web.answers import LISTED
from toolbox.web.brand import Brand
from toolbox.web.forms import packed
from toolbox.web.visit import FIRST, Visit
from toolbox.web.words import WRONG, spoken

LANGUAGES = {"zh": "zh-CN", "en": "en"}
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
FONT = "font.ttf"


class Papers(NamedTuple):
    """What the page needs of the documents, which are a surface of their own; the command brings them together.

    compose: advice, roadmap, knowledge, language -> the report. radar, roadmap, narrow_roadmap: report -> SVG.
    writers: by the ending of a file, report -> its bytes, for those formats that can be written here.
    """

    compose: Callable[[Advice, Roadmap, Knowledge, str], Any]
    radar: Callable[[Any], str]
    roadmap: Callable[[Any], str]
    narrow_roadmap: Callable[[Any], str]
    writers: Mapping[str, Callable[[Any], bytes]]


class Shown(NamedTuple):
    """Which page is meant, and in which language. token: for its forms."""

    language: str
    token: str


class Group(NamedTuple):
    """Choices under a heading that opens. open: whether one of them is chosen."""

    name: str
    choices: tuple[Label, ...]
    open: bool


class Views:
    """Makes pages over one knowledge."""

    def __init__(self, knowledge: Knowledge, brand: Brand) -> None:
        self.knowledge = knowledge
        self.brand = brand
        self._pages = Environment(
            loader=PackageLoader("toolbox.web", "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals.update(asset=self._address, markup=Markup)

    # --- pages

    def start(self, shown: Shown, given: Mapping[str, str], errors: Mapping[str, Text], visit: Visit) -> str:
        """The first page: the trade and the size. given: what was filled in already."""
        facts = [self.knowledge.vocabulary[name] for name in FIRST]
        said = {fact.name: given.get(fact.name, _written(visit.facts.get(fact.name))) for fact in facts}
        return self._page("start", shown, sector=facts[0], staff=facts[1], said=said, errors=errors, visit=visit)

    def question(
        self, shown: Shown, visit: Visit, fact: Fact, turn: Answer, given: Sequence[str] | None, error: Text | None
    ) -> str:
        """One question. turn: where the interview stands. given: what was filled in, if it was."""
        raw = visit.facts.get(fact.name)
        question = turn.question if turn.question and turn.question.fact == fact.name else asked(fact)
        chosen = list(given) if given is not None else _chosen(raw)
        top, groups = self._offered(fact, question.choices, chosen, turn, shown.language)
        return self._page(
            "question",
            shown,
            visit=visit,
            fact=fact,
            question=question,
            top=top,
            groups=groups,
            chosen=chosen,
            before=_before(raw) if given is None else "",
            error=error,
            turn=turn,
            place=(visit.trail.index(fact.name) if fact.name in visit.trail else len(visit.trail)) + 1,
        )

    def result(self, shown: Shown, visit: Visit, advice: Advice, report: Any, papers: Papers, answer: Answer) -> str:
        """The advice. answer: where the interview stands; its advice is there when no question is left."""
        by_tool = {step.tool: step for step in (*advice.first, *(s for wave in advice.later for s in wave))}
        return self._page(
            "result",
            shown,
            visit=visit,
            advice=advice,
            report=report,
            by_tool=by_tool,
            answer=answer,
            code=packed(visit.text),
            writers=papers.writers,
            radar=Markup(papers.radar(report)),
            roadmap=Markup(papers.roadmap(report)) if report.waves else None,
            narrow_roadmap=Markup(papers.narrow_roadmap(report)),
        )

    def wrong(self, shown: Shown, kind: str, faults: Iterable[BothWays] = (), visit: Visit | None = None) -> str:
        """What went wrong, and what to do. visit: answers to carry on with, where that is safe."""
        fault, remedy = WRONG.get(kind, WRONG["500"])
        said = [f.zh if shown.language == "zh" else f for f in faults]
        return self._page("wrong", shown, fault=fault, remedy=remedy, faults=said, visit=visit)

    def _page(self, name: str, shown: Shown, **more: Any) -> str:
        language = shown.language
        page = self._pages.get_template(f"{name}.html")
        return page.render(
            language=language,
            tag=LANGUAGES[language],
            other="en" if language == "zh" else "zh",
            w=spoken(language),
            brand=self.brand,
            token=shown.token,
            **more,
        )

    def _offered(
        self, fact: Fact, choices: Sequence[Label], chosen: Sequence[str], turn: Answer, language: str
    ) -> tuple[tuple[Label, ...], tuple[Group, ...]]:
        """The choices that stand open, and those that are folded: of the tools, all that do not matter now."""
        if fact.name != "in_use":
            named = choices if len(fact.members) <= LISTED else ()
            return tuple(named), ()
        matter = {c.id for c in (*turn.first, *turn.undecided)} if turn.question else set()
        matter.update(chosen)
        top = tuple(choice for choice in choices if choice.id in matter)[:MOST_OPEN]
        shown = {choice.id for choice in top}
        folded: dict[str, list[Label]] = {}
        for choice in choices:
            if choice.id not in shown and choice.id in self.knowledge.tools:
                folded.setdefault(self.knowledge.tools[choice.id].scenarios[0], []).append(choice)
        groups = []
        for scenario in ("all", *self.knowledge.scenarios):
            if scenario in folded:
                name = self.knowledge.scenarios[scenario].name.of(language) if scenario != "all" else ""
                groups.append(Group(name, tuple(folded[scenario]), any(c.id in chosen for c in folded[scenario])))
        return top, tuple(groups)

    # --- files of the page

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The files that pages load, by name; the fonts only where a machine has none."""
        own = resources.files("toolbox.web").joinpath("static")
        made = {name: own.joinpath(name).read_bytes() for name in ("page.css", "page.js", "icon.svg")}
        made |= {name: assets.path(f"web/{name}").read_bytes() for name in ("htmx.min.js", "pico.min.css")}
        made["brand.css"] = self.brand.css.encode()
        made[FONT] = assets.fonts()[0].read_bytes()
        if self.brand.logo is not None:
            made[self.brand.logo_name] = self.brand.logo
        return made

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """A short digest of each file: what stands in an address changes with the file."""
        return {name: _digest(content) for name, content in self.files.items()}

    def _address(self, name: str) -> str:
        return f"assets/{name}?v={self.digests[name]}"


MOST_OPEN = 24  # tools that are asked for without being looked for


def kind_of(name: str) -> str:
    """The media type of a file, by its ending."""
    ending = name[name.rindex(".") :]
    return KINDS.get(ending) or {".ttf": "font/ttf", ".png": "image/png", ".jpg": "image/jpeg"}[ending]


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()[:9]).decode()


def _chosen(raw: Any) -> list[str]:
    """What was answered, as the boxes and fields of the form hold it."""
    return [] if _before(raw) else list(_flat(raw))


def _flat(raw: Any) -> Iterator[str]:
    if isinstance(raw, dict):
        yield from raw.get("has", ())
    elif isinstance(raw, list):
        yield from map(str, raw)
    elif raw is not None:
        yield _written(raw)


def _written(raw: Any) -> str:
    """A value as it stands in a field: a range as 10-20, yes and no as words."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    text = str(raw)
    low, _, high = text.removeprefix("between ").partition(" and ")
    return f"{low}-{high}" if text.startswith("between ") else text


def _before(raw: Any) -> str:
    """Which button was the answer, if one was: unknown, na or none."""
    if raw == []:
        return "none"
    if not isinstance(raw, str):
        return ""
    return "unknown" if raw == "unknown" else "na" if told.does_not_apply(raw) else ""
