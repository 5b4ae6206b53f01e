# Everything a developer or a CI machine does. Needs Python 3.11 or later, make and git.
# Another Python: `make install PYTHON=python3.12`.

PYTHON ?= python3
VENV := .venv
SYNAPSE := .venv-synapse
BIN := $(VENV)/bin
PIP_INSTALL := -m pip install --quiet --quiet --disable-pip-version-check --no-input --no-deps

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slack-peers check quick lint format types architecture bench lock catalogues \
  life-cycle migration picture clean

help: ## Show what there is to run
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
	  printf '%-20s %s\n' "$$name" "$$text"; done

install: $(VENV)/.project ## Make .venv with everything in it

demo: $(VENV)/.project ## Play the main job in the terminal; SCRIPT=file plays a script and prints the transcript
	@$(BIN)/imi-assistant demo $(if $(SCRIPT),--script "$(SCRIPT)")

test: $(VENV)/.project $(SYNAPSE)/.requirements ## Run all tests, on a real PostgreSQL and a real Synapse; ARGS=… goes to pytest
	@$(BIN)/pytest --numprocesses 2 --dist loadgroup $(ARGS)

# Each of these is a Slack of somebody else's, or its types; they need Node and npm.
test-slack-peers: $(VENV)/.project ## Run the Slack adapter against the stand-ins of others (skipped without Node)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory .peers/.installed; else \
	  echo "npm is not installed here: what needs Node is skipped."; fi
	@$(BIN)/pytest -rs tests/slack_peers

.peers/.installed: tests/slack_peers/package.json
	@mkdir -p .peers && cp $< .peers/
	@cd .peers && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

check: lint types architecture test ## Run everything that must be green before a change is shared

# Matrix needs a homeserver of its own, which takes longer than the rest.
quick: lint types architecture ## Run what a new command needs: checks, and the tests of commands and texts
	@$(BIN)/pytest --numprocesses 2 -m "not homeserver" tests/handlers tests/locale tests/contract tests/house/test_architecture.py

lint: $(VENV)/.project ## Look for mistakes and for code that is not formatted
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

format: $(VENV)/.project ## Format the code and mend what can be mended by itself
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

types: $(VENV)/.project ## Check the types
	@$(BIN)/mypy

architecture: $(VENV)/.project ## Check that imports follow the arrows
	@$(BIN)/lint-imports

bench: $(VENV)/.project $(VENV)/.bench ## Measure, and write the numbers as JSON
	@$(BIN)/python -m benchmarks $(ARGS)

# Two catalogues: the texts of the code, and those of the content folder (docs/question-sets.md).
catalogues: $(VENV)/.project ## Collect the texts and bring each language's catalogues up to date
	@$(EXTRACT) --output=locale/bot.pot .
	@$(EXTRACT) --output=locale/content.pot content
	@for language in $(notdir $(wildcard locale/??)); do for name in bot content; do \
	  $(UPDATE) --locale=$$language --domain=$$name --input-file=locale/$$name.pot; done; done

migration: $(VENV)/.project ## Begin a revision of the schema from storage/tables.py; NAME="requests have a nickname". Then read it
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; url="sqlite:///$$work/imi.sqlite3"; \
	  IMI_DATABASE_URL="$$url" $(BIN)/imi-assistant migrate >&2; \
	  next=$$($(BIN)/python -c "from storage.migrations import head; print(f'{int(head()) + 1:04}')"); \
	  $(BIN)/alembic -c storage/migrations/alembic.ini -x url="$$url" revision --autogenerate --rev-id "$$next" -m "$(NAME)"

life-cycle: $(VENV)/.project ## Write the page about the life cycle from its table
	@$(BIN)/python -c "from core.lifecycle_page import page; print(page(), end='')" > docs/life-cycle.md

picture: $(VENV)/.project ## Draw the README's picture of a session anew
	@$(BIN)/python -m bot.terminal.picture docs/terminal.svg

EXTRACT := $(BIN)/pybabel --quiet extract --mapping=babel.cfg --sort-by-file --no-location --omit-header
UPDATE := $(BIN)/pybabel --quiet update --output-dir=locale --init-missing --no-wrap \
  --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete

# Only this needs uv, and only to resolve: it comes into an environment of its own that is thrown away.
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
  --no-emit-index-url --no-emit-find-links --upgrade
lock: ## Resolve requirements/*.in anew into pinned, hashed requirements/*.txt
	@set -e; work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	$(PYTHON) -m venv "$$work"; "$$work/bin/python" $(PIP_INSTALL) uv; \
	cd requirements; for name in runtime dev synapse bench; do "$$work/bin/uv" $(LOCK) --output-file $$name.txt $$name.in; done

clean: ## Remove both virtual environments and every cache
	rm -rf $(VENV) $(SYNAPSE) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Progress goes to stderr: stdout belongs to what was asked for, a transcript for instance.

$(VENV)/.project: $(VENV)/.requirements pyproject.toml
	@$(BIN)/python $(PIP_INSTALL) --no-build-isolation --editable . >&2
	@# Python may have been told to keep no bytecode of its own: then every start would compile all of it.
	@$(BIN)/python -m compileall -q bot chat core handlers storage >&2
	@touch $@

$(VENV)/.requirements: requirements/dev.txt
	@$(call virtualenv,$(VENV),requirements/dev.txt) >&2
	@touch $@

# What is measured beside ours, and used by nothing else.
$(VENV)/.bench: requirements/bench.txt $(VENV)/.requirements
	@$(BIN)/python $(PIP_INSTALL) --require-hashes --requirement requirements/bench.txt >&2
	@touch $@

$(SYNAPSE)/.requirements: requirements/synapse.txt
	@$(call virtualenv,$(SYNAPSE),requirements/synapse.txt) >&2
	@touch $@

define virtualenv
set -e; \
$(PYTHON) -c '' 2>/dev/null || { \
  echo "There is no working $(PYTHON) here. Python 3.11 or later is needed: make install PYTHON=/path/to/python3"; exit 1; }; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
  echo "Python 3.11 or later is needed, and $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make install PYTHON=python3.12"; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
  echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }; \
echo "Installing $(2) into $(1), once; this takes a minute or two ..."; \
$(PYTHON) -m venv $(1); \
$(1)/bin/python $(PIP_INSTALL) --require-hashes --requirement $(2)
endef
