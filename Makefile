# What a person needs: make demo, make test, make check, make bench, make eval. Each works on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test coverage check bench eval lock messages peer clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

messages: setup
	@$(BIN)/python tools/catalogues.py compile

demo: setup messages
	@exec env PREAU_MODE=demo PREAU_DATA="$${PREAU_DATA:-data/demo}" $(BIN)/preau demo

test: setup messages
	@$(BIN)/python tools/run_tests.py

coverage: setup messages
	@PREAU_COVERAGE=1 $(BIN)/python tools/run_tests.py

check: setup messages
	@$(BIN)/python tools/run_checks.py

bench: setup messages
	@$(BIN)/python -m bench

eval: setup
	@$(BIN)/python -m evaluation

# An independent ActivityPub server for the interoperability tests, where npm can reach its packages.
PEER := build/interop-peer
peer: $(PEER)/.ready

$(PEER)/.ready: tests/interop/fedify/package.json
	mkdir -p $(PEER) && cp tests/interop/fedify/package.json $(PEER)/
	npm install --prefix $(PEER) --no-package-lock --no-audit --no-fund --silent
	@touch $@

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements/runtime.txt
	uv pip compile pyproject.toml --extra postgres --extra heic --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -c requirements/runtime.txt -o requirements/full.txt
	uv pip compile pyproject.toml --extra postgres --extra heic --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -c requirements/runtime.txt -o requirements/dev.txt

clean:
	rm -rf build htmlcov .coverage*
