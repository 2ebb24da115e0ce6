"""Which engines there are, where they are installed, and one measure of all of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from bench.peers.drawing import drawn
from toolbox.knowledge import Knowledge

ROOT = Path(__file__).resolve().parents[2]
FIRMS, FEW = 200_000, 1_000  # for engines of whole columns, and for engines of one firm at a time
LONGEST = 900  # seconds an engine may take


class Peer(NamedTuple):
    """package: what is installed for it in an environment of its own; none where the project has it already.

    columns: whether it takes whole columns. lacks: what of our conditions it cannot say.
    """

    name: str
    module: str
    package: str | None
    columns: bool
    lacks: str


PEERS = (
    Peer(
        "Polars expressions", "in_polars", None, True, "ranges and parts of sets are more columns; NaN compares as true"
    ),
    Peer("DuckDB SQL", "in_duckdb", None, True, "ranges and parts of sets are more columns; NaN compares as true"),
    Peer(
        "OpenFisca",
        "in_openfisca",
        "openfisca-core==46.0.1",
        True,
        "unknown (it takes a default), ranges, sets (a truth a member), whole numbers over 32 bits",
    ),
    Peer(
        "durable_rules, as used here",
        "in_durable",
        None,
        False,
        "unknown, ranges, membership; menkan turns them into fields for it",
    ),
    Peer(
        "durable_rules, assert_fact",
        "in_durable_facts",
        None,
        False,
        "unknown, ranges, membership (an OR of equals, a field a member)",
    ),
    Peer(
        "zen-engine", "in_zen", "zen-engine==2.1.3", False, "unknown (comparing null fails, `not` of it is yes), ranges"
    ),
    Peer("rule-engine", "in_rule_engine", "rule-engine==5.1.0", False, "unknown (an error, or a default), ranges"),
)


def environment() -> Path:
    """Where the engines are installed that the project does not use itself."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "menkan-bench" / f"peers-{sys.version_info.major}.{sys.version_info.minor}"


def install() -> None:
    """Install them, each by itself, so that one that cannot be built leaves the others there."""
    place = environment()
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    subprocess.run([uv, "venv", "-q", "--allow-existing", "--python", sys.executable, str(place)], check=True)
    for peer in PEERS:
        if peer.package:
            call = [uv, "pip", "install", "-q", "--python", str(_python(peer)), peer.package]
            if subprocess.run(call, check=False).returncode:
                print(f"{peer.name}: cannot be installed", file=sys.stderr)


def measured(knowledge: Knowledge) -> dict[str, Any]:
    """The measure of `make bench`: with the engines that are installed, and no others."""
    return measure(knowledge, FIRMS, FEW, seed=1)


def measure(knowledge: Knowledge, firms: int, few: int, seed: int) -> dict[str, Any]:
    """A row an engine, each in a process of its own, after our columns in this one."""
    with tempfile.TemporaryDirectory() as folder:
        ours = drawn(knowledge, firms, seed)
        ours.material.write(Path(folder))
        rows = [{"engine": "our columns", "lacks": "", "columns": True, **ours.taken}]
        for peer in PEERS:
            print(f"  {peer.name} …", file=sys.stderr, flush=True)
            found = _measured(peer, folder, firms if peer.columns else few)
            rows.append({"engine": peer.name, "lacks": peer.lacks, "columns": peer.columns, **found})
    fired = float(ours.material.answers.sum(axis=0).mean())
    return {"rules": len(ours.material.rules), "firms": firms, "few": few, "fired a firm": fired, "rows": rows}


def _measured(peer: Peer, folder: str, firms: int) -> dict[str, Any]:
    python = _python(peer)
    if not python.exists():
        return {"failed": "not installed"}
    call = [str(python), "-m", "bench.peers.run", peer.module, folder, str(firms)]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(call, cwd=ROOT, env=here, capture_output=True, encoding="utf-8", timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return {"failed": f"not done in {LONGEST} s"}
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        print(said, file=sys.stderr)
        if said.startswith("ModuleNotFoundError"):
            return {"failed": "not installed"}
        return {"failed": f"killed by signal {-done.returncode}" if done.returncode < 0 else said.partition(":")[0]}
    return json.loads(done.stdout.splitlines()[-1])


def _python(peer: Peer) -> Path:
    return environment() / "bin" / "python" if peer.package else Path(sys.executable)
