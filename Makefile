# make chat | serve HOST=… PORT=… | ask Q="…" | test | lint | eval | bench : each sets up .venv first; nothing else is needed.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# The question as typed: a $ in it is no variable of make's, and the shell sees it only as data.
override Q := $(value Q)
export Q

.PHONY: chat serve ask test lint format eval bench clean
.DELETE_ON_ERROR:

chat: .venv/.ready
	$(BIN)/yinju ui

HOST ?= 127.0.0.1
PORT ?= 7860
serve: .venv/.ready
	$(BIN)/yinju ui --host "$(HOST)" --port "$(PORT)" --log $(ARGS)

ask: .venv/.ready
	@$(BIN)/yinju ask -- "$$Q"

# In two processes, a file of tests in one of them (docs/adr/0025-tests-in-two-processes.md); ARGS='-n 0': in one.
test: .venv/.ready-test
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

lint: .venv/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.ready-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: .venv/.ready
	$(BIN)/python -m eval.gate

bench: .venv/.ready
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" || { code=$$?; \
	  [ $$code -eq 2 ] && echo "(needs what the line above names: not run)" || exit $$code; }; done

clean:
	rm -rf .venv .yinju build dist *.egg-info

# The stamps are newer than the locks once what they name is installed, so a second start is instant.
.venv/.python:
	@test -n "$(PYTHON)" || { echo "yinju needs Python 3.11 on the PATH (or: make PYTHON=/path/to/python3.11 …)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "yinju needs Python 3.11 or later, this is %d.%d" % sys.version_info[:2])'
	"$(PYTHON)" -m venv .venv
	@touch $@

.venv/.ready: .venv/.python requirements.lock pyproject.toml
	$(PIP) install -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --quiet -e .
	@touch $@

.venv/.ready-test: .venv/.ready requirements-test.lock
	$(PIP) install -r requirements-test.lock
	@touch $@
