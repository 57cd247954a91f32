# The same commands on Debian, Ubuntu and macOS (macOS: untested).
PYTHON ?= python3
BIN := .venv/bin
INPUTS := pyproject.toml package.json package-lock.json src/sanxiang/web/icons.txt \
	tools/build_hook.py tools/frontend.py $(wildcard src/sanxiang/locale/*/LC_MESSAGES/*.po)

.PHONY: run test bench build clean
.DELETE_ON_ERROR:

run: .venv/.run ## environment, install, front-end packages, database, demo estate, server
	@$(BIN)/sanxiang run --demo

test: .venv/.dev ## everything the tests need, then the tests
	@$(BIN)/python tools/run_tests.py

bench: .venv/.dev ## measure this machine
	@mkdir -p artefacts
	@$(BIN)/sanxiang bench call --json artefacts/bench.json

build: .venv/.dev ## the wheel, in dist/
	@$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## what was built; the data in var/ stay
	rm -rf .venv build dist artefacts node_modules src/sanxiang/web/static/vendor
	find src -name '*.mo' -delete

.venv/bin/pip:
	@$(PYTHON) tools/make_venv.py

# The build hook brings the front-end packages and the catalogues.
.venv/.run: $(INPUTS) | .venv/bin/pip
	@echo "Installing (a minute or two the first time) …"
	@$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/.dev: $(INPUTS) | .venv/bin/pip
	@echo "Installing (a minute or two the first time) …"
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch .venv/.run $@
