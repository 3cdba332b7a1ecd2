# Run it: make run. Test it: make test. README has the rest.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/python
# The long drills belong to CI and to `make drill`.
ifeq ($(CI),true)
SKIPPED =
BUT =
else
SKIPPED = not drill
BUT = and not drill
endif
# By file, because a file shares its servers; in order, because those that empty the database are last.
PYTEST = $(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
# pytest says 5 when a pass has nothing to do.
OR_NOTHING = || test $$? -eq 5
# As a server on the internet would have it, for Django's deployment checks.
PRODUCTION = env -u DEBUG -u ALLOWED_HOSTS SITE_URL=https://crawl.example.org \
	SECRET_KEY=for-the-checks-only-and-never-seen-by-a-visitor-0123456789 \
	DATABASE_URL=postgresql://settimes@db.example.org/settimes \
	EMAIL_URL=smtp://mail.example.org \
	REDIS_URL=redis://queue.example.org TRUSTED_PROXIES=10.0.0.0/8

.PHONY: run install dev check test drill bench lock

run: install
	@exec $(RUN) -m settimes.run

install:
	@$(PYTHON) settimes/run/install.py $(VENV) requirements.txt

dev: install
	@$(PYTHON) settimes/run/install.py $(VENV) requirements-dev.txt

check: dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	find templates -name '*.html' -exec $(VENV)/bin/djade --check --target-version 5.2 {} +
	$(PRODUCTION) DATABASE_URL=sqlite:///:memory: $(RUN) manage.py makemigrations --check
	$(RUN) manage.py check
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING

test: dev
	$(PYTEST) -m "$(SKIPPED)"
	TEST_DATABASE=postgresql $(PYTEST) -m "not once $(BUT)" $(OR_NOTHING)

# KILLS= and MAILS=, TELL_KILLS= and FANS= for other numbers; what CI does stands in
# tests/faults/test_killed_at_random.py and test_telling_killed_at_random.py.
drill: export KILLS ?= 200
drill: export MAILS ?= 8000
drill: dev
	$(PYTEST) -m drill $(OR_NOTHING)
	TEST_DATABASE=postgresql $(PYTEST) -m "drill and not once" $(OR_NOTHING)

bench: dev
	$(RUN) -m tests.bench $(ONLY)

# pip reads these files; uv only writes them, and asks for the oldest Python we promise. With
# hashes, pip takes no other bytes than those that were published when the lock was made.
lock: dev
	for name in requirements requirements-dev; do \
		$(RUN) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet \
			$$name.in --output-file $$name.txt || exit 1; done
