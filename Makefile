# make run: serve the page.  make test: everything.  make lint: style and types.  make bench: the speed tables.
# make stage: bundle the JavaScript, after a change of it.
PYTHON ?= python3
PORT ?= 8501
BIN = .venv/bin
# Node's programs find the Node of requirements-test.txt: on every machine the same.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: run test lint stage bench picture clean

run: .venv/run.done
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.headless true

test: .venv/test.done
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: .venv/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/npm run --silent lint

stage: .venv/test.done
	$(BIN)/npm run --silent stage

bench: .venv/test.done
	$(BIN)/python -m tests.benchmarks

# The README's picture, taken from the real page.
picture: .venv/test.done
	$(BIN)/python -m tests.browser.picture

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make run PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/run.done: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.done: requirements-test.txt package-lock.json .npmrc tests/browser/get_chromium.sh .venv/run.done
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.txt
	$(BIN)/npm ci --loglevel=error
	sh tests/browser/get_chromium.sh $(BIN)/playwright
	touch $@

clean:
	rm -rf .venv node_modules
