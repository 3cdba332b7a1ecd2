"""What is known of a band or venue: its name is the ledger's business, the rest is saved as is."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, TextField

from accounts.models import User
from bands.models import Band
from events import former_slugs
from events.act import NotPossible
from events.models import ChangeSet, Venue
from events.renames import name_problem, rename_band, rename_venue
from settimes.pages import tokens
from settimes.text import text_errors

TEXTS = (CharField, TextField)


@transaction.atomic
def add(row: Band | Venue, facts: Mapping[str, object]) -> None:
    """Save a new band or venue. Raises `ValidationError`."""
    for name, value in facts.items():
        setattr(row, name, value)
    row.name = " ".join(row.name.split())
    _check(row)
    row.save(force_insert=True)
    tokens.renew(row.organization_id)


@transaction.atomic
def save(row: Band | Venue, facts: Mapping[str, object], *, by: User | None) -> ChangeSet | None:
    """Save what has changed of a band or venue; return what the ledger has of a new name.

    Raises `ValidationError`, `Refused`.
    """
    renamed = None
    changed = [name for name, value in facts.items() if value != getattr(row, name)]
    if "name" in changed:
        changed.remove("name")
        name = str(facts["name"])
        if isinstance(row, Band):
            renamed = rename_band(row, name, by=by)
        else:
            renamed = rename_venue(row, name, by=by)
        row.refresh_from_db()
    slug = row.slug
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        _check(row)
        row.save(update_fields=[*changed, "updated"])
    if row.slug != slug:
        former_slugs.keep(row, slug)
    tokens.renew(row.organization_id)
    return renamed


@transaction.atomic
def delete(row: Band | Venue) -> None:
    """Delete a band or venue that never had a set. Raises `NotPossible`."""
    number = row.performances.count()
    if number:
        sets = "a set" if number == 1 else f"{number} sets"
        raise NotPossible(f"{row} has {sets}, so it stays. Make it inactive instead.")
    row.delete()
    tokens.renew(row.organization_id)


def _check(row: Band | Venue) -> None:
    wrong = name_problem(row, row.name)
    if wrong:
        raise ValidationError({"name": wrong})
    texts = [field.name for field in row._meta.concrete_fields if isinstance(field, TEXTS)]
    errors = text_errors(row, texts)
    if errors:
        raise ValidationError(errors)
    row.clean_fields(exclude=["organization", "normalised_name"])
    row.validate_constraints(exclude=["normalised_name"])
