# Two commands do everything: make run, make test.
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check install admin accuracy bench clean

run: install
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py import_policies --quiet
	@echo "晋策：http://127.0.0.1:$(PORT)/ 　编辑台：http://127.0.0.1:$(PORT)/admin/（先用 make admin 建一个账号）　停止：Ctrl-C"
	@$(BIN)/gunicorn portal.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --log-level warning

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -W error manage.py check

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt ".[dev]"
	@rm -rf build jince.egg-info
	@touch $@

admin: install
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py createsuperuser

accuracy: install
	@$(BIN)/python manage.py migrate --noinput -v0
	@$(BIN)/python manage.py import_policies --quiet
	@$(BIN)/python manage.py accuracy --write

bench: install
	@$(BIN)/python -m bench --write

clean:
	rm -rf .venv var build *.egg-info
