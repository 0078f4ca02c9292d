# One command each; `make` lists them. Everything is installed on first use and again when it changes.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
PEERS := .bench/.installed
SPARK := .spark/.installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check fix docs new lock bench shape

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## make the demo company, segment it and show the result in demo/
	$(BIN)/segmentry demo --folder demo

ifdef spark
test: $(SPARK)
	SPARK_LOCAL_IP=127.0.0.1 SEGMENTRY_REQUIRE_SPARK=1 .spark/bin/python -m pytest -m spark $(or $(only),tests/contracts)
else
test: $(INSTALLED) ## run the tests; only=tests/unit/hub runs a part, spark=1 those that need Spark
	$(BIN)/python -m pytest -n 2 --dist loadfile $(only)
endif

check: $(INSTALLED) ## format, lint, types, imports, spelling, house rules: what every commit must pass
	$(BIN)/pre-commit run --all-files

fix: $(INSTALLED) ## mend format and lint where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(INSTALLED) ## build the documentation, reference from the code included, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

new: $(INSTALLED) ## start a plug-in with its test and page: kind=source name=pipedrive
	@$(BIN)/python tools/new.py kind=$(kind) name=$(name)

lock: $(INSTALLED) ## resolve the dependencies of pyproject.toml anew into requirements.lock
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q pyproject.toml --group test --group check --group docs --generate-hashes \
		--universal --python-version 3.11 -o requirements.lock --no-header --no-annotate
	$(BIN)/uv pip compile -q pyproject.toml --extra spark --group test -c requirements.lock --generate-hashes \
		--universal --python-version 3.11 -o requirements-spark.lock --no-header --no-annotate

bench: $(INSTALLED) $(PEERS) ## measure beside the peers, in environments of their own; only=speed or only=identity measures a part
ifneq ($(only),identity)
	$(BIN)/python benchmarks/run.py $(args)
endif
ifneq ($(only),speed)
	$(BIN)/python benchmarks/identity.py $(args)
endif

shape: ## print the longest files and functions and what is imported most
	@$(PYTHON) tools/shape.py

$(INSTALLED): requirements.lock pyproject.toml
	$(call install,.venv,requirements.lock)

$(SPARK): requirements-spark.lock pyproject.toml
	$(call install,.spark,requirements-spark.lock)

$(PEERS): benchmarks/requirements.lock
	@test -x .bench/bin/python || $(PYTHON) -m venv .bench
	.bench/bin/python -m pip install -q --require-hashes -r benchmarks/requirements.lock
	@touch $@

define install
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Segmentry needs Python 3.11 or newer. Say which: make PYTHON=python3.12")'
@test -x $(1)/bin/python || $(PYTHON) -m venv $(1)
$(1)/bin/python -m pip install -q --require-hashes -r $(2)
$(1)/bin/python -m pip install -q --no-deps --editable .
@touch $@
endef
