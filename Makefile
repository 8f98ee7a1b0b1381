PYTHON ?= python3
BENCH ?= $(HOME)/frappe-bench
SITE ?= lat.test
CHROMIUM ?= $(shell command -v chromium || command -v google-chrome)
VENV := .venv

.PHONY: demo test test-site test-browser lint semgrep clean

$(VENV)/ready: pyproject.toml setup.py
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -e '.[embedded,test]'
	touch $@

demo: $(VENV)/ready
	PYTHONPATH=embedded $(VENV)/bin/python embedded/demo.py demo

test: $(VENV)/ready
	$(VENV)/bin/python -m pytest

test-site:
	$(BENCH)/env/bin/python -m pip install --quiet --disable-pip-version-check pytest hypothesis requests
	LAT_BENCH=$(BENCH) LAT_SITE=$(SITE) $(BENCH)/env/bin/python -m pytest

test-browser:
	@test -x $(BENCH)/env/bin/python -a -d $(BENCH)/sites/$(SITE) || { echo "No bench with a site $(SITE) at $(BENCH)."; exit 1; }
	$(BENCH)/env/bin/python -m pip install --quiet --disable-pip-version-check pytest hypothesis requests playwright
	cd $(BENCH)/sites && ../env/bin/python -m frappe.utils.bench_helper frappe --site $(SITE) compile-po-to-mo --app lat_corps
	cd $(BENCH)/sites && ../env/bin/python -m frappe.utils.bench_helper frappe --site $(SITE) clear-cache
	LAT_BROWSER=1 CHROMIUM=$(CHROMIUM) LAT_BENCH=$(BENCH) LAT_SITE=$(SITE) $(BENCH)/env/bin/python -m pytest tests/browser

lint: $(VENV)/ready
	$(VENV)/bin/pip install --quiet --disable-pip-version-check ruff
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

semgrep:
	semgrep scan --metrics=off --error --config $(RULES) .

clean:
	rm -rf $(VENV) demo build
