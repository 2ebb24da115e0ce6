"""menkan batch --engine: what does not go together is said, and what cannot be reached is named in one line."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.running import DAY, HAN, ROOT, environment, menkan, process


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "firms.csv"
    path.write_text("id,员工人数,行业\na,12,零售业\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-o", "advice.parquet", "--engine", "dask"), "--engine writes into a folder"),
        (("--cube", "cube.parquet", "--engine", "ray"), "--engine writes into a folder"),
        (("-o", "advice", "--engine", "spark", "--query", "select 1"), "--engine needs files"),
        (("-o", "advice", "--engine", "spark", "--check"), "without --engine"),
        (("-o", "advice", "--engine", "ray", "--master", "auto", "--workers", "2"), "a cluster (--master) has its own"),
        (("-o", "advice", "--workers", "2"), "go with --engine"),
        (("-o", "advice", "--master", "local"), "go with --engine"),
        (("-o", "advice", "--engine", "slurm"), "'slurm'"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(options: tuple[str, ...], says: str, sheet: Path) -> None:
    ran = menkan("batch", str(sheet), *options, lang="en")
    assert ran.code == 2
    assert says in " ".join(ran.err.split())
    assert HAN.search(menkan("batch", str(sheet), *options).err)


def test_embedded_is_what_happens_anyway(sheet: Path, tmp_path: Path) -> None:
    said = [
        menkan("batch", str(sheet), "-o", str(tmp_path / name), "--json", "--progress", *more, *DAY)
        for name, more in (("one", ()), ("two", ("--engine", "embedded")))
    ]
    assert said[0].out == said[1].out
    assert "1" in said[0].err
    assert (tmp_path / "one/part-00000.parquet").read_bytes() == (tmp_path / "two/part-00000.parquet").read_bytes()


@pytest.mark.parametrize(("engine", "scheme"), [("spark", "spark://"), ("dask", "tcp://"), ("ray", "")])
def test_an_engine_that_nobody_answers_for_is_one_line(engine: str, scheme: str, sheet: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound and not listening: nobody else can answer there
        taken.bind(("127.0.0.1", 0))
        master = f"{scheme}127.0.0.1:{taken.getsockname()[1]}"
        call = ("batch", str(sheet), "-o", str(tmp_path / "advice"), "--engine", engine, "--master", master, *DAY)
        ran = process(*call, env={"MENKAN_LANG": "en"})
    assert ran.code == 1
    shown = master.removeprefix("spark://") if engine == "spark" else master
    remedy = "Look at --master, and at the engine's own page."
    assert ran.err == f"{shown}: nobody answers there (Connection refused). {remedy}\n"


def test_spark_without_java_says_so(sheet: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    env = {"MENKAN_LANG": "en", "PATH": str(tmp_path / "bin"), "JAVA_HOME": ""}
    ran = process("batch", str(sheet), "-o", str(tmp_path / "advice"), "--engine", "spark", *DAY, env=env)
    assert (ran.code, ran.err) == (
        1,
        "menkan: Spark needs Java, and there is none. Install Java 17, or set JAVA_HOME.\n",
    )


@pytest.mark.skipif(not shutil.which("java"), reason="tests/batch/engines fail where there is no Java")
def test_what_spark_itself_refuses_is_one_line_too(sheet: Path, tmp_path: Path) -> None:
    call = ("batch", str(sheet), "-o", str(tmp_path / "advice"), "--engine", "spark", "--master", "here", *DAY)
    ran = process(*call, env={"MENKAN_LANG": "en"})
    assert ran.code == 1
    assert ran.err.startswith("Spark: it refuses: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("engine", "package"), [("spark", "pyspark"), ("dask", "distributed"), ("ray", "ray")])
def test_an_engine_that_is_not_installed_names_its_extra(engine: str, package: str, sheet: Path) -> None:
    code = f"import sys; sys.modules['{package}'] = None; from toolbox.commands import main; main()"
    call = [sys.executable, "-c", code, "batch", str(sheet), "-o", str(sheet.parent / "out"), "--engine", engine]
    env = environment({"MENKAN_LANG": "en", "PYTHONPATH": str(ROOT)})
    ran = subprocess.run(call, env=env, capture_output=True, timeout=60, check=False)
    assert ran.returncode == 1
    told = f"menkan: the package {package} is not installed. Run pip install 'menkan[{engine}]'.\n"
    assert ran.stderr.decode() == told
