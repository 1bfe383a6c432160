# make run: serve the sample organisations at http://127.0.0.1:8000     make test: everything CI checks
PYTHON ?= python3
BIN := .venv/bin
DATA ?= data
PIP := $(BIN)/pip install -qq --disable-pip-version-check

.PHONY: run test lint widget lock sbom audit clean

run: .venv/base
	$(BIN)/madoguchi --data $(DATA) serve --examples examples

test: .venv/test .venv/tools/made
	bash tests/setup.sh
	$(MAKE) --no-print-directory lint
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist worksteal

lint: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The minified widget, after its sources have changed
widget:
	bash deploy/widget.sh

# Hashed pins of the base; PyTorch is never among them
.venv/base: requirements/base.txt pyproject.toml
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Madoguchi needs Python 3.11 or newer with venv: set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@test -x $(BIN)/pip || { echo "Setting up .venv (once, a minute or two) …"; $(PYTHON) -m venv .venv; }
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(PIP) --no-deps -e .
	@touch $@

# PyTorch first and by exact version: resolved together with the rest it brings gigabytes of CUDA packages
.venv/test: .venv/base requirements/test.txt
	@echo "Setting up the test tools, PyTorch (CPU) among them …"
	@$(PIP) torch==2.13.0
	@$(PIP) -r requirements/test.txt
	@touch $@

# What looks at the packages, apart: it brings extras of other libraries that slow them down
.venv/tools/made: .venv/base requirements/tools.txt
	@$(PYTHON) -m venv .venv/tools
	@.venv/tools/bin/pip install -qq --disable-pip-version-check -r requirements/tools.txt
	@touch $@

# Refresh the pins after editing requirements/*.in
lock: .venv/base
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --python $(BIN)/python --generate-hashes --no-header --no-annotate -o requirements/base.txt requirements/base.in
	$(BIN)/uv pip compile --quiet --python $(BIN)/python --no-header --no-annotate -c requirements/base.txt requirements/test.in \
		| sed -E -e 's/\+cpu//' -e '/^(nvidia|triton|cuda)/d' -e '/^ +--hash/d' -e 's/ \\$$//' > requirements/test.txt
	$(BIN)/uv pip compile --quiet --python $(BIN)/python --no-header --no-annotate -o requirements/tools.txt requirements/tools.in

# The parts of the base install as CycloneDX, in sbom.cdx.json
sbom: .venv/tools/made
	bash deploy/sbom.sh

# Known advisories of the base install; needs the network
audit: .venv/test .venv/tools/made
	$(BIN)/python -m tests.supply_chain.advisories

clean:
	rm -rf .venv data
