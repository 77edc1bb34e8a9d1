# Two commands on a fresh machine with Python >= 3.11 and make:  make report   make test
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
  BIN := .venv/Scripts
else
  BIN := .venv/bin
endif
READY := .venv/.ready

.PHONY: report test test-cepat lab check lint metode akurasi datapackage lock clean alat

report: $(READY)  ## every report of data/ into reports/
	$(BIN)/lakip run

test: $(READY) alat  ## everything, also the long tests (what CI runs); its many processes share what is compiled
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

alat:  ## the browser and the office of the long tests, where this machine lets us install them
	-@sh tests/alat.sh

test-cepat: $(READY)  ## the quick tests only
	$(BIN)/python -m pytest -m "not lambat"

lab: $(READY)  ## JupyterLab on the notebooks
	$(BIN)/lakip lab

check: $(READY)  ## faults of the data
	$(BIN)/lakip check

lint: $(READY)
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

datapackage: $(READY)  ## data/<dinas>/datapackage.json, from the contract, the dictionary of columns and dinas.toml
	$(BIN)/python -m lakip_analysis.data.datapackage data

metode: $(READY)  ## docs/metode.md, from the rules
	$(BIN)/python -m lakip_analysis.metode.document > docs/metode.md

akurasi: $(READY)  ## docs/akurasi.md: how often the audit is right, on real and made reports (minutes)
	$(BIN)/python benchmarks/akurasi.py

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Perlu Python 3.11 atau lebih baru. Pasang dulu, atau: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Modul venv belum ada. Di Debian/Ubuntu: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

lock:  ## renew requirements.txt from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --no-header --output-file requirements.txt pyproject.toml

clean:
	rm -rf .venv reports/*/ reports/index.html reports/*.csv
