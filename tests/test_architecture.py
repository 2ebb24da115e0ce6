"""The house: every part in its place, tested, explained, small enough to read, and nothing of any one machine in it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "toolbox"
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)
LONGEST_FILE, LONGEST_FUNCTION = 350, 55

# modules whose promises are tested elsewhere, with the place
TESTED_ELSEWHERE = {
    "advice.py": "tests/reports/test_advice_text.py, tests/test_schemas.py and tests/journeys say what it holds",
    "answer.py": "tests/test_schemas.py: every answer fits its schema, and its origin is one of them",
    "batch/bounding.py": "tests/batch/test_kernel.py: every fact that follows is compared with the one-firm path",
    "batch/arrays.py": "tests/batch/test_reading.py",
    **dict.fromkeys(
        (f"batch/loops/{name}.py" for name in ("__init__", "compiling", "fast", "plain", "ranks", "tables")),
        "tests/batch/test_loops.py, both ways of every loop, under made-up rules too",
    ),
    "batch/columns_of_firms.py": "tests/batch/test_kernel.py",
    "batch/cube.py": "tests/batch/test_run.py",
    "batch/explaining.py": "tests/batch/test_run.py",
    "batch/following.py": "tests/batch/test_kernel.py: every fact that follows is compared with the one-firm path",
    **dict.fromkeys(
        ("batch/engines/chosen.py", "batch/engines/on_dask.py", "batch/engines/on_ray.py", "batch/engines/on_spark.py"),
        "tests/batch/engines/test_on_engines.py: each engine for real, killed and mended",
    ),
    "batch/engines/embedded.py": "tests/batch/engines/test_making.py",
    "batch/marginals.py": "tests/batch/test_sample.py",
    "batch/serving.py": "tests/clustering/test_reading.py, against the reader of one firm",
    "batch/plans.py": "tests/batch/test_kernel.py",
    "batch/ranking.py": "tests/batch/test_kernel.py, under the built-in rules and under made-up ones",
    "batch/rejects.py": "tests/batch/test_run.py",
    "batch/scores.py": "tests/batch/test_kernel.py",
    "batch/job.py": "tests/batch/test_run.py",
    "batch/checking.py": "tests/commands/test_batch.py",
    "batch/told.py": "tests/commands/test_batch.py",
    "batch/target.py": "tests/batch/test_run.py",
    "bots/asked.py": "tests/bots/test_http.py and test_mcp.py, by what they refuse",
    "bots/brief.py": "tests/bots/test_mcp.py and test_openapi.py: what is brief fits its schema and is far shorter",
    "bots/described.py": "tests/bots/test_openapi.py and test_mcp.py, on all that it describes",
    "bots/failures.py": "tests/bots/test_same_answers.py: every door refuses alike",
    "gate.py": "tests/bots/test_guard.py and tests/web/test_application.py: the two gates that are built upon it",
    "reports/page.py": "tests/reports: every report is written with it",
    "serving.py": "tests/commands/test_serve.py",
    "web/guard.py": "tests/web/test_application.py: every refusal over HTTP, and the headers in test_brand.py",
    **dict.fromkeys(
        ("web/turns.py", "web/visit.py", "web/views.py", "web/words.py"),
        "tests/web/test_journeys.py and test_reading.py, in a real browser",
    ),
    "bots/wrong.py": "tests/bots/test_http.py and test_conformance.py",
    "cells.py": "tests/test_headings.py",
    "commands/__init__.py": "tests/commands/test_contract.py",
    "commands/answers.py": "tests/commands/test_check.py",
    "commands/batch_sample.py": "tests/commands/test_batch.py",
    "commands/common.py": "tests/commands/test_contract.py and test_knowledge.py, on every command that uses it",
    "commands/ask.py": "tests/interview/test_state.py; the command reads, calls and prints",
    "conditions/possible.py": "tests/interview/test_standing.py: no completion comes true that it calls impossible",
    "conditions/values.py": "tests/conditions/test_told.py and test_verdict.py, which read and compare every kind",
    "interview/answer.py": "tests/interview/test_state.py",
    "interview/rulebook.py": "tests/interview/test_standing.py",
    "interview/turn.py": "tests/interview/test_standing.py and test_state.py",
    "knowledge/__init__.py": "tests/knowledge/test_cache.py",
    "knowledge/__main__.py": "tests/packaging/test_wheel.py compiles with it",
    "knowledge/checks.py": "tests/broken, one wrong file for each check",
    "knowledge/initials.py": "tests/test_search.py",
    "knowledge/narrowing.py": "tests/broken, one wrong file for each check",
    "knowledge/size_groups.py": "tests/test_sizing.py",
    "knowledge/entries.py": "tests/broken and tests/knowledge/test_loader.py",
    "knowledge/examples.py": "tests/commands/test_rules.py",
    "knowledge/model.py": "shapes without behaviour; tests/broken holds files to them",
    "knowledge/money.py": "shapes without behaviour; tests/broken holds files to them",
    "knowledge/money_checks.py": "tests/broken, one wrong file for each check",
    "knowledge/phrasings.py": "tests/understand and tests/broken/knowledge/phrasing",
    "knowledge/support_checks.py": "tests/broken, in policy, eligible, refer, partner and paper",
    "knowledge/voices.py": "tests/test_recommend.py",
    "knowledge/shapes.py": "tests/broken and tests/test_schemas.py",
    "thirds.py": "tests/commands/test_about.py",
    "commands/progress.py": "tests/commands/test_engines.py",
    "commands/each.py": "tests/commands/test_report.py",
    "commands/sheets.py": "tests/commands/test_report.py, on every command that reads a sheet",
    "papers/intake.py": "tests/commands/test_template.py",
    "papers/letter.py": "tests/papers/test_word.py",
    "papers/many.py": "tests/commands/test_report.py",
    "papers/markdown.py": "tests/papers/test_writers.py, with every other format",
    "papers/glyphs.py": "tests/test_assets.py and tests/papers/test_pdf.py",
    "papers/sections.py": "tests/commands/test_report.py",
    "papers/words.py": "tests/papers/test_docs.py",
    "papers/zips.py": "tests/papers/test_writers.py: the same bytes in every format",
    **dict.fromkeys(
        ("papers/svg.py", "papers/radar.py", "papers/roadmap_picture.py", "papers/png.py"),
        "tests/papers/test_pictures.py",
    ),
    "clustering/make.py": "tests/clustering/test_tell.py",
    "clustering/model.py": "tests/clustering/test_exact.py, against trying every choice",
    "clustering/said.py": "tests/clustering/test_tell.py",
    "reports/cluster_text.py": "tests/commands/test_cluster.py",
    "money/bands.py": "tests/money/test_statement.py",
    "money/reckoning.py": "tests/money/test_statement.py",
    "commands/means.py": "tests/commands/test_plan.py, on the command that takes all of them",
    "portfolio/page.py": "tests/portfolio/test_writers.py",
    "portfolio/words.py": "tests/portfolio/test_picture.py and test_writers.py",
    "portfolio/workbook.py": "tests/portfolio/test_writers.py",
    "planning/highs.py": "tests/planning/test_exact.py, against trying every schedule",
    "planning/linear.py": "tests/planning/test_exact.py: optimal is not believed without its bound",
    "planning/model.py": "tests/planning/test_exact.py, against trying every schedule",
    "planning/status.py": "tests/planning/test_tell.py and test_exact.py",
    "planning/read.py": "tests/commands/test_plan.py: a saved plan is drawn alike, and what is none is refused",
    "reports/plan_text.py": "tests/commands/test_plan.py and tests/planning/test_tell.py",
    "reports/assess_text.py": "tests/commands/test_assess.py",
    "reports/costs_text.py": "tests/commands/test_costs.py and tests/test_figures_have_sources.py",
    "reports/understood_text.py": "tests/commands/test_understand.py",
    "scorecard.py": "tests/commands/test_assess.py",
    "reports/blank_profile.py": "tests/commands/test_new.py",
    "reports/catalog_text.py": "tests/commands/test_catalog.py",
    "reports/rules_text.py": "tests/commands/test_rules.py",
    "diff/": "tests/diff: causes over changed answers, rules, tools, programs and days",
    "reports/diff_text.py": "tests/commands/test_diff.py",
    "whatif/": "tests/whatif: the search against brute force, and what is told of it through the whole pipeline",
    "understand/": "tests/understand: the package is one reader, and its tests are sentences that it reads",
}
# files above the limit, with the reason; a new one needs a better reason than that it grew
LONG_FILES = {
    "advice.py": "one frozen value and the functions that fill it, part by part",
    "knowledge/checks.py": "one short check after another",
    "knowledge/model.py": "shapes without behaviour",
}
# what belongs to one machine, one workplace or one mirror of a registry
FOREIGN = re.compile(
    r"/work/|/root/|/home/\w|/Users/\w|pypi\.org|pythonhosted|npmjs|debian\.org|(?<!no-emit-)(?:index-url|find-links)"
    r"|trusted-host(?! )|\b(?!127\.0\.0\.1\b)(?:10|127|192\.168)\.\d+\.\d+\.\d+\b"
)


def _named(path: Path) -> str:
    return path.as_posix()


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _mirror(module: Path) -> Path:
    """Where the test of a module stands; that of a package is named for the package."""
    subject = module.parent if module.name == "__init__.py" else module
    return ROOT / "tests" / module.parent / f"test_{subject.stem}.py"


@pytest.mark.parametrize("module", MODULES, ids=_named)
def test_every_module_has_a_test_in_the_same_place_or_a_reason(module: Path) -> None:
    has_no_code = not any(_functions(ast.parse((PACKAGE / module).read_text(encoding="utf-8"))))
    elsewhere = {module.as_posix(), f"{module.parent.as_posix()}/"} & TESTED_ELSEWHERE.keys()
    tested = _mirror(module).exists() or has_no_code or elsewhere
    assert tested, f"write {_mirror(module).relative_to(ROOT)}"


def test_every_reason_is_still_needed() -> None:
    for name in {*TESTED_ELSEWHERE, *LONG_FILES}:
        assert (PACKAGE / name).exists()
        assert name.endswith("/") or name in LONG_FILES or not _mirror(Path(name)).exists()
    for name in LONG_FILES:
        assert len((PACKAGE / name).read_text(encoding="utf-8").splitlines()) > LONGEST_FILE


@pytest.mark.parametrize("module", MODULES, ids=_named)
def test_every_part_is_small_enough_to_read(module: Path) -> None:
    text = (PACKAGE / module).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE or module.as_posix() in LONG_FILES
    for function in _functions(ast.parse(text)):
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < LONGEST_FUNCTION, function.name


@pytest.mark.parametrize("module", MODULES, ids=_named)
def test_everything_public_says_what_it_is_for(module: Path) -> None:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    public = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name[0] != "_"]
    for node in public:
        command = any("command" in ast.unparse(decorator) for decorator in node.decorator_list)  # says it in its help
        clicks = any("click." in ast.unparse(base) for base in getattr(node, "bases", ()))  # overrides click's methods
        assert command or ast.get_docstring(node), node.name
        for method in node.body if isinstance(node, ast.ClassDef) and not clicks else ():
            if isinstance(method, ast.FunctionDef) and method.name[0] != "_":
                assert ast.get_docstring(method), f"{node.name}.{method.name}"


def _tracked() -> list[Path]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_nothing_of_any_one_machine_is_in_a_tracked_file() -> None:
    found = []
    for path in _tracked():
        if path != Path(__file__):
            for number, row in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if FOREIGN.search(row):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {row.strip()[:80]}")
    assert found == []


def test_nothing_that_is_made_is_tracked() -> None:
    made = ("build/", "dist/", "toolbox/_data/", "toolbox/_assets/", ".venv/", "node_modules/")
    names = [path.relative_to(ROOT).as_posix() for path in _tracked()]
    assert [name for name in names if name.startswith(made) or "__pycache__" in name] == []


def test_every_requirement_is_pinned_with_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [row for row in text.splitlines() if row and not row.lstrip().startswith("#")]
        assert pins
        assert [row for row in pins if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", row)] == []
