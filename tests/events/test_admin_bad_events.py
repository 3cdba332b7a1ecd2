"""An event that cannot be is refused beside the field, at the desk as everywhere."""

import pytest
from django.test import Client

from events.models import ChangeSet, Event
from tests.cast import make_event
from tests.desk import add, errors, save, values

CONTROL = "This holds a control character that cannot be kept. Type it again."


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"last_day": "2026-10-09"}, "last_day", "The last day is before the first."),
        ({"last_day": "2027-10-09"}, "last_day", "An event lasts 31 days at most."),
        (
            {"first_day": "1066-10-14", "last_day": ""},
            "first_day",
            "Type a day between 1950 and 2100.",
        ),
        ({"first_day": "2026-13-45"}, "first_day", "Enter a valid date."),
        (
            {"timezone": "Mars/Phobos"},
            "timezone",
            "“Mars/Phobos” is not a time zone like America/Toronto.",
        ),
        ({"day_turn": "13:00"}, "day_turn", "A festival day begins between 00:00 and 12:00."),
        ({"day_turn": ""}, "day_turn", "This field is required."),
        ({"day_turn": "noon"}, "day_turn", "“noon” is not a time. Type 20:15 or 8:15 pm."),
        ({"doors": "24:00"}, "doors", "There is no hour 24. Midnight is 00:00."),
        ({"doors": "2: 19:00"}, "doors", "There is no day 2."),
        ({"doors": "1: 19:00, 1: 20:00"}, "doors", "Day 1 has two times."),
        ({"doors": "x\x00"}, "doors", CONTROL),
        (
            {"min_changeover": "-1"},
            "min_changeover",
            "Ensure this value is greater than or equal to 0.",
        ),
        (
            {"min_changeover": "9" * 30},
            "min_changeover",
            "Ensure this value is less than or equal to 240.",
        ),
        ({"slug": "Vol 7"}, "slug", "Type small letters, digits and hyphens, like room-47."),
        ({"slug": "new"}, "slug", "“new” has a meaning of its own. Choose another."),
        ({"slug": "vol-8"}, "slug", "Another event has this address. vol-8-2 is free."),
        (
            {"ticket_url": "javascript:alert(1)"},
            "ticket_url",
            "Type a whole web address, like https://example.org/page.",
        ),
        ({"links": "myspace: https://a.org"}, "links", "“myspace” is not a platform we know."),
        (
            {"links": "bandcamp"},
            "links",
            "“bandcamp” is not a platform and an address, like “website: https://example.org”.",
        ),
        (
            {"links": "https://a.org\nhttps://b.org"},
            "links",
            "There are two addresses for website.",
        ),
    ],
)
def test_an_event_is_refused_beside_the_field(
    client_of_staff: Client, typed: dict[str, str], field: str, message: str
) -> None:
    event, _ = make_event(), make_event("Vol. 8")
    before = values(event)

    changed = save(client_of_staff, event, **typed)
    added = add(client_of_staff, Event, **{"name": "Vol. 9", "first_day": "2026-10-10"} | typed)

    for response in (changed, added):
        assert (response.status_code, errors(response)) == (422, {field: [message]})
    assert (values(event), ChangeSet.objects.count(), Event.objects.count()) == (before, 0, 2)
