# What people do here. Each target first sets up what it needs, from Python 3.11 or newer, pip and
# make alone: uv in .tools, an environment in .venv, the locked packages in it. Stamps make the
# second call cost nothing.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
UV := .tools/bin/uv
VENV := .venv
BIN := $(VENV)/bin
# uv installs into .venv, whatever other environment is switched on in the caller's shell.
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
INSTALL := $(UV) pip sync --quiet --require-hashes --no-build

.DEFAULT_GOAL := help
.PHONY: help demo serve test soak check bench bench-spending bench-returns format docs lock screenshots clean

help:
	@echo "make demo         the demonstration place, on an address of this machine (PORT=8080 chooses its port)"
	@echo "make serve        the site with the record that is there"
	@echo "make test         every test: SQLite, PostgreSQL, browser, a Spark cluster"
	@echo "make check        style, types, order of the rooms, lengths, generated pages"
	@echo "make soak         long runs of random acts against the law of agreements"
	@echo "make bench        how fast it is, as ratios"
	@echo "make bench-spending  how fast payments are received (BENCH='--lines 50000000 --returns 10000')"
	@echo "make bench-returns  how fast figures are received and a workbook is checked (BENCH='--rows 100000')"
	@echo "make format       lay out the code"
	@echo "make docs         write the generated pages of docs/reference"
	@echo "make screenshots  pictures of the pages in docs/screenshots"
	@echo "make lock         choose the newest fitting packages and write requirements/"
	@echo "make clean        remove .tools, .venv and caches (not var/, which holds the record)"

demo: $(VENV)/.placepact
	@$(BIN)/placepact demo $(if $(PORT),--port $(PORT))

serve: $(VENV)/.placepact
	@$(BIN)/placepact serve $(if $(PORT),--port $(PORT))

test: $(VENV)/.spark
	@$(BIN)/python -m tools.run_tests

# Every check runs, also after one that failed, so that one call tells all.
CHECKS := check-style check-layout check-types check-rooms check-migrations check-lengths check-words check-docs
.PHONY: $(CHECKS)

check: $(VENV)/.developer
	@$(MAKE) --no-print-directory --keep-going $(CHECKS)
	@echo "All checks passed."

check-style: $(VENV)/.developer
	$(BIN)/ruff check --quiet .

check-layout: $(VENV)/.developer
	$(BIN)/ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }

check-types: $(VENV)/.developer
	$(BIN)/mypy

check-rooms: $(VENV)/.developer
	$(BIN)/lint-imports --no-cache --no-logo

check-migrations: $(VENV)/.developer
	DJANGO_SETTINGS_MODULE=placepact.config.settings PLACEPACT_HOME=$(VENV)/check-home DATABASE_URL= \
		$(BIN)/python -m django makemigrations --check --dry-run

check-lengths: $(VENV)/.developer
	$(BIN)/python -m tools.check_lengths

check-words: $(VENV)/.developer
	$(BIN)/python -m tools.check_words

check-docs: $(VENV)/.developer
	$(BIN)/python -m tools.check_docs

# How long is chosen by EXAMPLES and STEPS; each example is an agreement to which that many random acts are done.
soak: $(VENV)/.developer
	PLACEPACT_SOAK_EXAMPLES=$(or $(EXAMPLES),300) PLACEPACT_SOAK_STEPS=$(or $(STEPS),60) \
		$(BIN)/python -m pytest -q -p no:cacheprovider tests/law/test_random_acts.py

bench-spending: $(VENV)/.developer
	@$(BIN)/python -m bench.spending $(BENCH)

bench-returns: $(VENV)/.developer
	@$(BIN)/python -m bench.returns $(BENCH)
	@$(BIN)/python -m bench.requests

bench: $(VENV)/.developer
	@$(BIN)/python -m bench

format: $(VENV)/.developer
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .

docs: $(VENV)/.developer
	@$(BIN)/python -m tools.check_docs --write

screenshots: $(VENV)/.developer
	@$(BIN)/python -m tools.screenshots

# --- setting up ------------------------------------------------------------------------------

.tools/.uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "placepact needs Python 3.11 or newer, and found none: $$(python3 --version 2>&1 || true). Install it, or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "placepact needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { echo "placepact needs pip for $(PYTHON). On Debian and Ubuntu: apt-get install python3-pip" >&2; exit 1; }
	@echo "Setting up (once) ..."
	@rm -rf .tools
	@$(PYTHON) -m pip install --quiet --no-warn-script-location --root-user-action=ignore --only-binary :all: \
		--target .tools --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.packages: .tools/.uv requirements/base.txt
	@test -x $(BIN)/python || $(UV) venv --quiet --python "$(PYTHON)" $(VENV)
	@$(INSTALL) requirements/base.txt
	@touch $@

# The project itself, as it lies here; what builds it is locked too.
$(VENV)/.placepact: $(VENV)/.packages pyproject.toml requirements/build.txt
	@$(UV) pip install --quiet --no-deps --build-constraint requirements/build.txt --editable .
	@touch $@

# The developers' packages hold the same versions of the others, so that they can be added over them.
$(VENV)/.developer: $(VENV)/.placepact requirements/dev.txt
	@$(UV) pip install --quiet --require-hashes --no-build -r requirements/dev.txt
	@touch $@

# PySpark is published as source alone, so that --no-build cannot hold for it; it has the locked hash, and what
# builds it is locked too. Everything else that it needs is already there.
$(VENV)/.spark: $(VENV)/.developer requirements/spark.txt requirements/build.txt
	@echo "Setting up Spark (once; a large package) ..."
	@$(UV) pip install --quiet --require-hashes --build-constraint requirements/build.txt -r requirements/spark.txt
	@touch $@

# --- locking ---------------------------------------------------------------------------------

# Names, versions and hashes, from the public registry alone: settings of this machine are left out.
COMPILE = env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	$(UV) --no-config pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate

lock: .tools/.uv
	$(COMPILE) requirements/uv.in --output-file requirements/uv.txt
	$(COMPILE) requirements/build.in --output-file requirements/build.txt
	$(COMPILE) pyproject.toml --output-file requirements/base.txt
	$(COMPILE) pyproject.toml --extra postgres --constraint requirements/base.txt --output-file requirements/postgres.txt
	$(COMPILE) pyproject.toml --extra postgres --group dev --constraint requirements/base.txt --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --extra spark --constraint requirements/base.txt --output-file requirements/spark.txt

clean:
	rm -rf .tools $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
