# make rank   sets up everything and ranks the shipped town
# make test   sets up everything and runs the everyday tests
# Needs Python 3.11 or newer as python3, or name another one: make rank PYTHON=python3.13

PYTHON ?= python3
WORKERS ?= 2

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif

# Without ensurepip (Debian without python3-venv) the pip of the system fills the environment.
define PIP
if $(BIN)/python -m pip --version >/dev/null 2>&1; \
then pip="$(BIN)/python -m pip"; \
else pip="$(PYTHON) -m pip --python $(BIN)/python"; \
fi; PIP_DISABLE_PIP_VERSION_CHECK=1 $$pip install --quiet
endef

LOCK = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --quiet $(LOCKFLAGS) pyproject.toml requirements/build.in

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help rank test test-slow test-browser lab lint lock bench clean

help:  ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1: /p' Makefile

rank: .venv/.base  ## Rank the districts of the shipped town
	@$(BIN)/districtanalysis rank

test: .venv/.dev  ## Run the everyday tests
	$(BIN)/python -m pytest -q -n $(WORKERS) -m "not slow and not browser"

test-slow: .venv/.dev  ## Run the tests that take longer
	$(BIN)/python -m pytest -q -n $(WORKERS) -m "slow and not browser"

test-browser: .venv/.dev  ## Run the tests that open pages in the chromium of the system; without it they skip
	$(BIN)/python -m pytest -q -m browser

lab: .venv/.dev  ## Open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

lint: .venv/.dev  ## Check style, types and imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports

bench: .venv/.dev  ## Measure how fast the commands start
	$(BIN)/python benchmarks/startup.py

lock: .venv/.dev  ## Renew the locked versions; LOCKFLAGS=--upgrade takes newer ones
	$(LOCK) --output-file requirements/base.txt
	$(LOCK) --extra dev --constraint requirements/base.txt --output-file requirements/dev.txt

clean:  ## Remove the environment and everything that was built
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up .venv, once." >&2
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip .venv

.venv/.base: requirements/base.txt pyproject.toml | $(BIN)/python
	@$(PIP) --require-hashes -r requirements/base.txt >&2
	@$(PIP) --no-deps --no-build-isolation -e . >&2
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.base
	@$(PIP) --require-hashes -r requirements/dev.txt >&2
	@touch $@
