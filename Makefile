# make demo   sets up and reviews a month of an invented practice
# make demo-audit  reads three exports of an invented clinician and writes the report
# make test   sets up and passes all tests
# make check  everything: format, lint, types, contracts, rules, tests, docs
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run-stamp
PICTURES_STAMP := $(VENV)/.pictures-stamp
DEV_STAMP := $(VENV)/.dev-stamp
SPARK_STAMP := $(VENV)/.spark-stamp
SOURCES := src tests tools benchmarks training
# Tests run on every core, four at most: each worker holds up to 2 GB. `make test WORKERS=` runs them one by one.
WORKERS ?= --numprocesses=auto --maxprocesses=4 --dist=worksteal

.PHONY: demo demo-audit test spark check check-rest format docs bench bench-audit bench-linkage train requirements clean help

help:
	@sed -n 's/^# make/make/p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("circumspect needs Python 3.11 or newer; set PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): $(BIN)/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(PICTURES_STAMP): $(RUN_STAMP) requirements/pictures.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pictures.txt
	touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt requirements/pictures.txt requirements/documents.txt requirements/batch.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/pictures.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/documents.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/batch.txt
	touch $@

demo: $(RUN_STAMP)
	@echo "A month of an invented practice, read before it is published:"
	@echo
	@$(BIN)/circumspect check examples/november --profile examples/november/circumspect.toml || test $$? -eq 1

demo-audit: $(PICTURES_STAMP)
	@sh tools/demo_audit.sh $(BIN)/circumspect

test: $(DEV_STAMP)
	$(BIN)/lint-imports
	$(BIN)/circumspect rules validate
	$(BIN)/circumspect rules test
	$(BIN)/python -m pytest $(WORKERS)

# Adds pyspark, so that the tests run Spark as well where Java is (openjdk-17-jre-headless). `.ci/run` does this first.
spark: $(SPARK_STAMP)

$(SPARK_STAMP): $(DEV_STAMP) requirements/spark.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	touch $@

check: test check-rest

check-rest: $(DEV_STAMP)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/mkdocs build --quiet --strict --site-dir build/site

format: $(DEV_STAMP)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

docs: $(DEV_STAMP)
	$(BIN)/python tools/build_docs.py
	$(BIN)/mkdocs build --strict --site-dir build/site

bench: $(DEV_STAMP) build/bench-venv/bin/python
	$(BIN)/python benchmarks/speed.py

# The large one is by hand: half an hour (benchmarks/audit.py --large).
bench-audit: $(DEV_STAMP)
	$(BIN)/python benchmarks/audit.py

# recordlinkage and Splink live apart too.
bench-linkage: $(DEV_STAMP) build/linkage-venv/bin/python
	LINKAGE_PEERS=build/linkage-venv/bin/python PYTHONPATH=src $(BIN)/python benchmarks/linkage/handles_bench.py
	LINKAGE_PEERS=build/linkage-venv/bin/python PYTHONPATH=src $(BIN)/python benchmarks/linkage/febrl.py
	LINKAGE_PEERS=build/linkage-venv/bin/python PYTHONPATH=src $(BIN)/python benchmarks/linkage/size.py

build/linkage-venv/bin/python: requirements/linkage.txt
	$(PYTHON) -m venv build/linkage-venv
	build/linkage-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/linkage.txt

# Presidio and its language model live apart: nothing we ship needs them.
build/bench-venv/bin/python: requirements/bench.txt
	$(PYTHON) -m venv build/bench-venv
	build/bench-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt

# On two cores this takes many hours; `make train DEVICE=cuda` minutes on a graphics card (training/README.md).
DEVICE ?= cpu
# torch and transformers are for training alone: they are installed by name, apart from everything that is pinned with hashes.
train: build/train-venv/bin/python
	cd training && ../build/train-venv/bin/python train.py encoder
	cd training && ../build/train-venv/bin/python train.py fit ../build/runs/reader --encoder mpnet --layers 10 --bits 6 \
	  --early 4 --epochs 7 --rate 1.5e-4 --decay 0.9 --size 64 --device $(DEVICE)
	cd training && ../build/train-venv/bin/python train.py export ../build/runs/reader ../src/circumspect/engines/reader

build/train-venv/bin/python: requirements/train.txt requirements/encoder.txt
	$(PYTHON) -m venv build/train-venv
	build/train-venv/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 transformers==5.23.0
	build/train-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	build/train-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/encoder.txt
	mkdir -p build/runs

requirements:
	$(BIN)/python tools/pin_requirements.py

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
