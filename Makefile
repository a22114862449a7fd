# Each target does its own set-up: .venv from requirements.lock, and Debian's packages where they are missing.
.DEFAULT_GOAL := help
.PHONY: help demo run test lint format keys bench screenshots package package-test lock environment qt desktop
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
ARGS ?=

help:
	@echo "make demo      sample news, three watches, the desktop program; works offline"
	@echo "make run       the desktop program with your own profile (ARGS=\"…\" are handed to it)"
	@echo "make test      all tests (ARGS=\"-k words\" chooses)"
	@echo "make lint      ruff and mypy"
	@echo "make format    ruff's formatting, in place"
	@echo "make keys      the tables of docs/keyboard.md anew, from the program"
	@echo "make bench     the measurements"
	@echo "make screenshots  pictures of every screen, in build/screenshots (ARGS=\"NAME…\": those; ARGS=--keep: docs/pictures anew)"
	@echo "make package   wheel, source archive and the packages of this system, in dist/"
	@echo "make package-test  the same, then each package checked, installed and started"
	@echo "make lock      requirements.lock anew from pyproject.toml"

demo: environment qt
	@$(BIN)/tocsin demo $(ARGS)

run: environment qt
	@$(BIN)/tocsin $(ARGS)

test: environment desktop
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

lint: environment
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy --config-file tests/mypy.ini

format: environment
	@$(BIN)/ruff check --select I --fix .
	@$(BIN)/ruff format .

keys: environment qt
	@$(BIN)/python packaging/keyboard.py

bench: environment desktop
	@failed=; for script in tests/bench/*.py; do echo "== $$script"; $(BIN)/python $$script || failed="$$failed $$script"; \
	done; test -z "$$failed" || { echo "Not reached:$$failed"; exit 1; }

screenshots: environment desktop
	@PYTHONPATH=tests $(BIN)/python -m pictures $(ARGS)

package: environment qt
	@packaging/debian.sh packages
	@rm -rf dist
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python
	@$(BIN)/python packaging/look_inside.py dist
	@packaging/build.sh
	@ls -l dist

package-test: package desktop
	@$(BIN)/python packaging/check.py

lock:
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --group dev --group build pyproject.toml --output-file requirements.lock

environment:
	@packaging/setup.sh

qt:
	@packaging/debian.sh

desktop:
	@packaging/debian.sh tests
