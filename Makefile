# The two commands a newcomer needs are `make site` and `make test`; `make help` lists the rest.

PYTHON ?= python3
VENV   ?= .venv
OUT    ?= site
PORT   ?= 8000
SIZE   ?= national

BIN       := $(VENV)/bin
PIP       := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALLED := $(VENV)/.installed
COMPLETE  := $(VENV)/.installed-dev
LOCKER    := $(VENV)/locker
JUDGES    := $(patsubst %/package-lock.json,%/node_modules/.installed,$(wildcard tests/*/package-lock.json))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve test format bench lock clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: $(INSTALLED) ## Build the page from status/ into site/
	@$(BIN)/statuspage build --out $(OUT)
	@echo "The page is in $(OUT)/: open $(OUT)/index.html, or see it as visitors do with 'make serve'."

serve: $(INSTALLED) ## Show the page on this machine and rebuild it on every change
	@$(BIN)/statuspage serve --port $(PORT)

test: $(COMPLETE) $(JUDGES) ## Check style and types, run all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

format: $(COMPLETE) ## Put the code into the house's layout
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .

bench: $(INSTALLED) ## Measure builds of a synthetic country (SIZE=national, big or huge)
	$(BIN)/python benchmarks/run.py --size $(SIZE)

lock: $(LOCKER) ## Choose the newest allowed libraries again and note their digests
	$(LOCK) --output-file requirements/site.txt --group build pyproject.toml
	$(LOCK) --output-file requirements/dev.txt --group dev --all-extras --constraint requirements/site.txt pyproject.toml
	@! grep -nE '://|^-|file:' requirements/*.txt || { echo "The lock files must name no address."; exit 1; }

clean: ## Remove everything that was made
	rm -rf $(VENV) $(OUT) .site-releases .statuspage-cache benchmarks/work build dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	rm -rf $(dir $(JUDGES))
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Which index the libraries come from is for the machine to say, not for these files;
# the digests make sure that they are the same ones everywhere. The extras stay in the names
# because an older pip takes coverage[toml] for another thing than coverage, which is pinned,
# and refuses it as soon as a newer one is published.
LOCK = $(LOCKER)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
       --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --annotation-style line \
       --custom-compile-command 'make lock'

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing. Try: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV)/ (once; takes a minute) …"
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED): $(VENV)/pyvenv.cfg requirements/site.txt pyproject.toml
	@$(PIP) install --require-hashes --requirement requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(COMPLETE): $(INSTALLED) requirements/dev.txt
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

# Programs from npm that judge the pages. Without npm, the tests that want them are left out and say so.
tests/%/node_modules/.installed: tests/%/package-lock.json
	@if command -v npm >/dev/null; then \
	  echo "Installing into $(@D)/ (once) …"; \
	  cd tests/$* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch node_modules/.installed; \
	else echo "npm is missing: some tests will be left out. On Debian and Ubuntu: sudo apt-get install npm"; fi

$(LOCKER): $(VENV)/pyvenv.cfg
	@$(PYTHON) -m venv $(LOCKER)
	@$(LOCKER)/bin/python -m pip --disable-pip-version-check --quiet install 'uv>=0.13,<0.14'
