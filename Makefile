# Two commands: `make run` opens the reference map, `make test` checks everything.
# `make faults` tries what can go wrong with files as often as their promises ask for; it takes its time.

SHELL  := /bin/bash
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q
SAMPLE := resources/maps/port-my-number.journey
REPORT := out/port-my-number.pdf

.PHONY: run test faults pages lint types bench clean
.DEFAULT_GOAL := run

run: $(VENV)/.ready
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    mkdir -p out && \
	    $(BIN)/python -m app export $(SAMPLE) $(REPORT) && \
	    echo "There is no screen here, so the map's report was written to $(REPORT) instead of opening the window."; \
	else \
	    $(BIN)/python -m app $(SAMPLE); \
	fi

test: lint types
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(TESTS)

FAULTY ?= tests/faults tests/model/test_join.py tests/app/test_journal.py tests/app/test_recovery.py

faults: $(VENV)/.ready-to-test
	FAULTS=full QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --durations=12 -rs $(FAULTY)

# `make pages` writes every map on every paper in every theme and reads each page; CASES='A4 dark' chooses some.
pages: $(VENV)/.ready-to-test
	$(BIN)/python -m tests.exporters.everything $(CASES)

lint: $(VENV)/.ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-to-test
	$(BIN)/mypy

bench: $(VENV)/.ready-to-test
	$(BIN)/python -m benchmarks $(BENCH)

clean:
	rm -rf $(VENV) out .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

# Each stamp is renewed when pyproject.toml changes; while it is newer, starting costs nothing.
$(VENV)/.ready: pyproject.toml scripts/create_environment.sh scripts/qt_libraries.sh
	@bash scripts/create_environment.sh $(PYTHON) $(VENV)
	@$(PIP) install -e .
	@bash scripts/qt_libraries.sh $(BIN)/python
	@touch $@

$(VENV)/.ready-to-test: $(VENV)/.ready
	@$(PIP) install -e '.[test]'
	@touch $@
