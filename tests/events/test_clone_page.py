"""The page of the next edition: everything proposed, one tap, and where it leads."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization, Role
from events.models import Event, Performance
from tests.cast import SATURDAY, make_event, make_member, make_performance, signed_in
from tests.events.test_event_pages import typed

CLONE, NEW = "/manage/events/vol-7/clone/", "/manage/events/vol-8/lineup/"


@pytest.fixture
def event(crew: Organization) -> Event:
    event = make_event(status="published")
    make_performance(event, "The Rills", venue="Room 47", start="20:30", end="21:15")
    make_performance(event, "Ø", venue="Attic & Co", start="21:30")
    return event


def test_the_list_leads_to_the_clone(client_of_ed: Client, client_of_vic: Client, event) -> None:
    assertContains(client_of_ed.get("/manage/"), f'href="{CLONE}"')
    assertNotContains(client_of_vic.get("/manage/"), CLONE)


def test_name_weekday_and_slots_are_proposed(client_of_ed: Client, event: Event) -> None:
    form = client_of_ed.get(CLONE).context["form"]

    assert form["name"].value() == "Vol. 8"
    assert form["what"].value() == "slots"
    assert form["first_day"].value().weekday() == SATURDAY.weekday()
    assert form["first_day"].value() > SATURDAY


def test_what_is_proposed_becomes_the_next_edition(client_of_ed: Client, event: Event) -> None:
    response = client_of_ed.post(CLONE, typed(client_of_ed, CLONE), follow=True)

    assertRedirects(response, NEW)
    assertContains(response, "2 open slots, nothing announced")
    assertContains(response, "What to do next")
    assertContains(response, "Give 2 open slots a band")
    assert not Event.objects.get(slug="vol-8").performances.exists()


def test_bands_come_along_by_choice(client_of_ed: Client, event: Event) -> None:
    sent = typed(client_of_ed, CLONE, what="bands", name="Winter", slug="winter-crawl")

    response = client_of_ed.post(CLONE, sent, follow=True)

    assertRedirects(response, "/manage/events/winter-crawl/lineup/")
    assertContains(response, "2 sets, nothing announced")
    assert Performance.objects.filter(event__slug="winter-crawl").count() == 2


@pytest.mark.parametrize("slug", ["", "vol-8"])
def test_a_double_tap_makes_one(client_of_ed: Client, event: Event, slug: str) -> None:
    sent = typed(client_of_ed, CLONE, slug=slug)

    answers = [client_of_ed.post(CLONE, sent).url for _ in range(2)]

    assert answers == [NEW, NEW]
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": ""}, "name", "Give it a name."),
        ({"name": "\u200b"}, "name", "Give it a name."),
        ({"name": "x" * 300}, "name", "at most 100 characters"),
        ({"slug": "vol-7"}, "slug", "Another event has this address. vol-7-2 is free."),
        ({"slug": "current"}, "slug", "Another event has this address. current-2 is free."),
        ({"first_day": "someday"}, "first_day", "Type a day, like"),
        ({"first_day": "1066-10-14"}, "first_day", "between 1950 and 2100"),
        ({"what": "everything"}, "what", "Choose one of the two."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    client_of_ed: Client, event: Event, wrong: dict, field: str, said: str
) -> None:
    response = client_of_ed.post(CLONE, typed(client_of_ed, CLONE, **wrong))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assertContains(response, said, status_code=422)
    assert Event.objects.count() == 1


def test_only_editors_of_this_organization_clone(
    client_of_vic: Client, crew, other_crew, event: Event, settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    crew.host = "testserver"
    crew.save()
    eve = signed_in(make_member("Eve", Role.EDITOR, other_crew))

    answers = [
        client_of_vic.get(CLONE).status_code,
        client_of_vic.post(CLONE, {}).status_code,
        eve.get(CLONE).status_code,
        eve.get(CLONE, headers={"host": "other.example.org"}).status_code,
        Client().get(CLONE).status_code,
    ]

    assert answers == [403, 403, 404, 404, 302]


def test_an_open_slot_leads_to_its_fields(client_of_ed: Client, event: Event) -> None:
    client_of_ed.post(CLONE, typed(client_of_ed, CLONE))
    day = Event.objects.get(slug="vol-8").first_day.isoformat()
    fill = f"{NEW}add/?venue=Attic%20%26%20Co&amp;day={day}&amp;start=21:30#by-fields"
    assertContains(client_of_ed.get(NEW), f'href="{fill}"')

    sent = typed(client_of_ed, fill.replace("&amp;", "&").split("#", maxsplit=1)[0], band="Ø")
    response = client_of_ed.post(f"{NEW}add/fields/", sent, follow=True)

    assertContains(response, "1 open slot<")
    assert Performance.objects.get(event__slug="vol-8").venue.name == "Attic & Co"


def test_open_slots_are_dropped_one_by_one_or_all(client_of_ed: Client, event: Event) -> None:
    client_of_ed.post(CLONE, typed(client_of_ed, CLONE))
    new, drop = Event.objects.get(slug="vol-8"), "/manage/events/vol-8/slots/drop/"
    first = new.open_slots.first()

    for slot, left in ((first.pk, 1), (first.pk, 1), ("x" * 9, 1), ("9" * 40, 1), ("all", 0)):
        assert client_of_ed.post(drop, {"slot": slot}).status_code == 302
        assert new.open_slots.count() == left


@pytest.mark.parametrize("count", [1, 3])
def test_the_editor_of_a_clone_asks_once_for_its_slots(
    client_of_ed: Client, event: Event, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_performance(event, "Ø", venue=f"Venue {number}", start="23:30")
    client_of_ed.post(CLONE, typed(client_of_ed, CLONE))
    client_of_ed.get(NEW)

    # Session, user, organization, membership, event, latest act, sets, venues, intended, slots.
    with django_assert_num_queries(10):
        client_of_ed.get(NEW)


def test_what_is_left_follows_the_lineup_without_a_reload(
    client_of_ed: Client, event: Event
) -> None:
    client_of_ed.post(CLONE, typed(client_of_ed, CLONE))
    Event.objects.filter(slug="vol-7").delete()  # the slots are the new edition's own

    line = {"line": "Ø @ Room 47 20:30-21:00"}
    line["understood"] = client_of_ed.get(f"{NEW}add/", line).context["quick"].shown
    response = client_of_ed.post(f"{NEW}add/", line, headers={"HX-Request": "true"})

    assertContains(response, 'id="lineup-next" hx-swap-oob="true"')
    assertContains(response, "Give 1 open slot a band")
