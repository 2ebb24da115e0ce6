"""What a posted form leads to: the first page again, a question, or the result. Nothing here knows HTTP or HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from toolbox.errors import DataError, Fault
from toolbox.interview.answer import Answer
from toolbox.operations import Operations, document
from toolbox.vocabulary import Fact, Text
from toolbox.web.answers import NONE, NOT_APPLICABLE, UNKNOWN, UnfitError, answer, pressed
from toolbox.web.forms import Form, unpacked
from toolbox.web.visit import FIRST, STATE, Visit, askable, new_visit, read_visit


class Start(NamedTuple):
    """The first page. given: what was filled in. errors: by field, what to do about it."""

    visit: Visit
    given: Mapping[str, str]
    errors: Mapping[str, Text]


class Question(NamedTuple):
    """One question. given: what was filled in, where that is to stand there again."""

    visit: Visit
    fact: Fact
    turn: Answer
    given: tuple[str, ...] | None = None
    error: Text | None = None


class Result(NamedTuple):
    """The advice so far."""

    visit: Visit
    turn: Answer


Next = Start | Question | Result
View = Literal["start", "resume", "question", "result", "carry"]


class Turns:
    """The turns of visits over one knowledge; safe for threads."""

    def __init__(self, operations: Operations) -> None:
        self.operations = operations
        self.knowledge = operations.knowledge

    def visit(self, form: Form) -> Visit:
        """The visit that a form carries. Raises DataError."""
        return read_visit(
            form.one("state", "{}"), form.one("trail").split(), self.knowledge, full=form.one("full") == "yes"
        )

    def take(self, form: Form, day: dt.date) -> Next:
        """What the form leads to. Raises DataError where what it carries was not made here."""
        view = form.one("view")
        if view == "resume":
            return self._resumed(form, day)
        visit = self.visit(form)
        if view == "start":
            return self._begun(form, visit, day)
        if view == "question":
            return self._answered(form, visit, day)
        if view in ("result", "carry"):
            return self._chosen(form, visit, day)
        raise DataError(Fault("form", "this form cannot be read.", "Use the buttons of the page."))

    def stand(self, visit: Visit, day: dt.date) -> Answer:
        """Where the interview stands. Raises DataError."""
        return self.operations.next_question(document(visit.state, STATE), day, full=visit.full)

    # --- each page

    def _begun(self, form: Form, visit: Visit, day: dt.date) -> Next:
        given = {name: form.one(name) for name in FIRST}
        if form.one("staff_unknown") == "yes":
            given["staff"] = UNKNOWN
        if form.one("to"):
            return Start(visit, given, {})
        errors: dict[str, Text] = {}
        for name in FIRST:
            try:
                visit = visit.answered(name, self._raw(self.knowledge.vocabulary[name], given[name]))
            except UnfitError as error:
                errors[name] = error.words
        return (
            Start(visit, given, errors) if errors else self._onward(visit, visit.trail[0] if visit.trail else None, day)
        )

    def _raw(self, fact: Fact, word: str) -> Any:
        return pressed(fact, UNKNOWN) if word == UNKNOWN else answer(fact, (word,))

    def _resumed(self, form: Form, day: dt.date) -> Next:
        try:
            visit = read_visit(unpacked(form.one("code")), (), self.knowledge)
        except DataError:
            said = Text("这不是答案码，请整段复制后粘贴。", "This is no code of answers; copy and paste all of it.")
            return Start(new_visit(), {}, {"code": said})
        return Result(visit, self.stand(visit, day)) if visit.facts else Start(visit, {}, {})

    def _answered(self, form: Form, visit: Visit, day: dt.date) -> Next:
        fact = self._fact(form.one("fact"))
        given, button = form.all("answer"), form.one("do", "next")
        if form.one("to"):
            return Question(visit, fact, self.stand(visit, day), given)
        try:
            if button in (UNKNOWN, NOT_APPLICABLE, NONE):
                visit = visit.answered(fact.name, pressed(fact, button))
            elif button == "next" or any(given):  # going elsewhere does not lose what was filled in
                visit = visit.answered(fact.name, answer(fact, given))
        except UnfitError as error:
            if button not in ("back", "result"):
                return Question(visit, fact, self.stand(visit, day), given, error.words)
        if button == "back":
            return self._shown(visit, visit.before(fact.name), day)
        if button == "result":
            return Result(visit, self.stand(visit, day))
        return self._onward(visit, visit.following(fact.name), day)

    def _chosen(self, form: Form, visit: Visit, day: dt.date) -> Next:
        button = form.one("do")
        if button == "full":
            visit = visit._replace(full=True)
        if button in ("more", "full"):
            return self._onward(visit, None, day)
        if button == "back":
            return self._shown(visit, visit.before(None), day)
        if form.one("view") == "carry":
            return self._onward(visit, None, day) if visit.facts else Start(visit, {}, {})
        return Result(visit, self.stand(visit, day))

    def _shown(self, visit: Visit, name: str | None, day: dt.date) -> Next:
        if name is None:
            return Start(visit, {}, {})
        return Question(visit, self._fact(name), self.stand(visit, day))

    def _onward(self, visit: Visit, name: str | None, day: dt.date) -> Next:
        """The next question that was shown already, else the next best, else the result."""
        turn = self.stand(visit, day)
        if name is not None:
            return Question(visit, self._fact(name), turn)
        if turn.question is None:
            return Result(visit, turn)
        return Question(visit, self._fact(turn.question.fact), turn)

    def _fact(self, name: str) -> Fact:
        if not askable(self.knowledge, name):
            raise DataError(Fault("form", "this form cannot be read.", "Use the buttons of the page."))
        return self.knowledge.vocabulary[name]
