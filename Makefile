# The two commands a newcomer needs are `make demo` and `make test`; each sets up all it needs, in .venv, once.
# Needs on the machine: make and python3 (3.11 or later, with its venv module). Another one: make PYTHON=python3.12 test

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY  := $(VENV)/.ready

QUIETLY := -qq --disable-pip-version-check

PIN := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-config \
  --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

SEEDS  ?= seeds.txt
DB     ?= reports.db
# Four workers, on two cores too: the tests wait on servers and on processes of their own half of the time.
PYTEST ?= $(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup ocr distributed demo crawl test test-slow bench lint format lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## only the set-up: .venv with the pinned lock and the project itself

# First the lock: the same versions everywhere, checked by hash; anew, whole, whenever it changed.
$(LOCKED): requirements.lock
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	  echo "make: there is no $(PYTHON). Install Python 3.11 or later (Debian, Ubuntu: apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: nianbao needs Python 3.11 or later and $(PYTHON) is $$($(PYTHON) -V 2>&1). If you have another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "make: $(PYTHON) has no venv module. Install it (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(VENV): once, about a minute ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install $(QUIETLY) --require-hashes --requirement requirements.lock
	@touch $@

# Then the project itself, editable, built by the builder of the lock.
$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install $(QUIETLY) --no-deps --no-build-isolation --editable .
	@touch $@

ocr: $(READY) ## the extra that reads scans and pictures (half a gigabyte)
	@$(BIN)/python -m pip install $(QUIETLY) --require-hashes --requirement requirements-ocr.lock

distributed: $(READY) ## the extra that spreads a crawl over many machines (Celery, Redis's client, fsspec)
	@$(BIN)/python -m pip install $(QUIETLY) --require-hashes --requirement requirements-distributed.lock

demo: $(READY) ## crawl the bundled replica portals on loopback into reports.db, and show what was found
	$(BIN)/nianbao demo --db $(DB)

crawl: $(READY) ## crawl the portals of seeds.txt into reports.db (SEEDS=file DB=file for others)
	$(BIN)/nianbao crawl --seeds $(SEEDS) --db $(DB)

test: $(READY) ## the tests; what needs something this machine lacks is skipped and says so
	$(PYTEST) -m "not slow"

test-slow: $(READY) ## the long tests: thousands of hosts, soak, fuzz
	$(PYTEST) -m slow

bench: $(READY) ## how fast pages are read and portals crawled on this machine (asserts nothing)
	$(BIN)/python tests/bench.py

lint: $(READY) ## ruff, formatter, mypy --strict, the plan of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## make the locks anew from pyproject.toml (UPGRADE=1: take the newest versions)
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/pip install $(QUIETLY) uv
	build/lock/bin/$(PIN) --extra dev --output-file requirements.lock pyproject.toml >/dev/null
	build/lock/bin/$(PIN) --extra ocr --constraint requirements.lock --output-file requirements-ocr.lock pyproject.toml >/dev/null
	build/lock/bin/$(PIN) --extra distributed --constraint requirements.lock --output-file requirements-distributed.lock pyproject.toml >/dev/null

clean: ## remove .venv, caches and build products; keeps reports.db and the archive
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
