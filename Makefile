# Needs only Python >= 3.11 and make. Another interpreter: make test PYTHON=python3.13
PYTHON ?= python3
VENV := .venv$(if $(filter-out python3,$(PYTHON)),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: demo test lint pins clean

demo: $(VENV)/run.done
	@$(BIN)/verify demo

test: $(VENV)/dev.done
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(VENV)/python.done:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "verify needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	@echo "Setting up in $(VENV): a few minutes the first time" >&2
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.done: $(VENV)/python.done requirements/run.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/run.txt
	$(INSTALL)
	@touch $@

$(VENV)/dev.done: $(VENV)/python.done requirements/dev.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(INSTALL)
	@touch $@ $(VENV)/run.done

# Pins are made on the oldest Python we support; needs uv on the PATH.
PINS := uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-header --no-emit-index-url --quiet
pins:
	$(PINS) requirements/build.in -o requirements/run.txt
	$(PINS) requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt

clean:
	rm -rf .venv .venv-* .mypy_cache .ruff_cache .pytest_cache
