# Every target makes its own .venv from the hash-pinned lock on first use.
PYTHON ?= python3
BIN := .venv/bin
export FLASK_APP := wsgi.py

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check bench translations lock

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: .venv/runtime ## Make the environment alone
.venv/runtime: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Cần Python 3.11 trở lên / Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@touch $@
.venv/dev: requirements-dev.lock .venv/runtime
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

# The sample has its own database, so that trying it out never meets real data.
demo: export TRACKER_DATABASE_URL ?= sqlite:///instance/demo.db
demo: export TRACKER_TODAY ?= 2025-11-24
demo: .venv/runtime ## Serve the sample installation on http://127.0.0.1:8000
	$(BIN)/flask demo
	$(BIN)/flask serve

run: .venv/runtime ## Serve this installation; the first run asks for its committee and administrator
	$(BIN)/flask db upgrade
	$(BIN)/flask serve

# Also where the environment forbids it: each worker and each program that a test starts would compile
# all sources again.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/dev ## Run all tests
	$(BIN)/python -m pytest -q -n 3

check: .venv/dev ## Lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev ## Measure and print speed; nothing is asserted
	$(BIN)/python -m bench

# Babel skips folders like templates/_partials unless it is told which to ignore.
translations: .venv/dev ## Take new strings into the catalogues and compile them
	$(BIN)/pybabel -q extract -F pyproject.toml --ignore-dirs ".*" -k N_ -k lazy_gettext --no-location --omit-header -o .venv/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -i .venv/messages.pot -d tracker/translations -l en
	$(BIN)/pybabel -q compile -d tracker/translations

LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
  --no-annotate --no-header pyproject.toml
lock: .venv/dev ## Renew the hash-pinned locks from pyproject.toml
	$(LOCK) -o requirements.lock
	$(LOCK) --extra postgres -c requirements.lock -o requirements-postgres.lock
	$(LOCK) --extra postgres --group dev -c requirements.lock -o requirements-dev.lock
