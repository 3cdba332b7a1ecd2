"""The form of an event at the desk: each change by its verb, all of them or none."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import Organization, User
from events import editions
from events.models import Event
from tests.cast import make_event, make_performance
from tests.desk import address, errors, form_of, save

NEXT_SATURDAY = date(2026, 10, 17)


def labels(event: Event) -> list[str]:
    return list(event.change_sets.order_by("pk").values_list("label", flat=True))


@pytest.mark.parametrize(
    ("typed", "label", "fields"),
    [
        ({"first_day": "2026-10-17"}, "Moved to 17 October 2026", {"first_day": NEXT_SATURDAY}),
        ({"timezone": "Europe/London"}, "Time zone Europe/London", {"timezone": "Europe/London"}),
        ({"day_turn": "7am"}, "Days begin at 07:00", {"day_turn": 420}),
        ({"reveal_mode": "on"}, "Reveal mode on", {"reveal_mode": True}),
        ({"city": "Waterloo"}, "Changed city", {"city": "Waterloo"}),
        ({"doors": "19h30"}, "Changed doors", {"doors": {"1": 1170}}),
        ({"links": "https://a.org"}, "Changed links", {"links": {"website": "https://a.org"}}),
        (
            {"called_off": "cancelled", "called_off_reason": "Flood"},
            "Cancelled",
            {"called_off": "cancelled", "called_off_reason": "Flood"},
        ),
    ],
)
def test_each_change_goes_through_its_verb(
    client_of_staff: Client, typed: dict, label: str, fields: dict
) -> None:
    event = make_event()
    typed = {**typed, **({"last_day": typed["first_day"]} if "first_day" in typed else {})}

    assert save(client_of_staff, event, **typed).status_code == 302

    event.refresh_from_db()
    assert {name: getattr(event, name) for name in fields} == fields
    assert labels(event) == [label]


def test_a_new_event_begins_with_the_settings_of_the_organization(
    client_of_staff: Client, crew: Organization
) -> None:
    crew.timezone, crew.day_turn = "Europe/Paris", 300
    crew.save()

    form = client_of_staff.get("/admin/events/event/add/").context["adminform"].form

    assert (form["timezone"].value(), form["day_turn"].value()) == ("Europe/Paris", "05:00")


def test_saving_what_is_there_already_changes_nothing(client_of_staff: Client) -> None:
    event = make_event(last_day=date(2026, 10, 11), doors={"1": 1140, "2": 1560}, day_turn=300)

    assert save(client_of_staff, event).status_code == 302

    updated = event.updated
    event.refresh_from_db()
    assert (event.updated, event.doors, labels(event)) == (updated, {"1": 1140, "2": 1560}, [])


def test_several_changes_are_saved_together_or_not_at_all(client_of_staff: Client) -> None:
    event = make_event(doors={"1": 1140})
    make_performance(event, "Late Ones", start="5:30")  # 05:30 after midnight

    refused = save(client_of_staff, event, city="Waterloo", day_turn="4:00", doors="5:00")

    assert refused.status_code == 422
    assert errors(refused) == {
        "__all__": ["Then Late Ones lies outside the event. Move or remove first."]
    }
    assert form_of(refused)["city"].value() == "Waterloo"
    assert labels(event) == []

    assert (
        save(client_of_staff, event, city="Waterloo", day_turn="6:30", doors="7:00").status_code
        == 302
    )
    event.refresh_from_db()
    assert (event.city, event.day_turn, event.doors) == ("Waterloo", 390, {"1": 420})


def test_an_archived_event_keeps_its_days(client_of_staff: Client) -> None:
    event = make_event(status="archived")

    moved = save(client_of_staff, event, first_day="2026-10-17", last_day="2026-10-17")
    described = save(client_of_staff, event, description="It was loud.")

    assert errors(moved) == {"__all__": ["Vol. 7 is archived. Unarchive it to change its lineup."]}
    assert (described.status_code, labels(event)) == (302, ["Changed description"])


def test_somebody_elses_change_is_shown_and_not_overwritten(
    client_of_staff: Client, ed: User
) -> None:
    event = make_event(city="Kitchener")
    seen = form_of(client_of_staff.get(address(event))).initial["seen"]
    editions.edit_facts(event, by=ed, city="Waterloo")

    response = save(client_of_staff, event, city="Guelph", seen=seen)

    assert response.status_code == 409
    assert errors(response)["city"] == ["Now: Waterloo"]
    assertContains(response, "Ed changed Vol. 7 while you typed (“Changed city”)", status_code=409)
    assert form_of(response)["city"].value() == "Guelph"
    event.refresh_from_db()
    assert event.city == "Waterloo"

    again = save(client_of_staff, event, city="Guelph", seen=form_of(response)["seen"].value())
    event.refresh_from_db()
    assert (again.status_code, event.city) == (302, "Guelph")


def test_a_change_of_a_set_does_not_overtake_the_event(client_of_staff: Client, ed: User) -> None:
    event = make_event()
    row = make_performance(event)
    seen = form_of(client_of_staff.get(address(event))).initial["seen"]
    client_of_staff.post(
        "/admin/events/performance/", {"action": "announce", "_selected_action": row.pk}
    )

    assert save(client_of_staff, event, city="Guelph", seen=seen).status_code == 302
