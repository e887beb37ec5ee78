# The jobs of this repository, each of which sets up what it needs. `make` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
TOOLS := $(VENV)/.tools
BASELINES := $(VENV)/.baselines

.DEFAULT_GOAL := help
.PHONY: help brief test long soak check format train bench scale figures lock wheel clean

help: ## list these jobs
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

brief: $(RUNTIME) ## set up and make the sample's three editions; print the beginning of the newest
	@$(BIN)/briefing run --samples

# Compiled modules are kept, whatever the surroundings say: the tests start the program often.
test long: export PYTHONDONTWRITEBYTECODE =

test: $(TOOLS) ## set up and run the tests
	@$(BIN)/pytest

long: $(TOOLS) ## run the rules of the tests on all cases of which those take a few; some two minutes
	@$(BIN)/pytest -m long

soak: $(TOOLS) ## make 200 runs whose model fails a third of the time; some ten minutes
	@$(BIN)/python -m tests.soak

check: $(TOOLS) ## format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(TOOLS) ## format the code and mend what the linter can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

train: $(TOOLS) ## fit the embedded engine's weights to training/articles; a minute
	@$(BIN)/python -m training

bench: $(BASELINES) ## measure beside what one would pick instead; write benchmarks/results.json and the README's figures
	@$(BIN)/python -m benchmarks

scale: $(TOOLS) ## measure a day on archives of 1,000 and 100,000 articles; a quarter of an hour, and gigabytes
	@$(BIN)/python -m benchmarks.scale

figures: $(TOOLS) ## write the README's figures from benchmarks/results.json
	@$(BIN)/python -m benchmarks.readme

wheel: $(TOOLS) ## build the wheel into dist/
	@$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: | $(VENV)/pyvenv.cfg ## renew the locked versions
	@test -x $(BIN)/uv || $(BIN)/pip install --quiet "uv>=0.13,<1"
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
	  --group build --output-file requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
	  --group build --group test --group check --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
	  --group bench --constraint requirements-dev.lock --output-file requirements-bench.lock

clean: ## remove what the jobs made, except outputs/
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not make $(VENV); on Debian and Ubuntu install python3-venv, then try again" >&2; exit 2; }

# Stamps: the second call needs no network.
$(RUNTIME): requirements.lock pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Setting up $(VENV) …" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(TOOLS): requirements-dev.lock $(RUNTIME)
	@echo "Setting up the test tools …" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Without dependencies: the lock holds all of them but those that pyproject.toml leaves out.
$(BASELINES): requirements-bench.lock $(TOOLS)
	@echo "Setting up the baselines …" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	@touch $@
