# Needs python3 (3.11 or newer), pip and make; everything else goes into .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt

.PHONY: demo test test-all lint types format cases bench clean help

help:            ## this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## ?/  make \1\t/' | expand -t 20

demo: .venv/run  ## evaluate the embedded model, offline, to a report
	$(BIN)/assay demo

test: lint types .venv/dev  ## everything CI runs: linters, types, import contracts, tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-all: lint types .venv/dev  ## the slow tests too
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m 'slow or not slow'

lint: .venv/dev  ## ruff and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/deptry src

types: .venv/dev ## mypy, strict
	$(BIN)/mypy

bench: .venv/dev  ## measure the engine beside a bare loop and its installed neighbours, ten minutes
	$(BIN)/python -m bench

format: .venv/dev ## make the code look as it should
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:           ## remove what make made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable '.[local]'
	@touch $@

.venv/dev: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/run
