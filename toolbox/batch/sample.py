"""Draw made-up firms by published marginals, plausibly correlated, to try out and to measure with. None is real.

One hidden inclination a firm runs through all its answers, so that whoever sells online is likelier to have its books
in software too; each answer alone keeps the share that the survey found. The same count of firms, seed and version of
numpy draw the same firms; a longer sample begins with the shorter one's whole chunks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from toolbox.assessment import MODEL
from toolbox.documents import read_file
from toolbox.knowledge.model import Knowledge
from toolbox.sizing import CLASSES
from toolbox.vocabulary import Fact

if TYPE_CHECKING:
    import pyarrow as pa

MARGINALS = Path(__file__).with_name("marginals.yaml")
SYNTHETIC = "Made-up firms drawn by published marginals; no firm is real. 按公开统计的分布虚构，没有一家是真实企业。"
CHUNK = 1 << 12  # firms drawn at a time
_WRITTEN = 32  # chunks written at a time
_OLDEST = 40  # years; an estimate
_SHOPS = frozenset(("retail", "catering", "accommodation", "resident_services"))
_ACTIVITIES = {
    "manufacturing": ("makes_goods", "makes_to_order", "keeps_stock", "runs_machines", "buys_many_materials"),
    "agriculture": ("grows_or_breeds", "perishable", "keeps_stock"),
    "wholesale": ("keeps_stock", "delivers", "sells_on_credit"),
    "retail": ("runs_store", "keeps_stock", "ships_parcels"),
    "catering": ("runs_store", "perishable", "takes_bookings"),
    "accommodation": ("runs_store", "takes_bookings", "keeps_personal_data"),
    "transport": ("delivers", "runs_vehicles"),
    "construction": ("runs_projects", "designs", "visits_customers"),
    "business_services": ("runs_projects", "visits_customers", "takes_bookings"),
    "information": ("builds_software", "runs_projects", "designs"),
    "research": ("designs", "runs_projects"),
    "resident_services": ("runs_store", "takes_bookings", "visits_customers"),
    "education": ("takes_bookings", "keeps_personal_data"),
    "health": ("takes_bookings", "keeps_personal_data"),
}

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


class Sampler:
    """Draws firms for one knowledge."""

    def __init__(self, knowledge: Knowledge, seed: int) -> None:
        self._knowledge, self._seed = knowledge, seed
        self._drawn: Mapping[str, Any] = read_file(MARGINALS, "marginals.yaml").data
        self._sectors, self._sector_shares = _sectors(self._drawn["sectors"])
        self._divisions = [
            [code for code, division in knowledge.divisions.items() if division.sector == sector]
            for sector in self._sectors
        ]
        model = knowledge.assessments[MODEL]
        facts = {i.number: i.fact for d in model.dimensions.values() for i in d.indicators}
        self._surveyed = {facts[p.indicator]: p.percent / 100 for p in model.peers if p.indicator in facts}

    def chunks(self, firms: int) -> Iterator[pa.RecordBatch]:
        """So many firms, at most CHUNK at a time."""
        for number, start in enumerate(range(0, firms, CHUNK)):
            yield self._chunk(number, start, min(CHUNK, firms - start))

    def _chunk(self, number: int, start: int, rows: int) -> pa.RecordBatch:
        import pyarrow as pa

        draw = np.random.default_rng((self._seed, number))
        sector = draw.choice(len(self._sectors), CHUNK, p=self._sector_shares)
        size = draw.choice(len(CLASSES), CHUNK, p=_shares(self._drawn["sizes"]["published"], CLASSES))
        adds = np.array([self._drawn["size_adds"][name] for name in CLASSES])[size]
        inclined = draw.standard_normal(CHUNK) + adds - adds.mean()
        columns: dict[str, pa.Array] = {"id": pa.array([f"S{self._seed}-{start + i + 1:09}" for i in range(CHUNK)])}
        columns["province"] = self._provinces(draw)
        division = (draw.random(CHUNK) * np.array([len(d) for d in self._divisions])[sector]).astype(np.intp)
        offsets = np.cumsum([0, *(len(d) for d in self._divisions)])
        columns["industry"] = _choice([c for d in self._divisions for c in d], offsets[sector] + division)
        columns |= self._amounts(draw, size, self._groups(), offsets[sector] + division)
        for name, fact in self._knowledge.vocabulary.items():
            if (
                fact.worked_out is None
                and fact.only_for is None
                and name not in (*columns, "sector", "division", "city")
            ):
                columns[name] = self._answers(draw, fact, inclined, sector)
        batch = pa.record_batch(columns)
        described = {"description": SYNTHETIC, "seed": str(self._seed)}
        return batch.replace_schema_metadata(described).slice(0, rows)

    # --- where and how large

    def _provinces(self, draw: np.random.Generator) -> pa.Array:
        regions, provinces = self._drawn["regions"]["published"], self._drawn["regions"]["provinces"]
        codes = [code for region in regions for code in provinces[region]]
        each = [share / len(provinces[region]) for region, share in regions.items() for _ in provinces[region]]
        return _choice(codes, draw.choice(len(codes), CHUNK, p=np.array(each) / sum(each)))

    def _groups(self) -> list[Mapping[str, Mapping[str, int]]]:
        """The limits of the size standard for each division, in the order of the divisions drawn from."""
        from toolbox.sizing import size_of

        found = []
        for code in (c for d in self._divisions for c in d):
            sized = size_of(self._knowledge, code, {})
            groups = [g for g in sized.groups if g in self._knowledge.size_groups] if sized else []
            found.append(self._knowledge.size_groups[groups[0]].limits if groups else {})
        return found

    def _amounts(
        self, draw: np.random.Generator, size: Places, limits: Sequence[Mapping[str, Mapping[str, int]]], trade: Places
    ) -> dict[str, pa.Array]:
        """Staff, revenue and assets within the bounds of the size class; age and growth."""
        found: dict[str, pa.Array] = {}
        for measure, fallback in (("staff", self._drawn["staff"]), ("revenue", None), ("assets", None)):
            low, high = (np.ones((len(limits), len(CLASSES))) for _ in range(2))
            for place, group in enumerate(limits):
                edges = group.get(measure, {})
                for number, name in enumerate(CLASSES):
                    own = (fallback or {name: (10 * 10**number, 10 ** (2 + number))})[name]
                    next_ = CLASSES[number + 1] if number + 1 < len(CLASSES) else None
                    least = edges.get(name, 1 if edges else own[0])
                    low[place, number] = least
                    high[place, number] = edges.get(next_, own[1]) if next_ else max(least * 5, own[1])
            least, most = np.maximum(low[trade, size], 1), high[trade, size]
            amount = np.exp(np.log(least) + draw.random(CHUNK) * (np.log(most) - np.log(least)))
            told = draw.random(CHUNK) < self._drawn["told"]["numbers"]
            found[measure] = _numbers(np.maximum(np.floor(amount), 1), told)
        age = np.floor(np.exp(draw.random(CHUNK) * np.log(_OLDEST)))
        found["founded"] = _numbers(2026 - age, draw.random(CHUNK) < self._drawn["told"]["numbers"])
        growth = np.round(draw.normal(8, 15, CHUNK))
        found["revenue_growth"] = _numbers(np.clip(growth, -60, 200), draw.random(CHUNK) < self._drawn["told"]["ways"])
        return found

    # --- answers

    def _answers(self, draw: np.random.Generator, fact: Fact, inclined: Reals, sector: Places) -> pa.Array:
        shares = self._drawn["told"]
        kind = "indicators" if fact.indicator is not None else "wishes" if fact.name in ("pains", "goals") else "ways"
        told = draw.random(CHUNK) < shares[kind]
        leaning = self._leaning(draw, inclined)
        match fact.type:
            case "yes/no":
                share = self._surveyed.get(fact.name, self._drawn["unsurveyed"])
                return _truths(leaning > NormalDist().inv_cdf(1 - share), told)
            case "choice":
                place = np.clip((_cdf(leaning) * len(fact.members)).astype(np.intp), 0, len(fact.members) - 1)
                return _choice(list(fact.members), place, told)
            case "set":
                return self._set(draw, fact, leaning, sector, told)
            case _:
                return _numbers(self._number(draw, fact, leaning), told)

    def _leaning(self, draw: np.random.Generator, inclined: Reals) -> Reals:
        together = self._drawn["together"]
        mixed = together * inclined + np.sqrt(1 - together**2) * draw.standard_normal(CHUNK)
        return np.asarray(mixed / mixed.std())

    def _number(self, draw: np.random.Generator, fact: Fact, leaning: Reals) -> Reals:
        if fact.unit is not None and fact.unit.en == "%":
            return np.rint(100 * _cdf(leaning - 1.2)).astype(np.float64)
        if fact.name == "digital_budget":
            return np.rint(np.exp(8 + 1.5 * leaning) / 100).astype(np.float64) * 100
        return np.clip(np.floor(np.exp(0.8 * leaning + 0.3 * draw.random(CHUNK))), max(fact.low or 0, 0), 1000)

    def _set(
        self, draw: np.random.Generator, fact: Fact, leaning: Reals, sector: Places, told: npt.NDArray[np.bool_]
    ) -> pa.Array:
        """Each member by a share of its own; activities by trade."""
        members = list(fact.members)
        share = np.full((len(members), len(self._sectors)), {"pains": 0.06, "goals": 0.12}.get(fact.name, 0.15))
        for place, name in enumerate(self._sectors):
            for activity in _ACTIVITIES.get(name, ()) if fact.name == "activities" else ():
                share[members.index(activity), place] = 0.7
            for channel in ("consumers", "passers_by") if name in _SHOPS else ():
                if channel in members:
                    share[members.index(channel), place] = 0.7
        lean = _cdf(leaning) if fact.name in ("in_use", "safeguards", "payment_ways", "sales_channels") else 0.5
        if fact.name == "in_use":
            tools = self._knowledge.tools
            easy = {"micro": 0.09, "small": 0.04, "medium": 0.01}
            share[:] = np.array([easy.get(tools[m].pays_from if m in tools else "medium", 0.01) for m in members])[
                :, None
            ]
        chance = (share * 2).astype(np.float32)[:, sector] * np.asarray(lean, np.float32)
        has = draw.random((len(members), CHUNK), np.float32) < chance
        return _sets(members, has, told)


def _sectors(drawn: Mapping[str, Any]) -> tuple[list[str], Reals]:
    shared = drawn["shared"]
    parts = {name: shared["total"] * share / sum(shared["among"].values()) for name, share in shared["among"].items()}
    counts = {**drawn["published"], **parts, **drawn["estimated"]}
    total = np.array(list(counts.values()), np.float64)
    return list(counts), total / total.sum()


def _shares(counts: Mapping[str, float], names: Sequence[str]) -> Reals:
    found = np.array([counts[name] for name in names], np.float64)
    return np.asarray(found / found.sum())


def _cdf(normal: Reals) -> Reals:
    """The share of a standard normal below, by a logistic curve that is never more than 0.01 off."""
    return np.asarray(1 / (1 + np.exp(-1.702 * normal)))


def _numbers(amounts: Reals, told: npt.NDArray[np.bool_]) -> pa.Array:
    import pyarrow as pa

    return pa.array(amounts.astype(np.int64), mask=~told)


def _truths(truths: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_]) -> pa.Array:
    import pyarrow as pa

    return pa.array(truths, mask=~told)


def _choice(names: Sequence[str], places: Places, told: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    import pyarrow as pa

    codes = pa.array(places.astype(np.int16), mask=None if told is None else ~told)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names))


def _sets(members: Sequence[str], has: npt.NDArray[np.bool_], told: npt.NDArray[np.bool_]) -> pa.Array:
    """Lists of members; a firm that did not tell has none at all."""
    import pyarrow as pa

    rows, places = np.nonzero((has & told).T)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=has.shape[1]))]).astype(np.int32)
    values = pa.array(members).take(pa.array(places))
    return pa.ListArray.from_arrays(pa.array(offsets), values, mask=pa.array(~told))


def write(knowledge: Knowledge, firms: int, seed: int, path: Path) -> None:
    """Write so many made-up firms as Parquet, CSV or Excel. Raises DataError."""
    from toolbox.batch.target import ENDINGS, writer
    from toolbox.errors import DataError, Fault

    ending = path.suffix.lower()
    if ending not in ENDINGS:
        fault = "this is no table that is written here."
        raise DataError(Fault(str(path), fault, f"Use one of {', '.join(ENDINGS)}."))
    try:
        out = writer(path, ending)
        for chunks in batched(Sampler(knowledge, seed).chunks(firms)):
            out.write(chunks if ending == ".parquet" else _in_cells(chunks))
        out.close({"description": SYNTHETIC.encode("unicode_escape")})
    except OSError as error:
        said = f"cannot be written ({error.strerror})."
        raise DataError(Fault(str(path), said, "Name another file or folder.")) from None


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
