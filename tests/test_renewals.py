"""The watch over every test: which writes it is for, and that it finds a forgotten renewal."""

import pytest
from django.apps import apps
from django.db import transaction

from settimes.pages import tokens
from tests.cast import make_band
from tests.renewals import NOT_PUBLIC, PUBLIC, ROOT, watching

NOBODYS = {"admin", "auth", "contenttypes", "sessions", "outbox", "dummies"}


def test_every_table_is_public_or_not() -> None:
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOBODYS
    }

    assert tables - NOT_PUBLIC == PUBLIC


def code_of_the_project(source: str) -> dict[str, object]:
    """Run `source` as if it stood in one of the project's files."""
    names: dict[str, object] = {"tokens": tokens}
    exec(compile(source, f"{ROOT}/bands/forgetful.py", "exec"), names)  # noqa: S102
    return names


@pytest.mark.parametrize(
    ("after", "forgotten"), [("pass", 1), ("tokens.renew(row.organization_id)", 0)]
)
def test_a_write_without_a_renewal_is_found(crew, after: str, forgotten: int) -> None:
    code = code_of_the_project(f"def write(row):\n    row.save()\n    {after}")
    band = make_band()

    with transaction.atomic(), watching() as watch:
        code["write"](band)
        found = watch.forgotten()
        transaction.set_rollback(True)

    assert len(found) == forgotten


def test_another_calls_renewal_does_not_count(crew) -> None:
    code = code_of_the_project("def write(row):\n    row.save()\ndef renew():\n    tokens.renew(1)")
    band = make_band()

    with transaction.atomic(), watching() as watch:
        code["write"](band)
        code["renew"]()
        found = watch.forgotten()
        transaction.set_rollback(True)

    assert len(found) == 1


def test_what_was_rolled_back_needs_no_renewal(crew) -> None:
    code = code_of_the_project("def write(row):\n    row.save()")
    band = make_band()

    with watching() as watch:
        with transaction.atomic():
            code["write"](band)
            transaction.set_rollback(True)
        assert watch.forgotten() == []
