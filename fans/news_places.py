"""Which cities and genres somebody can ask news of: those that the public knows."""

from accounts.models import Organization
from events import public_library
from events.models import Event


def cities(organization: Organization) -> list[str]:
    public = Event.objects.public().filter(organization=organization).exclude(city="")
    return sorted(set(public.values_list("city", flat=True)), key=str.casefold)


def genres(organization: Organization) -> list[str]:
    known = public_library.bands(organization).values_list("genres", flat=True)
    return sorted({genre for row in known for genre in row}, key=str.casefold)
