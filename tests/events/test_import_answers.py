"""Names that look like known ones: asked about, answered for all their lines, by tap."""

import pytest
from django.test import Client

from accounts.models import Organization
from bands.models import Band
from events.models import Event, ImportDraft, Venue
from tests.cast import make_band, make_event, make_venue
from tests.events.importing import (
    LINEUP,
    PLAN,
    counts,
    names,
    paste,
    press_import,
    tap,
)

HEADER = "band,venue,start\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_a_misspelt_name_is_offered_its_match_for_all_its_lines(
    event: Event, client_of_ed: Client
) -> None:
    room, band = make_venue("Prohibition Warehouse"), make_band("The Harpoonist")
    text = HEADER + "Harponist,Prohibtion Warehouse,20:00\nTwo,Prohibtion Warehouse,23:00\n"
    paste(client_of_ed, text)
    shown = client_of_ed.get(PLAN)
    first = shown.context["lines"][0]

    assert [(offer.noun, offer.names) for offer in first.offers] == [
        ("band", [("band 2 the-harpoonist", "The Harpoonist")]),
        ("venue", [("venue 2 prohibition-warehouse", "Prohibition Warehouse")]),
    ]
    answer = tap(client_of_ed, answer="venue 2 prohibition-warehouse")
    assert answer["Location"] == f"{PLAN}#line-2"
    assert counts(client_of_ed.get(PLAN)) == {"need": 1, "new": 1}
    tap(client_of_ed, answer="band 2 NEW")
    press_import(client_of_ed)

    assert {row.venue for row in event.performances.all()} == {room}
    assert names(event) == ["Harponist", "Two"]
    assert Band.objects.get(pk=band.pk).name == "The Harpoonist"


@pytest.mark.parametrize(("all_of_them", "venues"), [("known", 1), ("new", 2)])
def test_all_questions_are_answered_at_once(
    event: Event, client_of_ed: Client, all_of_them: str, venues: int
) -> None:
    make_venue("Room 47")
    paste(client_of_ed, HEADER + "One,Rom 47,20:00\nTwo,Rom 47,21:00\n")

    tap(client_of_ed, all=all_of_them)

    assert press_import(client_of_ed)["Location"] == LINEUP
    assert Venue.objects.count() == venues


@pytest.mark.parametrize(
    "sent",
    [
        {"out": "99"},
        {"out": "x"},
        {"out": ""},
        {"keep": "2 99"},
        {"all": "out ticked", "line": "7"},
        {"all": "everything"},
        {},
        {"answer": "venue 2 elsewhere"},
        {"answer": "town 2 NEW"},
        {"answer": "venue 2"},
        {"mend": "99"},
    ],
)
def test_a_button_that_the_page_has_not_is_no_page(
    event: Event, client_of_ed: Client, sent: dict[str, str]
) -> None:
    make_venue("Room 47")
    paste(client_of_ed, HEADER + "One,Rom 47,20:00\n")
    before = ImportDraft.objects.get().decisions

    assert tap(client_of_ed, **sent).status_code == 404
    assert ImportDraft.objects.get().decisions == before
