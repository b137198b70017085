# Two commands: `make run` sets up and serves a demonstration node, `make test` sets up and runs every test.
SHELL := /bin/bash
PORT ?= 8000
BESA_HOME ?= $(CURDIR)/.demo
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run demo-code verify test check faults bench words screenshots lock format clean

run: $(VENV)/.run
	@BESA_HOME="$(BESA_HOME)" $(BIN)/besa demo --port $(PORT)

demo-code: $(VENV)/.run  ## the second-step codes of the demo staff, for this moment
	@BESA_HOME="$(BESA_HOME)" $(BIN)/besa demo code

verify: $(VENV)/.run     ## check the whole ledger of the demonstration node
	@BESA_HOME="$(BESA_HOME)" $(BIN)/besa ledger verify

test: $(VENV)/.dev
	@tools/test

check: $(VENV)/.dev      ## format, lint, types, import contracts: seconds, no tests
	@tools/check

faults: $(VENV)/.dev     ## kill every process at random moments under load, fifty times
	@FAULT_ROUNDS=50 $(BIN)/python -m pytest -q -s tests/faults/test_kill.py

bench: $(VENV)/.dev      ## every benchmark, or BENCH="load weight"; DATABASE=postgresql brings a server of its own
	@$(if $(filter postgresql,$(DATABASE)),tools/postgres) $(BIN)/python -m bench $(BENCH)

words: $(VENV)/.dev      ## refresh the translation catalogues from the sources
	@$(BIN)/python tools/words.py update

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.journeys.screenshots

format: $(VENV)/.dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: $(VENV)/.dev       ## pin and hash requirements/*.in
	@for f in tools run dev; do $(BIN)/uv pip compile -q --upgrade --generate-hashes --python-version 3.11 \
	  --no-header --no-annotate requirements/$$f.in -o requirements/$$f.txt; done

$(VENV)/.run: requirements/run.txt requirements/tools.txt pyproject.toml tools/setup $(shell find src -name '*.po')
	@tools/setup run && touch $@

$(VENV)/.dev: requirements/dev.txt requirements/tools.txt pyproject.toml tools/setup $(shell find src -name '*.po')
	@tools/setup dev && touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) .demo
