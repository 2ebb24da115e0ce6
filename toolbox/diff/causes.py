"""What a change of one fact or rule is laid to: answers, the knowledge, the program, the day; tried where it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from toolbox.diff.roots import Roots
from toolbox.diff.runs import Runs
from toolbox.diff.values import Cause, FactChange, RuleChange
from toolbox.diff.views import Fired, View
from toolbox.explain import rule_said
from toolbox.knowledge.model import Knowledge
from toolbox.vocabulary import Text

Holds = Callable[[View], bool]  # whether an advice is, in the respect in question, as the new one


class Causes:
    """Two advices with all that is known to differ between them.

    old, new: the advices, with every rule that fires where they could be worked out again.
    """

    def __init__(self, runs: Runs, knowledge: Knowledge, old: View, new: View, answers: Sequence[FactChange]) -> None:
        self.old, self.new = runs.old or old, runs.new or new
        self.runs = runs
        self.knowledge = knowledge
        self.roots = Roots(knowledge)
        self.answers = {change.fact: change for change in answers}
        self.derived: dict[str, FactChange] = {}
        self.rules: dict[str, RuleChange] = {}

    def learn(self, derived: Iterable[FactChange], rules: Iterable[RuleChange]) -> None:
        """Remember what was found of facts and rules, for the tools that follow from them."""
        self.derived = {change.fact: change for change in derived}
        self.rules = {change.rule: change for change in rules}

    # --- what is known

    def fires(self, view: View, id_: str) -> bool | None:
        """Whether a rule fires; None where the advice does not say."""
        if id_ in view.rules or view.whole:
            return id_ in view.rules
        states = {view.standing(tool).status for tool in self.speaks_for(id_)}
        if self._fired(id_).kind == "hold":
            return False if "step" in states else None
        return False if states <= {"step", "not recommended"} else None

    def speaks_for(self, id_: str) -> tuple[str, ...]:
        """The tools that a rule recommends, or that it holds back in one of the two advices."""
        held = self._fired(id_).kind == "hold"
        tools = {**self.old.tools, **self.new.tools}
        both = [[view.standing(tool) for view in (self.old, self.new)] for tool in tools]
        said = [
            tool
            for tool, standings in zip(tools, both, strict=True)
            if any(id_ in (each.held_by if held else each.rules) for each in standings)
        ]
        rule = self.knowledge.rules.get(id_)
        return tuple(sorted(said or (rule.targets if rule and not held else ())))

    def name(self, tool: str) -> Text:
        """What a tool is called."""
        known = self.knowledge.tools.get(tool)
        named = self.new.names.get(tool) or self.old.names.get(tool)
        return named or (known.name if known else Text(tool, tool))

    def _fired(self, id_: str) -> Fired:
        return self.new.rules.get(id_) or self.old.rules[id_]

    # --- causes

    def of_rule(self, id_: str, fires: bool) -> list[Cause]:
        """Why a rule fires now and did not, or the other way round."""

        def as_new(view: View) -> bool:
            return (id_ in view.rules) is fires

        said = [view.rules[id_].facts for view in (self.old, self.new) if id_ in view.rules]
        behind = self.roots.of_rule(id_) | self.roots.of(fact for facts in said for fact in facts)
        found = self.why(behind, as_new)
        return [self._of_its_condition(id_, fires) if cause.kind == "knowledge" else cause for cause in found]

    def of_fact(self, name: str) -> list[Cause]:
        """Why a derived fact differs."""
        wanted = self.new.derived[name].value if name in self.new.derived else None

        def as_new(view: View) -> bool:
            return (view.derived[name].value if name in view.derived else None) == wanted

        return self.why(self.roots.of([name]), as_new)

    def why(self, behind: Iterable[str], as_new: Holds) -> list[Cause]:
        """What something is laid to that answers to these questions may have changed."""
        wanted = set(behind)
        facts = [name for name in self.answers if name in wanted]
        runs = self.runs
        if runs.old is None and runs.new is None:
            return [*([self.by_answers(facts)] if facts else []), *self.otherwise(unless=bool(facts))]
        if runs.old is None or runs.new is None:
            # old answers under the new knowledge, or new answers under the old: what is left is the other's doing
            between = runs.whole("old" if runs.old is None else "new")
            if between is None or as_new(between) is (runs.old is None):
                return list(self.otherwise(unless=False))
        return list(self._tried(facts, as_new)) or list(self.otherwise(unless=False))

    def by_answers(self, facts: Sequence[str], *, together: bool = False) -> Cause:
        """These answers did it."""
        zh, en = ("、".join(f"“{self.answers[f].label.zh}”" for f in facts), self._listed(facts))
        both = len(facts) > 1 and together
        several = "s" if len(facts) > 1 else ""
        text = Text(
            f"{zh}的回答{'一起' if both else ''}变了",
            f"the answer{several} to {en} changed{' together' if both else ''}",
        )
        return Cause("answers", text, tuple(facts))

    def otherwise(self, *, unless: bool) -> Iterator[Cause]:
        """What made the advices differs: their knowledge, else the program, else the day, else a file was changed.

        unless: something else is found already; then only what does differ is named.
        """
        old, new = self.old.origin, self.new.origin
        if old.knowledge != new.knowledge:
            before, after = old.knowledge[:12], new.knowledge[:12]
            text = Text(f"知识不同（{before} → {after}）", f"the knowledge is another ({before} → {after})")
            yield Cause("knowledge", text)
        elif old.menkan != new.menkan:
            text = Text(
                f"程序版本不同（{old.menkan} → {new.menkan}）", f"the program is another ({old.menkan} → {new.menkan})"
            )
            yield Cause("program", text)
        elif old.today != new.today:
            yield self._by_day()
        elif not unless:
            yield Cause(
                "file",
                Text(
                    "两份文件的回答、知识、程序和日期都说不出这个差别：其中一份被手工改过",
                    "answers, knowledge, program and day are the same for it in both files: one was changed by hand",
                ),
            )

    def alone(self, tool: str, status: str) -> tuple[str, ...]:
        """The changed answers each of which by itself gives a tool its new state; none where that cannot be tried."""
        if self.runs.old is None or self.runs.new is None:
            return ()
        return tuple(f for f in self.answers if self._with({f}, lambda view: view.standing(tool).status == status))

    def _tried(self, facts: list[str], as_new: Holds) -> Iterator[Cause]:
        """Try the answers one by one, then together, then the day."""
        alone = [name for name in facts if self._with({name}, as_new)]
        everything = frozenset(self.answers)
        if alone:
            yield self.by_answers(alone)
        elif facts and self._with(everything, as_new):
            needed = [name for name in facts if not self._with(everything - {name}, as_new)]
            yield self.by_answers(needed or facts, together=True)
        elif self.old.origin.today != self.new.origin.today:
            if facts and not self._with(frozenset(), as_new, day="new"):
                yield self.by_answers(facts, together=True)
            yield self._by_day()
        elif facts:
            yield self.by_answers(facts, together=True)

    def _with(self, facts: Iterable[str], as_new: Holds, day: str = "old") -> bool:
        view = self.runs.mixed(frozenset(facts), day=day)
        return view is not None and as_new(view)

    def _by_day(self) -> Cause:
        old, new = self.old.origin.today, self.new.origin.today
        return Cause("day", Text(f"日期不同（{old} → {new}）", f"the day is another ({old} → {new})"))

    def _of_its_condition(self, id_: str, fires: bool) -> Cause:
        """What of a rule is not the same in two knowledges, as far as the one in use tells."""
        side = ("old", "new") if self.runs.old else ("new", "old") if self.runs.new else None
        rule = self.knowledge.rules.get(id_)
        theirs = (self.new if self.runs.old else self.old).rules.get(id_)
        if side and rule is None:
            only = Text("旧", "old") if side[0] == "new" else Text("新", "new")
            text = Text(f"这条规则只在{only.zh}的知识里有", f"the rule stands in the {only.en} knowledge only")
        elif side and rule and theirs and theirs.condition and theirs.condition != self._condition(id_):
            text = Text("这条规则的条件改了", "the rule's condition was changed")
        else:
            read = sorted({*(self.derived), *self.old.derived} & self.roots.of_rule(id_))
            moved = [n for n in read if _value(self.old, n) != _value(self.new, n)]
            if moved:
                labels = [(self.new.derived.get(n) or self.old.derived[n]).label for n in moved]
                zh, en = "、".join(f"“{each.zh}”" for each in labels), ", ".join(f"“{each.en}”" for each in labels)
                text = Text(f"知识里推出{zh}的规则改了", f"the knowledge derives {en} otherwise")
            else:
                which = Text("新", "new") if fires else Text("旧", "old")
                text = Text(
                    f"照{which.zh}的知识它才成立（知识不同）",
                    f"it holds by the {which.en} knowledge only, which is another",
                )
        return Cause("knowledge", text, rules=(id_,))

    def _condition(self, id_: str) -> tuple[Text, ...]:
        return tuple(test.test for test in rule_said(self.knowledge, self.knowledge.rules[id_], {}).tests)

    def _listed(self, facts: Sequence[str]) -> str:
        return ", ".join(f"“{self.answers[fact].label.en}”" for fact in facts)


def _value(view: View, name: str) -> object:
    return view.derived[name].value if name in view.derived else None
