PYTHON ?= python3
BENCH ?= $(HOME)/frappe-bench
SITE ?= lat.test
CHROMIUM ?= $(shell command -v chromium || command -v google-chrome)
VENV := .venv
# Files in the order of one worker: what one leaves behind, no other meets in another order.
SPREAD := --dist loadfile --no-loadscope-reorder

.PHONY: help demo quick test test-site test-browser test-upgrade test-life lint semgrep clean

help: ## what can be run
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

$(VENV)/ready: pyproject.toml setup.py
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -e '.[embedded,test]'
	touch $@

demo: $(VENV)/ready ## play a year of two fictional municipalities, to open in a browser
	PYTHONPATH=embedded $(VENV)/bin/python embedded/demo.py demo

quick: $(VENV)/ready ## the rules and the house itself, under a minute
	$(VENV)/bin/python -m pytest tests/domain tests/metadata

test: $(VENV)/ready ## the whole suite, on the embedded stand-in
	$(VENV)/bin/python -m pytest -n auto --maxprocesses 8 $(SPREAD)

test-site: ## the whole suite on a real site: BENCH=path SITE=name, or SITE="names" of sites alike, one for each worker
	$(BENCH)/env/bin/python -m pip install --quiet --disable-pip-version-check pytest pytest-xdist hypothesis requests jsonschema
	LAT_BENCH=$(BENCH) LAT_SITE="$(SITE)" $(BENCH)/env/bin/python -m pytest -n $(words $(SITE)) $(SPREAD)

test-browser: ## the forms in a browser, on a real site
	@test -x $(BENCH)/env/bin/python -a -d $(BENCH)/sites/$(SITE) || { echo "No bench with a site $(SITE) at $(BENCH)."; exit 1; }
	$(BENCH)/env/bin/python -m pip install --quiet --disable-pip-version-check pytest hypothesis requests playwright
	cd $(BENCH)/sites && ../env/bin/python -m frappe.utils.bench_helper frappe --site $(SITE) compile-po-to-mo --app lat_corps
	cd $(BENCH)/sites && ../env/bin/python -m frappe.utils.bench_helper frappe --site $(SITE) clear-cache
	LAT_BROWSER=1 CHROMIUM=$(CHROMIUM) LAT_BENCH=$(BENCH) LAT_SITE=$(SITE) $(BENCH)/env/bin/python -m pytest tests/browser

test-upgrade: ## an earlier state, migrated and compared: FROM=commit or DUMP=file
	$(PYTHON) -m tests.upgrade.prove $(BENCH) $(SITE) $(or $(OUT),/tmp/lat-upgrade) $(if $(DUMP),--dump $(DUMP),--from $(FROM)) --root-password $(ROOT_PASSWORD)

test-life: ## installed, shaped, migrated, removed and begun again
	$(PYTHON) -m tests.upgrade.life $(BENCH) $(SITE) $(or $(OUT),/tmp/lat-life)

lint: $(VENV)/ready ## ruff
	$(VENV)/bin/pip install --quiet --disable-pip-version-check ruff
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

semgrep: ## Frappe's own rules: RULES=checkout/rules
	semgrep scan --metrics=off --error --config $(RULES) .

clean: ## take away what was made
	rm -rf $(VENV) demo build
