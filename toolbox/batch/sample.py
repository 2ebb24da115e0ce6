"""Draw made-up firms by published marginals, plausibly correlated, to try out and to measure with. None is real.

One hidden inclination a firm runs through all its answers, so that whoever sells online is likelier to have its books
in software too; each answer alone keeps the share that the survey found. The same count of firms, seed and version of
numpy draw the same firms; a longer sample begins with the shorter one's whole chunks, and any chunk can be drawn alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from toolbox.assessment import MODEL
from toolbox.batch import marginals
from toolbox.batch.marginals import Floats, Reals
from toolbox.errors import DataError, Fault
from toolbox.knowledge.model import Knowledge
from toolbox.sizing import CLASSES
from toolbox.vocabulary import Fact

if TYPE_CHECKING:
    import pyarrow as pa

SYNTHETIC = "Made-up firms drawn by published marginals; no firm is real. 按公开统计的分布虚构，没有一家是真实企业。"
CHUNK = 1 << 12  # firms drawn at a time
PART = 256 * CHUNK  # firms of a part; what the batch takes for one piece of work
_WRITTEN = 32  # chunks written at a time
_FACES = (1 << 16) - 1  # of the dice that most answers are drawn with
_DRAWN = "_sample.json"  # in a folder: which firms it holds
_OLDEST = 40  # years; an estimate
_LEANING = frozenset(("in_use", "safeguards", "payment_ways", "sales_channels"))  # sets that grow with the inclination

Places = npt.NDArray[np.intp]


class Sampler:
    """Draws firms for one knowledge."""

    def __init__(self, knowledge: Knowledge, seed: int) -> None:
        self._knowledge, self._seed = knowledge, seed
        self._drawn = marginals.published()
        self._sectors, self._sector_shares = marginals.sectors(self._drawn["sectors"])
        self._divisions = [
            [code for code, division in knowledge.divisions.items() if division.sector == sector]
            for sector in self._sectors
        ]
        model = knowledge.assessments[MODEL]
        facts = {i.number: i.fact for d in model.dimensions.values() for i in d.indicators}
        self._surveyed = {facts[p.indicator]: p.percent / 100 for p in model.peers if p.indicator in facts}
        # what is the same for all chunks is made ready once
        self._size_shares = marginals.shares(self._drawn["sizes"]["published"], CLASSES)
        adds = np.array([self._drawn["size_adds"][name] for name in CLASSES])
        self._size_adds = adds - adds @ self._size_shares
        together: float = self._drawn["together"]
        spread = sqrt(together**2 * (1 + self._size_adds**2 @ self._size_shares) + 1 - together**2)
        self._together, self._apart = np.float32(together / spread), np.float32(sqrt(1 - together**2) / spread)
        self._industries = [code for division in self._divisions for code in division]
        self._provinces, self._province_shares = marginals.provinces(self._drawn["regions"])
        self._bounds = marginals.limits(self._drawn, self._industries, knowledge)
        self._members = {
            name: marginals.member_shares(fact, self._sectors, knowledge) for name, fact in self._asked().items()
        }
        self._words: dict[str, pa.Array] = {}

    def chunks(self, firms: int, first: int = 0) -> Iterator[pa.RecordBatch]:
        """So many firms, at most CHUNK at a time. first: the number of the first chunk."""
        for number, start in enumerate(range(0, firms, CHUNK), first):
            yield self._chunk(number, min(CHUNK, firms - start))

    def _asked(self) -> dict[str, Fact]:
        """What firms are asked beyond place, trade and amounts."""
        elsewhere = {"province", "city", "sector", "division", "founded", "revenue_growth", *marginals.MEASURES}
        return {
            name: fact
            for name, fact in self._knowledge.vocabulary.items()
            if fact.worked_out is None and fact.only_for is None and name not in elsewhere
        }

    def _chunk(self, number: int, rows: int) -> pa.RecordBatch:
        import pyarrow as pa

        draw = np.random.default_rng((self._seed, number))
        sector = draw.choice(len(self._sectors), CHUNK, p=self._sector_shares)
        size = draw.choice(len(CLASSES), CHUNK, p=self._size_shares)
        inclined = _normals()[_dice(draw, CHUNK)] + self._size_adds.astype(np.float32)[size]
        columns: dict[str, pa.Array] = {"id": _ids(f"S{self._seed}-", number * CHUNK + 1)}
        columns["province"] = self._choice(
            "province", self._provinces, draw.choice(len(self._provinces), CHUNK, p=self._province_shares)
        )
        sizes = np.array([len(d) for d in self._divisions])
        division = (draw.random(CHUNK) * sizes[sector]).astype(np.intp)
        trade = (np.cumsum(sizes) - sizes)[sector] + division
        columns["industry"] = self._choice("industry", self._industries, trade)
        columns |= self._amounts(draw, size, trade)
        for name, fact in self._asked().items():
            columns[name] = self._answers(draw, fact, inclined, sector)
        batch = pa.record_batch(columns)
        described = {"description": SYNTHETIC, "seed": str(self._seed)}
        return batch.replace_schema_metadata(described).slice(0, rows)

    def _choice(
        self, name: str, words: Sequence[str], places: Places, told: npt.NDArray[np.bool_] | None = None
    ) -> pa.Array:
        import pyarrow as pa

        if name not in self._words:
            self._words[name] = pa.array(words)
        codes = pa.array(places.astype(np.int16), mask=None if told is None else ~told)
        return pa.DictionaryArray.from_arrays(codes, self._words[name])

    # --- where and how large

    def _amounts(self, draw: np.random.Generator, size: Places, trade: Places) -> dict[str, pa.Array]:
        """Staff, revenue and assets within the bounds of the size class; age and growth."""
        found: dict[str, pa.Array] = {}
        for measure, (low, high) in self._bounds.items():
            least, most = low[trade, size], high[trade, size]
            amount = np.exp(least + draw.random(CHUNK) * (most - least))
            told = draw.random(CHUNK, np.float32) < self._drawn["told"]["numbers"]
            found[measure] = _numbers(np.maximum(np.floor(amount), 1), told)
        age = np.floor(np.exp(draw.random(CHUNK) * np.log(_OLDEST)))
        found["founded"] = _numbers(2026 - age, draw.random(CHUNK, np.float32) < self._drawn["told"]["numbers"])
        growth = np.clip(np.round(draw.normal(8, 15, CHUNK)), -60, 200)
        found["revenue_growth"] = _numbers(growth, draw.random(CHUNK, np.float32) < self._drawn["told"]["ways"])
        return found

    # --- answers

    def _answers(self, draw: np.random.Generator, fact: Fact, inclined: Floats, sector: Places) -> pa.Array:
        shares = self._drawn["told"]
        kind = "indicators" if fact.indicator is not None else "wishes" if fact.name in ("pains", "goals") else "ways"
        told = _dice(draw, CHUNK) < np.uint16(shares[kind] * _FACES)
        # how far the firm leans to yes, as a standard normal over all firms
        leaning = self._together * inclined + self._apart * _normals()[_dice(draw, CHUNK)]
        match fact.type:
            case "yes/no":
                share = self._surveyed.get(fact.name, self._drawn["unsurveyed"])
                return _truths(leaning > NormalDist().inv_cdf(1 - share), told)
            case "choice":
                place = np.clip((_cdf(leaning) * len(fact.members)).astype(np.intp), 0, len(fact.members) - 1)
                return self._choice(fact.name, list(fact.members), place, told)
            case "set":
                return self._set(draw, fact, leaning, sector, told)
            case _:
                return _numbers(self._number(draw, fact, leaning), told)

    def _number(self, draw: np.random.Generator, fact: Fact, leaning: Floats) -> Floats:
        if fact.unit is not None and fact.unit.en == "%":
            return np.asarray(np.rint(100 * _cdf(leaning - np.float32(1.2))))
        if fact.name == "digital_budget":
            return np.asarray(np.rint(np.exp(8 + np.float32(1.5) * leaning) / 100) * 100)
        drawn = np.exp(np.float32(0.8) * leaning + np.float32(0.3) * draw.random(CHUNK, np.float32))
        return np.asarray(np.clip(np.floor(drawn), max(fact.low or 0, 0), 1000))

    def _set(
        self, draw: np.random.Generator, fact: Fact, leaning: Floats, sector: Places, told: npt.NDArray[np.bool_]
    ) -> pa.Array:
        """Each member by a share of its own; activities by trade."""
        import pyarrow as pa

        if fact.name not in self._words:
            self._words[fact.name] = pa.array(list(fact.members))
        lean = _cdf(leaning) * np.float32(2 * _FACES) if fact.name in _LEANING else np.float32(_FACES)
        shares = self._members[fact.name]
        dice = _dice(draw, len(shares) * CHUNK).reshape(len(shares), CHUNK)
        has = np.empty(dice.shape, np.bool_)
        for place, share in enumerate(shares):  # member by member, so that what is worked on stays in the cache
            same = share[0] if (share == share[0]).all() else share[sector]
            np.less(dice[place], np.minimum(same * lean, _FACES).astype(np.uint16), out=has[place])
        has &= told
        return _sets(self._words[fact.name], np.ascontiguousarray(has.T), told)


def _dice(draw: np.random.Generator, count: int) -> npt.NDArray[np.uint16]:
    return np.frombuffer(draw.bytes(2 * count), np.uint16)


@cache
def _normals() -> Floats:
    """For each face of the dice a number, so that a throw is drawn from a standard normal."""
    quantile = NormalDist().inv_cdf
    return np.array([quantile((face + 0.5) / (_FACES + 1)) for face in range(_FACES + 1)], np.float32)


def _cdf(normal: Floats) -> Floats:
    """The share of a standard normal below, by a logistic curve that is never more than 0.01 off."""
    return np.asarray(1 / (1 + np.exp(np.float32(-1.702) * normal)))


def _ids(prefix: str, first: int) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = pa.array(np.arange(first, first + CHUNK)).cast(pa.string())
    return pc.binary_join_element_wise(prefix, pc.utf8_lpad(numbers, 9, "0"), "")


def _numbers(amounts: Reals | Floats, told: npt.NDArray[np.bool_]) -> pa.Array:
    import pyarrow as pa

    return pa.array(amounts.astype(np.int64), mask=~told)


def _truths(truths: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_]) -> pa.Array:
    import pyarrow as pa

    return pa.array(truths, mask=~told)


def _sets(words: pa.Array, has: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_]) -> pa.Array:
    """Lists of members; a firm that did not tell has none at all. has: a row a firm, a column a member."""
    import pyarrow as pa

    places = np.flatnonzero(has) % has.shape[1]
    offsets = np.zeros(len(has) + 1, np.int32)
    np.cumsum(has.sum(axis=1), out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), words.take(pa.array(places)), mask=pa.array(~told))


def write(knowledge: Knowledge, firms: int, seed: int, path: Path, share: tuple[int, int] = (1, 1)) -> int:
    """Write so many made-up firms as Parquet, CSV or Excel; how many were written. Raises DataError.

    A path without an ending is a folder, which gets a part of PART firms each; parts that are there already are left.
    share: (2, 3) writes every third part, from the second on, so that three processes fill one folder with the firms
    that one would draw.
    """
    from toolbox.batch.target import ENDINGS

    ending = path.suffix.lower()
    if ending and ending not in ENDINGS:
        fault = "this is no table that is written here."
        raise DataError(Fault(str(path), fault, f"Use one of {', '.join(ENDINGS)}."))
    sampler = Sampler(knowledge, seed)
    try:
        if ending:
            _write(sampler, path, ending, 0, firms)
            return firms
        _claim(path, {"firms": firms, "seed": seed, "knowledge": knowledge.digest, "numpy": np.__version__})
        written = 0
        for number in range(share[0] - 1, -(-firms // PART), share[1]):
            part, temporary = path / f"part-{number:05}.parquet", path / f".part-{number:05}.{os.getpid()}"
            if not part.exists():
                count = min(PART, firms - number * PART)
                _write(sampler, temporary, ".parquet", number * PART, count)
                temporary.replace(part)
                written += count
        return written
    except OSError as error:
        said = f"cannot be written ({error.strerror})."
        raise DataError(Fault(str(path), said, "Name another file or folder.")) from None


def _claim(folder: Path, drawn: Mapping[str, object]) -> None:
    """Say in the folder which firms it holds; refuse one that holds others."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / _DRAWN
    if place.exists():
        if json.loads(place.read_text(encoding="utf-8")) != drawn:
            fault = "it holds other made-up firms."
            raise DataError(Fault(str(folder), fault, "Name another folder, or remove it."))
    elif any(folder.iterdir()):
        raise DataError(Fault(str(folder), "the folder is not empty.", "Name a new folder."))
    place.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")


