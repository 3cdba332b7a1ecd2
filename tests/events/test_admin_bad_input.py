"""Whatever is typed at the desk: a message in the form, what was typed kept, nothing written."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from bands.models import Band
from events.models import ChangeSet, Event, Performance, Venue
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.desk import add, address, errors, form_of, list_of, save, values

KEPT = [
    "\u0645\u0647\u0631\u062c\u0627\u0646 \u200f!",
    "Zalgo a\u0308\u0323",
    "\U0001f3b8\U0001f3f3\ufe0f\u200d\U0001f308",
    "<script>alert(1)</script>",
    "=cmd()|' /C calc'!A0",
]
ADDRESS = ["street", "city", "region", "postal_code", "country"]
LIMITS: dict[type, dict[str, int]] = {
    Event: {
        "name": 100,
        "slug": 60,
        "timezone": 64,
        "city": 200,
        "ticket_url": 500,
        "called_off_reason": 500,
        "description": 5000,
    },
    Band: {"name": 100, "slug": 60, "home_town": 100, "contact": 500, "bio": 5000},
    Venue: {
        "name": 100,
        "slug": 60,
        **dict.fromkeys(ADDRESS, 200),
        "phone": 40,
        "contact": 500,
        "access_notes": 500,
    },
    Performance: {"note": 500},
}
FIELDS = [(model, *field) for model, fields in LIMITS.items() for field in fields.items()]
MAKERS = {Event: make_event, Band: make_band, Venue: make_venue}


def make(model: type):
    return MAKERS[model]() if model in MAKERS else make_performance(make_event())


@pytest.mark.parametrize(("model", "name", "limit"), FIELDS)
@pytest.mark.parametrize("bad", ["too long", "a\x00b", "a\x1b[31mb"])
def test_a_text_that_cannot_be_kept_is_refused_beside_its_field(
    client_of_staff: Client, model: type, name: str, limit: int, bad: str
) -> None:
    row = make(model)
    before, typed = values(row), "a" * (limit + 1) if bad == "too long" else bad

    # A reason is kept of an event that is called off only.
    response = save(client_of_staff, row, **{"called_off": "postponed", name: typed})

    assert (response.status_code, set(errors(response))) == (422, {name})
    assert form_of(response)[name].value() == typed
    assert (values(row), ChangeSet.objects.count()) == (before, 0)


@pytest.mark.parametrize("model", [Event, Band, Venue])
@pytest.mark.parametrize("name", ["", "   ", "\u00a0\t"])
def test_what_has_a_name_needs_one(client_of_staff: Client, model: type, name: str) -> None:
    row = make(model)
    before = values(row)

    for response in (save(client_of_staff, row, name=name), add(client_of_staff, model, name=name)):
        assert (response.status_code, "name" in errors(response)) == (422, True)
    assert (values(row), model.objects.count()) == (before, 1)


@pytest.mark.parametrize("text", KEPT)
def test_any_script_is_kept_as_typed_and_shown_escaped(client_of_staff: Client, text: str) -> None:
    row = make_performance(make_event(), venue="Room 47")

    for thing in (row.event, row.band, row.venue):
        assert save(client_of_staff, thing, name=text).status_code == 302
        thing.refresh_from_db()
        assert thing.name == text.strip()
        assertNotContains(client_of_staff.get(address(thing)), "<script>alert")
        assertNotContains(client_of_staff.get(list_of(type(thing))), "<script>alert")
    assert save(client_of_staff, row, note=text).status_code == 302
    row.refresh_from_db()
    assert row.note == text
    assertNotContains(client_of_staff.get(list_of(ChangeSet)), "<script>alert")


@pytest.mark.parametrize("model", [Event, Performance, Band, Venue, ChangeSet])
@pytest.mark.parametrize(
    "query",
    [
        "q=%27)%22--;%7B%7B7*7%7D%7D",
        "o=999.-1.x",
        "p=999999999999999999999",
        "event__id__exact=999999999999999999999999",
        "event__id__exact=junk",
        "day=2026-13-45",
        "nothing=1",
    ],
)
def test_a_list_survives_any_query(client_of_staff: Client, model: type, query: str) -> None:
    response = client_of_staff.get(f"{list_of(model)}?{query}", follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "status__exact=%00", "state=%00"])
def test_a_list_refuses_to_look_for_nul(client_of_staff: Client, query: str) -> None:
    assert client_of_staff.get(f"{list_of(Event)}?{query}").status_code == 400


@pytest.mark.parametrize("pk", ["0", "junk", "9" * 30, "%00", "1_0a"])
@pytest.mark.parametrize("model", [Event, Performance, Band, Venue, ChangeSet])
def test_a_row_that_is_not_there_leads_home(client_of_staff: Client, model: type, pk: str) -> None:
    assert client_of_staff.get(f"{list_of(model)}{pk}/change/")["Location"] == "/admin/"


@pytest.mark.parametrize("pk", ["junk", "9" * 30, "\x00", "-1"])
def test_choosing_what_is_no_id_is_refused(client_of_staff: Client, pk: str) -> None:
    data = {"action": "publish", "_selected_action": pk}

    assert client_of_staff.post(list_of(Event), data).status_code == 400
    assertContains(client_of_staff.get(list_of(Event)), "0 events")
