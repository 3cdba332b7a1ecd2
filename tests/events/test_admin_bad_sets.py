"""A set that cannot be is refused beside the field, at the desk as everywhere."""

import pytest
from django.test import Client

from events.models import ChangeSet, Performance
from tests.cast import make_event, make_performance
from tests.desk import add, errors, form_of, save, values

CONTROL = "This holds a control character that cannot be kept. Type it again."


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"start": "24:00"}, "start", "There is no hour 24. Midnight is 00:00."),
        ({"start": "25:99"}, "start", "There is no hour 25. Type 00:00 to 23:59."),
        ({"start": "12:60"}, "start", "There is no minute 60. Type 00 to 59."),
        ({"start": "noon"}, "start", "“noon” is not a time. Type 20:15 or 8:15 pm."),
        (
            {"start": "8"},
            "start",
            "Is 8 in the morning or the evening? Type 8 am or pm.",
        ),
        ({"start": "20:30", "end": "noon"}, "end", "“noon” is not a time. Type 20:15 or 8:15 pm."),
        (
            {"start": "20:30", "end": "20:30"},
            "end",
            "Ends when it starts. Type a later time, or leave it empty.",
        ),
        (
            {"start": "20:30", "end": "20:00"},
            "end",
            "Ends before it starts. A set lasts 12 hours at most.",
        ),
        ({"start": "", "end": "21:00"}, "end", "An end needs a start."),
        ({"day": "2026-10-12"}, "day", "12 October 2026 is not a day of Vol. 7."),
        ({"day": "2"}, "day", "Type a day of Vol. 7, like 2026-10-10 or 1."),
        ({"day": "0"}, "day", "Type a day of Vol. 7, like 2026-10-10 or 1."),
        ({"day": "Saturday"}, "day", "Type a day of Vol. 7, like 2026-10-10 or 1."),
        ({"day": "2026-02-30"}, "day", "Type a day of Vol. 7, like 2026-10-10 or 1."),
        ({"start": "a\x00"}, "start", CONTROL),
        ({"day": "1\x00"}, "day", CONTROL),
        ({"start": "8" * 41}, "start", "Ensure this value has at most 40 characters (it has 41)."),
        ({"band": ""}, "band", "This field is required."),
        ({"band": "999"}, "band", "There is no such band here."),
        ({"venue": "junk"}, "venue", "There is no such venue here."),
        ({"venue": "9" * 30}, "venue", "There is no such venue here."),
    ],
)
def test_a_set_is_refused_beside_the_field(
    client_of_staff: Client, typed: dict[str, str], field: str, message: str
) -> None:
    row = make_performance(make_event(), start="20:30")
    before = values(row)

    there = {"event": row.event_id, "band": row.band_id}
    changed = save(client_of_staff, row, **typed)
    added = add(client_of_staff, Performance, **there | typed)

    for response in (changed, added):
        assert (response.status_code, errors(response)) == (422, {field: [message]})
        assert form_of(response)[field].value() == typed[field]
    assert (values(row), ChangeSet.objects.count()) == (before, 0)
    assert Performance.objects.count() == 1
