# `make` alone lists the commands. Needs GNU make 3.81 or later; nothing else is assumed but
# Python 3.11 or later and git. Every recipe uses relative paths, so that the project may stand
# in a folder with spaces in its name.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
BROWSER ?= yes
JAVA ?= yes
RUNS ?= 3
PY := .venv/bin/python
SITE_READY := .venv/.site-ready
DEV_READY := .venv/.dev-ready
HTML_READY := node_modules/.ready
PIP := -m pip --disable-pip-version-check install --quiet
# The marks of the tests that are left out.
WITHOUT := $(strip $(if $(filter no,$(BROWSER)),browser) $(if $(filter no,$(JAVA)),java))
# "fewest": one version of a package for every Python, so that every Python builds the same site.
LOCK := -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --custom-compile-command "make lock" $(LOCK_OPTIONS)

# The theme's notice about MkDocs 2; pyproject.toml keeps that version out.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help
help:
	@awk -F ':.*## ' '/^##@ / {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

##@ The site

.PHONY: serve
serve: $(SITE_READY) ## Show the site on this machine and follow every edit (PORT=8000)
	@$(PY) -c "import socket; socket.create_server(('127.0.0.1', $(PORT))).close()" 2>/dev/null || \
		{ echo "Port $(PORT) is taken. Try: make serve PORT=$$(($(PORT) + 1))" >&2; exit 1; }
	@$(PY) -m mkdocs serve --livereload --dev-addr 127.0.0.1:$(PORT)

.PHONY: test
test: $(DEV_READY) chromium firefox poppler java ## Run the tests (BROWSER=no, JAVA=no: those without either)
	$(PY) -bb -X dev -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder \
		$(if $(WITHOUT),-m "not ($(subst browser java,browser or java,$(WITHOUT)))")

.PHONY: pages
pages: $(SITE_READY) ## Turn data/ into pages under docs/
	$(PY) -m build_content build

.PHONY: editions
editions: pages ## Make the PDFs and other editions that the site links (docs/data/)
	$(PY) -m build_content editions

.PHONY: site
site: editions ## Build the whole site into site/
	$(PY) -m mkdocs build --strict

.PHONY: offline
offline: site ## Pack the site into one zip that opens from a folder (site-offline.zip)
	$(PY) tools/make_offline.py site site-offline.zip

##@ Before a change is sent

.PHONY: check
check: formatted lint types test up-to-date site-check html compare ## Run everything a change must pass

.PHONY: format
format: $(DEV_READY) ## Lay out the Python code
	$(PY) -m ruff format
	$(PY) -m ruff check --fix-only

.PHONY: formatted
formatted: $(DEV_READY)
	$(PY) -m ruff format --check

.PHONY: lint
lint: $(DEV_READY) ## Look for faults in the Python code
	$(PY) -m ruff check

.PHONY: types
types: $(DEV_READY) ## Check the types
	$(PY) -m mypy

.PHONY: data-check
data-check: $(SITE_READY) ## Look for mistakes in data/, and for where the record is thin
	$(PY) -m build_content check --report

.PHONY: up-to-date
up-to-date: pages
	$(PY) -m build_content build --check

.PHONY: site-check
site-check: site $(DEV_READY) ## Check every link, anchor and id of the built site
	$(PY) tools/check_site.py site

.PHONY: html
html: site $(HTML_READY) ## Check that every built page is valid HTML
	node_modules/.bin/html-validate --max-warnings 0 --ext html site

.PHONY: compare
compare: pages $(DEV_READY) ## Check that ProperDocs builds the same site
	$(PY) tools/compare_renderers.py

.PHONY: reproduce
reproduce: $(SITE_READY) ## Build twice in different places and compare every byte
	@sh tools/reproduce.sh

.PHONY: links
links: export SITE_URL := http://localhost/
links: site ## Check the links to other sites (needs lychee and the network)
	@command -v lychee >/dev/null || { echo "Please install lychee, the link checker, first." >&2; exit 1; }
	lychee --config .github/links.toml './site/**/*.html'

.PHONY: zensical
zensical: $(DEV_READY) ## See how far Zensical comes with the same pages (no part of check)
	$(PY) tools/report_zensical.py

.PHONY: bench
bench: $(SITE_READY) ## Measure speed and memory (a quarter of an hour)
	$(PY) tools/bench.py

.PHONY: audit
audit: $(DEV_READY) $(HTML_READY) chromium ## Measure what a visit costs, on a phone, beside plain Material (RUNS=3)
	$(PY) tools/audit.py --runs $(RUNS)

.PHONY: screenshots
screenshots: site $(DEV_READY) chromium ## Picture the kinds of page, to be looked at (.cache/screenshots/)
	$(PY) tools/screenshots.py site

##@ Now and then

.PHONY: lock
lock: $(DEV_READY) ## Lock what pyproject.toml asks for (LOCK_OPTIONS=--upgrade for newer versions)
	$(PY) $(PIP) uv
	$(PY) $(LOCK) pyproject.toml --group test --group lint --group fonts --group compare \
		--output-file requirements/dev.txt
	$(PY) $(LOCK) pyproject.toml --constraint requirements/dev.txt \
		--output-file requirements/site.txt
	$(PY) $(LOCK) --group pyproject.toml:zensical --output-file requirements/zensical.txt

.PHONY: fonts
fonts: $(DEV_READY) $(HTML_READY) ## Cut the fonts of the site and of the editions anew
	$(PY) tools/make_fonts.py node_modules
	$(PY) tools/make_print_fonts.py node_modules

.PHONY: clean
clean: ## Remove everything that was made, the environments too
	@if git rev-parse --git-dir >/dev/null 2>&1; then git clean -dfXq docs; fi
	rm -rf site site-offline.zip .cache .venv node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# What the commands above stand on. A file that is touched last says that a step was done, and is
# out of date when what the step was made from has changed.

.venv/bin/python:
	@sh tools/make_venv.sh

$(SITE_READY): requirements/site.txt .venv/bin/python
	@echo "Installing what the site needs into .venv"
	@$(PY) $(PIP) --require-hashes --requirement requirements/site.txt
	@touch $@

# After the site's, never beside it: two installers in one environment would meet.
$(DEV_READY): requirements/dev.txt $(SITE_READY)
	@echo "Installing what the tests and checks need into .venv"
	@$(PY) $(PIP) --require-hashes --requirement requirements/dev.txt
	@touch $@

.PHONY: chromium
chromium:
ifneq ($(BROWSER),no)
	@sh tools/need.sh "The browser tests need Chromium (make test BROWSER=no leaves them out)" \
		"chromium chromium-browser google-chrome google-chrome-stable" chromium
endif

.PHONY: firefox
firefox:
ifneq ($(BROWSER),no)
	@sh tools/need.sh "The tests of printing need Firefox (make test BROWSER=no leaves them out)" \
		"firefox-esr firefox" firefox-esr
endif

.PHONY: java
java:
ifneq ($(JAVA),no)
	@sh tools/need.sh "EPUBCheck, the judge of the e-book, needs Java (make test JAVA=no leaves it out)" \
		java default-jre-headless
endif

.PHONY: poppler
poppler:
	@sh tools/need.sh "The tests read PDFs with Poppler" pdftotext poppler-utils

$(HTML_READY): package.json package-lock.json
	@sh tools/need.sh "The HTML check needs Node.js 18.19 or later" node nodejs
	@sh tools/need.sh "The HTML check needs npm" npm npm
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
