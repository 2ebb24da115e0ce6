"""Programmes, partners and papers on a terminal."""

from __future__ import annotations

import pytest

from tests.firms import TODAY, made_up, reasoned
from toolbox.eligibility import policies
from toolbox.inference import Inference
from toolbox.knowledge.model import Knowledge
from toolbox.partners import every_partner
from toolbox.readiness import readiness
from toolbox.reports.support_text import print_partners, print_policies, print_readiness


@pytest.mark.parametrize("seed", range(4))
def test_every_firm_is_told_in_full_in_both_languages(
    seed: int, knowledge: Knowledge, inference: Inference, capsys: pytest.CaptureFixture[str]
) -> None:
    case = reasoned(knowledge, inference, made_up(knowledge, seed))
    found = policies(knowledge, case.inferred, TODAY, everything=True)
    whom = every_partner(knowledge, case.inferred, TODAY)
    papers = readiness(knowledge, case.inferred, case.recommendations, TODAY)
    for language in ("zh", "en"):
        print_policies(found, language)
        text = "".join(capsys.readouterr().out.split())
        assert all("".join(p.name.of(language).split()) in text for p in found.programmes)
        assert all("".join(p.sources[0].split()) in text for p in found.programmes if p.verdict != "no")
        print_partners(whom, language, everything=True)
        text = "".join(capsys.readouterr().out.split())
        assert all("".join(p.name.of(language).split()) in text for p in whom.partners)
        print_readiness(papers, language)
        text = "".join(capsys.readouterr().out.split())
        assert all("".join(p.name.of(language).split()) in text for p in papers.papers)
        assert "".join(papers.note.of(language).split()) in text
