"""Finding bands and venues by name, and making those that are not there yet."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError

from accounts.models import Organization
from bands.models import Band
from bands.names import normalise, problem, slug_for


class Named(Protocol):
    """A band or a venue."""

    @property
    def name(self) -> str: ...

    @property
    def slug(self) -> str: ...


Row = TypeVar("Row", bound=Named)


def find_or_make(
    known: Iterable[Row], names: Iterable[str], make: Callable[[str, str], Row], *, otherwise: str
) -> tuple[dict[str, Row], list[Row]]:
    """Return the rows of these names by normalised name, and those among them that are new.

    `make` gets a name and a free slug; saving is the caller's. Raises `ValidationError`.
    """
    rows = {normalise(row.name): row for row in known}
    taken = {row.slug for row in rows.values()}
    wanted, made = {}, []
    for name in names:
        key, tidy = normalise(name), " ".join(name.split())
        if key not in rows:
            wrong = problem(tidy)
            if wrong:
                raise ValidationError({"name": wrong})
            slug = slug_for(tidy, taken, otherwise=otherwise)
            taken.add(slug)
            rows[key] = make(tidy, slug)
            made.append(rows[key])
        wanted[key] = rows[key]
    return wanted, made


def bands_named(
    organization: Organization,
    names: Iterable[str],
    *,
    dress: Callable[[str, Band], None] | None = None,
) -> dict[str, Band]:
    """Return the organization's bands of these names by normalised name, adding the new ones.

    `dress` gives a new one, by its normalised name, what else is known of it.
    """
    wanted, made = find_or_make(
        Band.objects.filter(organization=organization),
        names,
        lambda name, slug: Band(organization=organization, name=name, slug=slug),
        otherwise="band",
    )
    if dress:
        for band in made:
            dress(normalise(band.name), band)
    Band.objects.bulk_create(made)
    return wanted
