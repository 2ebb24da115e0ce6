"""The words a condition or a profile may use, and how they are found."""

from __future__ import annotations

import pytest

from toolbox.knowledge.model import Knowledge
from toolbox.text import folded
from toolbox.vocabulary import Fact, Member, Text, Vocabulary, find_member, member_hint, words

HOWMANY = Text("人数", "head-count")
SIGNS = {"red": Member(Text("红", "Red"), ("scarlet",)), "blue": Member(Text("蓝", "Blue"))}


def _words(fact: Fact, id_: str, member: Member) -> tuple[str, ...]:
    """Every word for a member; but two cities may be called alike in English, as are 泰州 and 台州."""
    return (id_, member.label.zh) if fact.name == "city" else (id_, *words(member.label, member.also))


def test_every_fact_and_member_is_found_by_all_of_its_words(knowledge: Knowledge) -> None:
    vocabulary = knowledge.vocabulary
    for name, fact in vocabulary.items():
        for word in (name, *words(fact.label, fact.also)):
            assert vocabulary.find(word) is fact
        for id_, member in fact.members.items():
            for word in _words(fact, id_, member):
                assert find_member(fact, word) == id_


def test_width_case_and_blanks_do_not_count() -> None:
    vocabulary = Vocabulary({"staff": Fact("staff", "whole number", HOWMANY, also=("Number of people",))})
    for word in ("STAFF", "ｓｔａｆｆ", " staff ", "numberofpeople", "人 数"):
        assert vocabulary.find(word) is vocabulary["staff"]
    assert vocabulary.find("people") is None


def test_a_name_goes_before_another_facts_word() -> None:
    facts = {"a": Fact("a", "yes/no", Text("乙", "b")), "b": Fact("b", "yes/no", Text("丙", "c"))}
    assert Vocabulary(facts).find("b") is facts["b"]


def test_no_two_facts_and_no_two_members_share_a_word(knowledge: Knowledge) -> None:
    taken: dict[str, str] = {}
    for name, fact in knowledge.vocabulary.items():
        for word in {folded(w) for w in (name, *words(fact.label, fact.also))}:
            assert taken.setdefault(word, name) == name
        members: dict[str, str] = {}
        for id_, member in fact.members.items():
            for word in set(map(folded, _words(fact, id_, member))):
                assert members.setdefault(word, id_) == id_


def test_a_hint_names_the_nearest_word_or_what_there_is() -> None:
    fact = Fact("colour", "choice", Text("颜色", "colour"), members=SIGNS)
    assert member_hint(fact, "scarlett") == "Did you mean 'scarlet'?"
    assert "red, blue" in member_hint(fact, "zzz")
    vocabulary = Vocabulary({"colour": fact})
    assert vocabulary.hint("color") == "Did you mean 'colour'?"


@pytest.mark.parametrize(
    ("decimals", "stored", "written"),
    [(0, 12, "12"), (0, -3, "-3"), (4, 123456, "12.3456"), (4, 120000, "12"), (4, -5, "-0.0005"), (2, 150, "1.5")],
)
def test_a_stored_number_is_written_as_people_write_it(decimals: int, stored: int, written: str) -> None:
    assert Fact("n", "number", HOWMANY, decimals=decimals).told_as(stored) == written


def test_a_text_speaks_both_languages_and_chinese_where_another_is_asked_for() -> None:
    assert [HOWMANY.of(language) for language in ("zh", "en", "fr")] == ["人数", "head-count", "人数"]
