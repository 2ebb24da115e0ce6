# make run    the advice for a real firm            make lint   style, types, layers
# make serve  the self-check page on this machine
# make test   everything                            make bench  speed and memory, into docs/bench.md
# Each target sets up what it needs; there is no third step.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXAMPLE ?= examples/corrugated-board-plant-pujiang.yaml
WORKERS ?= auto
ASSETS := toolbox/_assets/assets.json

# durable_rules is built from source; newer compilers and Python 3.13 need to be told more
export CFLAGS := $(CFLAGS) -Wno-error
ifeq ($(shell $(PYTHON) -c 'import sys; print(sys.version_info >= (3, 13))'),True)
export CPPFLAGS := $(CPPFLAGS) -DPyEval_CallObject=PyObject_CallObject
endif

.PHONY: run serve test lint types layers knowledge unit assets wheel bench lock locale docs clean

run: $(VENV)/runtime
	$(BIN)/python cli.py recommend $(EXAMPLE)

# the page needs the extras web and paper; these come with the packages for development
serve: $(VENV)/dev assets
	$(BIN)/python cli.py serve

test: lint knowledge unit

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

knowledge: $(VENV)/dev
	$(BIN)/python cli.py rules lint
	$(BIN)/python cli.py rules test

unit: $(VENV)/dev assets
	$(BIN)/python -m pytest -n $(WORKERS) -q

# fonts and what the page needs, from pinned registry packages; for PDF, Word, pictures and the page
assets: $(ASSETS)

wheel: $(VENV)/dev assets
	rm -rf build dist
	$(BIN)/python -m toolbox.knowledge build/compiled.json
	$(BIN)/python -m build --wheel --no-isolation --outdir dist . >/dev/null
	@ls dist

bench: $(VENV)/dev assets
	$(BIN)/python -m bench

locale: $(VENV)/dev
	$(BIN)/pybabel -q compile -D menkan -d toolbox/commands/locale

docs: $(VENV)/dev assets
	$(BIN)/python -m docs.generate

lock: $(VENV)/dev
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header -o requirements.txt pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev -o requirements-dev.txt pyproject.toml

clean:
	rm -rf $(VENV) build dist node_modules toolbox/_assets .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(ASSETS): package.json package-lock.json .npmrc build_assets.py
	@command -v npm >/dev/null || { echo "npm is needed once, to fetch the font: install node and npm" >&2; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --silent
	$(PYTHON) build_assets.py

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime: $(VENV)/python requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/runtime requirements-dev.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