def _write(sampler: Sampler, path: Path, ending: str, start: int, firms: int) -> None:
    from toolbox.batch.target import writer

    batches = batched(sampler.chunks(firms, start // CHUNK))
    if ending == ".parquet":
        _write_parquet(batches, path)
        return
    out = writer(path, ending)
    for batch in batches:
        out.write(_in_cells(batch))
    out.close({})


def _write_parquet(batches: Iterator[pa.RecordBatch], path: Path) -> None:
    import pyarrow.parquet as pq

    first = next(batches)
    with pq.ParquetWriter(path, first.schema, compression="zstd", compression_level=1, write_statistics=False) as out:
        for batch in chain((first,), batches):
            out.write_batch(batch)


def batched(chunks: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The same firms, more at a time."""
    import pyarrow as pa

    while held := list(islice(chunks, _WRITTEN)):
        (batch,) = pa.Table.from_batches(held).combine_chunks().to_batches()
        yield batch


def _in_cells(chunk: pa.RecordBatch) -> pa.RecordBatch:
    """The same with lists as texts; none of all is not the same as not told."""
    import pyarrow as pa

    def cells(column: pa.Array) -> pa.Array:
        if not pa.types.is_list(column.type):
            return column
        return pa.array([None if n is None else "、".join(n) or "[]" for n in column.to_pylist()], pa.string())

    return pa.record_batch({name: cells(chunk.column(name)) for name in chunk.schema.names})
