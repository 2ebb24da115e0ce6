"""Knowledge as plain JSON and back."""

from __future__ import annotations

import json

import pytest

from toolbox.knowledge import codec
from toolbox.knowledge.model import Knowledge


@pytest.fixture(scope="module")
def again(knowledge: Knowledge) -> Knowledge:
    """The built-in knowledge after a journey through JSON."""
    return codec.from_plain(json.loads(json.dumps(codec.to_plain(knowledge), ensure_ascii=False)))


def test_knowledge_comes_back_equal(knowledge: Knowledge, again: Knowledge) -> None:
    for name, before, after in zip(knowledge._fields, knowledge, again, strict=True):
        assert before == after, name
    assert list(again.tools) == list(knowledge.tools)


def test_what_comes_back_cannot_be_changed_either(again: Knowledge) -> None:
    assert isinstance(again.prerequisites["work-order-dispatch"], tuple)
    assert isinstance(again.tools["barcode"].needs, tuple)
    assert not hasattr(again.tools, "__setitem__")


def test_an_entry_is_made_once(again: Knowledge) -> None:
    assert again.tools["crm"] is again.tools["crm"]
    assert "no-such-tool" not in again.tools
    with pytest.raises(KeyError):
        again.tools["no-such-tool"]


@pytest.mark.parametrize("plain", [{}, [], None, 7, "text", [1, 2, 3]])
def test_anything_else_is_refused(plain: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        codec.from_plain(plain)


@pytest.mark.parametrize("junk", [7, "text", ["list"], None])
def test_a_section_that_is_no_map_is_refused(knowledge: Knowledge, junk: object) -> None:
    plain = codec.to_plain(knowledge)
    plain[list(knowledge._fields).index("tools")] = junk
    with pytest.raises(TypeError):
        codec.from_plain(plain)
