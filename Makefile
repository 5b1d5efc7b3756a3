# Everything this project does from a shell. `make help` lists it. Each target sets up what it needs and no more.
#
#   PYTHON  the interpreter that makes the virtual environment (default: python3, or a newer one where it is too old)
#   VENV    where the virtual environment is kept (default: .venv)
#   ARGS    further arguments for the program that the target runs: make test ARGS="-k suicide -x"

PYTHON ?= python3
VENV ?= .venv
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# An interpreter that was asked for by name is used or refused, never replaced by another.
ifeq ($(origin PYTHON),file)
pythons := $(PYTHON) python3.11 python3.12 python3.13
else
pythons := $(PYTHON)
endif

bin := $(VENV)/bin
pip := $(bin)/python -m pip --disable-pip-version-check --no-input
install := $(pip) install --quiet -c requirements/constraints.txt --build-constraint requirements/build.txt

# Exit status 1 and one line on standard error where this interpreter cannot make a virtual environment or, below 3.13,
# cannot compile durable-rules.
define PREFLIGHT
import importlib.util as find, os.path as path, shutil, sys, sysconfig
version = "{}.{}".format(*sys.version_info)
named = path.basename(sys.argv[1])
package = named if named == "python3" else "python" + version
needs = []
if not (find.find_spec("venv") and find.find_spec("ensurepip")):
    needs.append(package + "-venv")
if sys.version_info < (3, 13):
    if not path.exists(path.join(sysconfig.get_path("include"), "Python.h")):
        needs.append(package + "-dev")
    if not (shutil.which("gcc") or shutil.which("cc")):
        needs.append("gcc")
if needs:
    sys.exit("{} ({}) is not complete: apt-get install {}".format(sys.argv[1], version, " ".join(needs)))
endef
export PREFLIGHT

## Use it

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^## /{print substr($$0, 3) ":"} /^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: $(VENV)/.cli ## place the people of examples/cases and print every reason
	@$(bin)/placement place $(filter-out $(minor),$(sort $(wildcard examples/cases/*.*))) $(ARGS)
	@echo; echo 'A minor is refused with exit status 2 and one line:'
	@$(bin)/placement place $(minor); test $$? -eq 2

minor := examples/cases/sixteen-years-old.yaml

## Check it

.PHONY: test
test: $(VENV)/.test ## every test but Spark's, with few examples of each property (three minutes on two cores)
	HYPOTHESIS_PROFILE=brief $(bin)/python -m pytest -n auto --dist worksteal $(ARGS)

.PHONY: test-all
test-all: $(VENV)/.test ## every test, Spark's too, with all examples; every line and branch of src must be covered
	TEST_SPARK=true $(bin)/python -m pytest --cov -n auto --dist worksteal $(ARGS)

.PHONY: check
check: lint types contracts rulebook docs ## everything below that can say no, except the tests

.PHONY: lint
lint: $(VENV)/.dev ## ruff: rules and formatting
	$(bin)/ruff check
	$(bin)/ruff format --check

.PHONY: types
types: $(VENV)/.dev ## mypy and pyright, both strict
	$(bin)/mypy
	$(bin)/pyright --pythonpath $(bin)/python

.PHONY: contracts
contracts: $(VENV)/.dev ## import-linter: imports point down only
	$(bin)/lint-imports

.PHONY: rulebook
rulebook: $(VENV)/.cli ## evaluate every guarantee of the shipped rulebook
	$(bin)/placement rulebook check

.PHONY: docs
docs: $(VENV)/.dev ## build the documentation; a warning, a dead reference or a stale generated page fails
	$(bin)/python -m docs.generate --check
	$(bin)/python -m sphinx -W -n --keep-going -q -b html docs docs/_build/html

## Measure it (longer)

.PHONY: bench
bench: bench-place bench-cohort ## both of the following, one after the other

.PHONY: bench-place
bench-place: $(VENV)/.dev ## compare speed with zen-engine, in one table (a few minutes)
	$(bin)/python -m benchmarks $(ARGS)

.PHONY: bench-cohort
bench-cohort: $(VENV)/.dev ## measure how fast whole tables are placed, and write the page about it (half an hour)
	$(bin)/python -m benchmarks.cohort $(ARGS)

.PHONY: fuzz
fuzz: $(VENV)/.dev ## a hundred thousand malformed inputs: only documented errors, and no answer in them
	$(bin)/python -m tests.campaigns.fuzz $(ARGS)

.PHONY: soak
soak: $(VENV)/.dev ## a million placements with both engines over eight threads
	$(bin)/python -m tests.campaigns.soak $(ARGS)

.PHONY: agree
agree: $(VENV)/.dev ## ten million people in data frames and one by one: every column the same (half an hour)
	$(bin)/python -m tests.campaigns.cohort --people 10000000 $(ARGS)

.PHONY: mutants
mutants: $(VENV)/.dev ## move every anchor, drop every condition: does a test notice?
	$(bin)/python -m tests.campaigns.mutants $(ARGS)

## Work on it

.PHONY: setup
setup: $(VENV)/.dev ## make the virtual environment with everything in it

.PHONY: reference
reference: $(VENV)/.dev ## write the generated pages again: catalogue, schemas, commands, table of levels
	$(bin)/python -m docs.generate

.PHONY: format
format: $(VENV)/.dev ## let ruff mend what it can
	$(bin)/ruff check --fix
	$(bin)/ruff format

.PHONY: lock
lock: ## choose the newest versions again and write them to requirements/
	test -x .venv-lock/bin/uv || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/python -m pip install --quiet uv; }
	.venv-lock/bin/uv pip compile $(uv-flags) requirements/build.in -o requirements/build.txt
	.venv-lock/bin/uv pip compile $(uv-flags) --all-extras pyproject.toml -o requirements/constraints.txt

uv-flags := --quiet --upgrade --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock'

.PHONY: clean
clean: ## delete what can be made again
	rm -rf .venv .venv-* docs/_build dist htmlcov .coverage .coverage.* .hypothesis .*_cache
	find . -path ./.git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# The virtual environment, in three sizes. Each stamp is older than what it was made from only when it must be made again.

$(VENV)/.pip: requirements/build.txt
	@python=; \
	for candidate in $(pythons); do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "no Python 3.11 or later among: $(pythons) (name one with PYTHON=...)" >&2; exit 1; fi; \
	"$$python" -c "$$PREFLIGHT" "$$python" || exit 1; \
	echo "setting up $(VENV) with $$("$$python" --version)"; \
	test -x $(bin)/python || "$$python" -m venv $(VENV)
	@$(pip) install --quiet -c requirements/build.txt pip
	@touch $@

$(VENV)/.cli: $(VENV)/.pip pyproject.toml requirements/constraints.txt
	@echo "installing .[cli] into $(VENV)"
	@$(install) -e '.[cli]'
	@touch $@

$(VENV)/.test: $(VENV)/.pip pyproject.toml requirements/constraints.txt
	@echo "installing .[test] into $(VENV)"
	@$(install) -e '.[test]'
	@touch $(VENV)/.cli $@

$(VENV)/.dev: $(VENV)/.pip pyproject.toml requirements/constraints.txt
	@echo "installing .[dev] into $(VENV)"
	@$(install) -e '.[dev]'
	@touch $(VENV)/.cli $(VENV)/.test $@
