# What one does here, each in one command; `make` alone lists them.
.DEFAULT_GOAL := help
PORT ?= 8000
ROUNDS ?= 1000
PYTHON ?= python3
BIN := .venv/bin
TEMPLATES = $(shell find templates -name '*.html')

# What was compiled is kept between runs, though the machine's own setting may say otherwise: a fifth of each start.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help run serve admin test long drill check fmt accuracy bench install lock ocr clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## serve the portal with the nine documents in it (PORT=8000), and its worker, as a site is served
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py import_policies --quiet
	@echo "晋策：http://127.0.0.1:$(PORT)/ 　编辑台：http://127.0.0.1:$(PORT)/$(or $(JINCE_ADMIN_PATH),admin/)（先用 make admin 建一个账号）　停止：Ctrl-C"
	@$(BIN)/python manage.py worker --with $$$$ & exec $(BIN)/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT)

serve: install ## the same for who works on it: loads itself anew, shows debug pages, keeps no page
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py import_policies --quiet
	@$(BIN)/python manage.py worker --with $$$$ & JINCE_DEBUG=1 exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

admin: install ## make an administrator's login for the desk
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py createsuperuser

test: install ## what one waits for, its ten slowest named (DATABASE_URL=postgres://… for PostgreSQL)
	$(BIN)/python -m pytest

long: install ## what takes longer (ONLY=tests/…): whole imports, days on the desk, every count held against its list
	$(BIN)/python -m pytest -m "long and not drill" $(ONLY)

drill: install ## attacks by chance (ROUNDS=1000, ONLY=tests/…): texts, edits, imports, requests, sources, kills, bad days; prints what survived
	JINCE_ROUNDS=$(ROUNDS) $(BIN)/python -m pytest -m drill -n 4 $(ONLY) # four: much of it waits

check: install ## formatting, lint, types, imports one way, migrations, Django's checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -W error manage.py check

fmt: install ## format code and templates, mend what lint can mend
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	-$(BIN)/djade --target-version 5.2 $(TEMPLATES)

accuracy: install ## the facts held against what a careful reader found by hand
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py import_policies --quiet
	@$(BIN)/python manage.py accuracy --write
	@$(BIN)/python manage.py match_accuracy

bench: install ## how fast it is, as ratios within one run
	@$(BIN)/python -m bench --write

install: .venv/installed ## what the others need, into .venv

.venv/installed: requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@

# No package but by the hash that is written down; a new dependency is named in pyproject.toml, and locked by this.
LOCK = var/lock/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --no-header --no-annotate --allow-unsafe
lock: ## requirements*.txt made anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@test -x var/lock/bin/pip-compile || { $(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet pip-tools==7.6.2; }
	@$(LOCK) $(UPGRADE) --output-file requirements.txt pyproject.toml
	@$(LOCK) $(UPGRADE) --extra dev --output-file requirements-dev.txt pyproject.toml
	@$(LOCK) $(UPGRADE) --extra ocr --output-file requirements-ocr.txt pyproject.toml

ocr: install ## what reads pictures and scanned PDFs (400 MB), into .venv, too
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-ocr.txt

clean: ## away with what was installed and made
	rm -rf .venv var build *.egg-info
