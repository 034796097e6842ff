# Everything a developer types. `make demo` and `make test` work on a fresh machine with
# Python >= 3.11 and make; the first call sets everything up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Bytecode halves the start-up time of Textual, so it is compiled whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo run test test-python test-lowest lint coverage wheel check docs format test-wordpress test-ttrss fuzz soak torture translations screenshots recording bench bench-search bench-scale bench-journeys bench-commands bench-network bench-sync bench-extract clean help

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: $(READY) ## read the sample newspaper: no network needed, nothing kept
	@$(BIN)/hpreader demo

run: $(READY) ## read the real news
	@$(BIN)/hpreader

test: $(READY) ## the tests (COVERAGE=1: measured, see `make coverage`)
	$(if $(COVERAGE),$(BIN)/coverage erase)
	$(BIN)/$(if $(COVERAGE),coverage run,python) -m pytest -n auto

lint: $(READY) ## format, lint and types, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

coverage: $(READY) ## what the last `make test COVERAGE=1` covered
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

wheel: $(READY) ## build the wheel and run the tests of what can differ from the checkout
	$(BIN)/python tests/support/wheel.py

# What can differ with the version of Python or of a dependency; `make test` runs all, with .venv.
PORTABLE_TESTS := tests/test_*.py tests/cli tests/feed tests/page tests/store tests/ui/test_journeys*.py \
  tests/ui/test_textual_compat.py tests/ui/test_settings.py

test-python: ## the tests of what can differ, with another Python (PYTHON=python3.14), in an environment of its own
	$(PYTHON) -m venv build/python
	build/python/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt pip
	PIP_CONSTRAINT=constraints.txt build/python/bin/python -m pip install --quiet --compile -e '.[dev]'
	build/python/bin/python -m pytest -n auto $(PORTABLE_TESTS)

test-lowest: $(READY) ## the same tests with the oldest versions of the dependencies that pyproject.toml allows
	@mkdir -p build
	$(BIN)/python -m tests.support.oldest >build/oldest.txt
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt pip
	build/lowest/bin/python -m pip install --quiet --compile -c build/oldest.txt -e '.[dev]'
	build/lowest/bin/python -m pytest -n auto $(PORTABLE_TESTS)

check: ## all of these, as before each push
	$(MAKE) lint
	$(MAKE) test COVERAGE=1
	$(MAKE) coverage
	$(MAKE) wheel

format: $(READY) ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test-wordpress: $(READY) ## the tests against a real WordPress (Debian's packages, see .ci/run)
	HPREADER_WORDPRESS=1 $(BIN)/python -m pytest tests/wordpress -rs

test-ttrss: $(READY) ## the tests of accounts against a real tt-rss (Debian's packages, see .ci/run)
	HPREADER_TTRSS=1 $(BIN)/python -m pytest tests/ttrss -rs

BABEL := $(BIN)/python -m babel.messages.frontend -q
CATALOGUES := -D hpreader -d src/hpreader/locale

torture_options = $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

fuzz: $(READY) ## changed inputs for every parser (MINUTES=5 in all, TARGET=one of them, SEED=)
	$(BIN)/python -m tests.torture.fuzz $(torture_options) $(if $(TARGET),--target $(TARGET))

soak: $(READY) ## the reader with random keys: memory, files and threads stay the same (MINUTES=5, SEED=; Linux)
	$(BIN)/python -m tests.torture.soak $(torture_options)

torture: $(READY) ## network faults, kills and full disks (MINUTES=5, SEED=; full disks need root)
	$(BIN)/python -m tests.torture.torture $(torture_options)

translations: $(READY) ## bring the catalogues up to date with the code
	@mkdir -p build
	$(BABEL) extract --add-location=file --sort-by-file --no-wrap --project=hpreader \
	  --version=0.1 -o build/hpreader.pot src
	for language in vi en; do \
	  $(BABEL) update --init-missing --no-fuzzy-matching --ignore-obsolete \
	    --ignore-pot-creation-date --no-wrap -i build/hpreader.pot $(CATALOGUES) -l $$language; \
	done
	$(BABEL) compile $(CATALOGUES)

docs: $(READY) ## the documentation as pages in build/site; a link that leads nowhere is an error
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	$(BIN)/python -m tests.support.reference_pages
	$(BIN)/python packaging/docs_tree.py build/docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

screenshots: $(READY) ## draw the README's pictures anew and accept them
	$(BIN)/python -m pytest tests/ui/test_pictures.py --update-screenshots
	$(BIN)/python -m tests.support.screenshots

recording: $(READY) ## record the README's moving picture anew
	$(BIN)/python -m tests.support.recording

bench: $(READY) ## measure start-up against a bare Textual program
	$(BIN)/python benchmarks/start.py

bench-search: $(READY) ## measure search as one types in 100,000 articles (filling takes minutes; HOME_DIR keeps them)
	$(BIN)/python benchmarks/search.py $(if $(HOME_DIR),--home $(HOME_DIR))

bench-scale: $(READY) ## measure start, memory, keys and search with 1,000,000 headlines (filling takes long; HOME_DIR keeps them)
	$(BIN)/python benchmarks/scale.py $(if $(HOME_DIR),--home $(HOME_DIR))

bench-journeys: $(READY) ## measure what keys cost until the last byte, against bare Textual widgets (Linux)
	$(BIN)/python benchmarks/journeys.py

bench-commands: $(READY) ## measure what list, show and search cost against bare Python
	$(BIN)/python benchmarks/commands.py

bench-network: $(READY) ## measure syncs over a slow network, and what keys wait meanwhile (Linux, an idle machine)
	$(BIN)/python benchmarks/slow_network.py

bench-sync: $(READY) ## measure what fetching and keeping news costs beside newsboat and lemon24/reader (RUNS=5)
	$(BIN)/python benchmarks/sync_cost.py $(if $(RUNS),--runs $(RUNS))

bench-extract: $(READY) ## measure the reading of pages against trafilatura and readability (PAGES=folder with gold)
	@test -n "$(PAGES)" || { echo "say which: make bench-extract PAGES=DIR" >&2; exit 1; }
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet -e '.[bench]'
	$(BIN)/python -m benchmarks.extract "$(PAGES)"

clean: ## throw away what `make` made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "hpreader needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt pip
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --compile -e '.[dev]'
	$(BIN)/python -m compileall -q src
	@touch $(READY)
