# Two commands: `make read` sets everything up and reads the bundled story, `make test` checks the whole project.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STORY := examples/wire-story.txt

.PHONY: read test check map quality setup assets docs lock audit faults fuzz clean

read: setup
	$(BIN)/sayso read $(STORY)

test: setup map check

# The map is built where Node.js is; where it is not, pages work without it and its tests are skipped.
map:
	@if command -v npm >/dev/null; then $(MAKE) assets; \
	else echo "no npm: the map is not built, its tests are skipped" >&2; fi

check:
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile
	$(BIN)/python -m quality

# How right is it, on what others have annotated; the sets lie in SHARED. Parts that have not changed are not read again.
SHARED ?= ../shared
quality: setup
	$(BIN)/python -m quality.world $(SHARED) --json docs/quality.json
	$(BIN)/python -m quality.world.page

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "sayso needs Python 3.11 or later; name one with PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The map and htmx for the pages, from npm packages by their lock; needs Node.js 20 or later. Pages work without them.
assets:
	cd assets && npm ci --no-audit --no-fund --loglevel=error && node build.mjs

docs: setup
	$(BIN)/python scripts/make_docs.py

# Licences, and known holes of what is locked (asks the network; needs pip-audit).
audit: setup
	$(BIN)/python scripts/audit.py

# Kills processes, fills small disks, stops databases; takes minutes.
faults: setup
	$(BIN)/python -m pytest -m faults tests/faults

fuzz: setup
	$(BIN)/python benchmarks/fuzz.py --seconds 600

lock:
	scripts/lock.sh

clean:
	rm -rf $(VENV)
