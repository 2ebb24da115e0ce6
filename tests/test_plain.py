"""Frozen values as plain JSON."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from toolbox.plain import as_json, plain
from toolbox.vocabulary import Text


class Pair(NamedTuple):
    first: object
    second: object


def test_named_tuples_become_maps_other_tuples_lists_and_maps_maps_of_text() -> None:
    value = Pair(Text("甲", "a"), (Pair(1, None), [True, 2.5]))
    assert plain(value) == {"first": {"zh": "甲", "en": "a"}, "second": [{"first": 1, "second": None}, [True, 2.5]]}
    assert plain(MappingProxyType({3: ("x",)})) == {"3": ["x"]}


scalars = st.none() | st.booleans() | st.integers() | st.text()
values = st.recursive(scalars, lambda v: st.lists(v) | st.dictionaries(st.text(), v), max_leaves=20)


@given(values)
def test_what_is_plain_already_stays_as_it_is_and_is_read_back(value: object) -> None:
    assert plain(value) == value
    assert json.loads(as_json(value)) == value


def test_json_is_one_line_in_the_order_of_the_value_with_chinese_as_it_is() -> None:
    assert as_json({"b": "甲\n", "a": Pair(1, 2)}) == '{"b":"甲\\n","a":{"first":1,"second":2}}'
