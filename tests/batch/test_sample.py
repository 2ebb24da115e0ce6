"""Made-up firms follow the published marginals, are the same for the same seed, and say that they are made up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toolbox.batch import sample
from toolbox.batch.marginals import MARGINALS
from toolbox.batch.sample import CHUNK, Sampler, batched, write
from toolbox.documents import read_file
from toolbox.errors import DataError
from toolbox.headings import read_headings
from toolbox.knowledge.model import Knowledge

FIRMS = 40_000


@pytest.fixture(scope="module")
def firms(knowledge: Knowledge) -> pa.RecordBatch:
    (batch,) = batched(Sampler(knowledge, 1).chunks(FIRMS))
    return batch


def test_a_seed_draws_the_same_firms_and_another_seed_others(knowledge: Knowledge, firms: pa.RecordBatch) -> None:
    (again,) = Sampler(knowledge, 1).chunks(500)
    (other,) = Sampler(knowledge, 2).chunks(500)
    assert again.equals(firms.slice(0, 500))
    assert not other.equals(again)


def test_every_column_is_a_heading_that_is_read(knowledge: Knowledge, firms: pa.RecordBatch) -> None:
    headings = read_headings(firms.schema.names, knowledge, "sample")
    assert not headings.strays
    assert None not in headings.columns
    for number, row in enumerate(zip(*(c.to_pylist() for c in firms.slice(0, 200).columns), strict=True)):
        headings.read(row, str(number), knowledge)  # raises where a row contradicts itself


def test_trades_regions_and_the_survey_come_out_as_published(knowledge: Knowledge, firms: pa.RecordBatch) -> None:
    drawn = read_file(MARGINALS).data
    sectors = Counter(knowledge.divisions[code].sector for code in firms["industry"].to_pylist())
    published = drawn["sectors"]["published"]
    for one, other in (("manufacturing", "business_services"), ("manufacturing", "utilities")):
        assert sectors[one] / sectors[other] == pytest.approx(published[one] / published[other], rel=0.15)
    east = Counter(firms["province"].to_pylist())
    share = sum(east[code] for code in drawn["regions"]["provinces"]["east"]) / FIRMS
    assert share == pytest.approx(0.588, abs=0.01)
    for fact, surveyed in (("modelling_tools", 0.493), ("crm_in_use", 0.313), ("sells_online", 0.119)):
        answers = [answer for answer in firms[fact].to_pylist() if answer is not None]
        assert np.mean(answers) == pytest.approx(surveyed, abs=0.02)


def test_answers_go_together(firms: pa.RecordBatch) -> None:
    both = [
        (a, b)
        for a, b in zip(firms["crm_in_use"].to_pylist(), firms["sales_in_software"].to_pylist(), strict=True)
        if a is not None and b is not None
    ]
    assert 0.2 < np.corrcoef(np.array(both, float).T)[0, 1] < 0.6


def test_it_says_that_no_firm_is_real(tmp_path: Path, knowledge: Knowledge) -> None:
    write(knowledge, 10, 1, tmp_path / "firms.parquet")
    told = pq.read_schema(tmp_path / "firms.parquet").metadata[b"description"].decode()
    assert "no firm is real" in told
    with pytest.raises(DataError):
        write(knowledge, 10, 1, tmp_path / "firms.txt")


def test_processes_fill_a_folder_with_the_firms_that_one_file_holds(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "PART", 2 * CHUNK)  # parts are a million firms; three small ones will do
    firms, folder = 4 * CHUNK + 100, tmp_path / "firms"
    write(knowledge, firms, 3, tmp_path / "one.parquet")
    written = [write(knowledge, firms, 3, folder, (share, 2)) for share in (2, 1)]
    assert sum(written) == firms
    assert pq.read_table(folder).equals(pq.read_table(tmp_path / "one.parquet"))
    (folder / "part-00001.parquet").unlink()
    assert write(knowledge, firms, 3, folder) == 2 * CHUNK, "only what is not there is written again"
    assert pq.read_table(folder).num_rows == firms
    with pytest.raises(DataError, match="other made-up firms"):
        write(knowledge, firms, 4, folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    with pytest.raises(DataError, match="not empty"):
        write(knowledge, firms, 3, tmp_path / "full")


def test_every_published_figure_names_its_source() -> None:
    drawn = read_file(MARGINALS).data
    for part in ("sectors", "sizes", "regions"):
        assert set(drawn[part]["source"]) == {"title", "publisher", "date"}
    assert sum(drawn["sizes"]["published"][size] for size in ("micro", "small", "medium")) == pytest.approx(1807)
