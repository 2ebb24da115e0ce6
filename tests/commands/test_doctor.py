"""The check of an installation."""

from __future__ import annotations

import pytest

from tests.commands.running import menkan, process
from toolbox import inference
from toolbox.conditions import durable
from toolbox.knowledge.model import Knowledge


def test_a_sound_installation_is_reported_line_by_line(knowledge: Knowledge) -> None:
    ran = process("doctor")
    assert (ran.code, ran.err) == (0, "")
    assert {line[0] for line in ran.out.splitlines()} == {"✓"}
    assert knowledge.digest[:12] in ran.out
    findings = menkan("doctor", "--json").json
    assert {finding["well"] for finding in findings} <= {"fine", "note"}
    assert {"durable_rules"} <= {finding["said"] for finding in findings}


def test_a_missing_engine_or_cache_is_worth_a_note_and_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "available", lambda: False)
    monkeypatch.setenv("MENKAN_CACHE", "")
    ran = menkan("doctor")
    assert ran.code == 0
    assert "! 规则引擎: 没有 durable_rules" in ran.out
    assert "! 缓存: 已关闭" in ran.out


def test_a_cache_that_cannot_be_written_is_noted() -> None:
    ran = process("doctor", env={"MENKAN_CACHE": "/proc/nowhere"})
    assert ran.code == 0
    assert "! 缓存: /proc/nowhere" in ran.out


def test_engines_that_disagree_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference.VerdictRules, "fired", lambda *_: frozenset())
    ran = menkan("doctor")
    assert ran.code == 1
    assert "✗ 两个判读器一致: 否" in ran.out
    assert menkan("doctor", "--json").code == 1
