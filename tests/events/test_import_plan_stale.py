"""A plan that somebody made stale, a button pressed twice, another paste in another tab."""

import pytest
from django.test import Client

from accounts.models import Organization, User
from events import lineup
from events.models import Event, ImportDraft
from events.renames import rename_band
from tests.cast import make_band, make_event, make_performance
from tests.events.importing import LINEUP, PASTE, PLAN, alerts, names, paste, press_import, tap
from tests.events.imports import rows

TEXT = "band,venue,start\nØ,Room 47,20:00\nrubbish,,\n"
LOOK_AGAIN = "This is not the plan that you looked at any more. Nothing was imported. Look again."


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_a_plan_made_stale_says_by_what_and_keeps_what_was_said(
    event: Event, client_of_ed: Client, ada: User
) -> None:
    row = make_performance(event, "The Rills")
    paste(client_of_ed, TEXT)
    tap(client_of_ed, out="3")
    shown = client_of_ed.get(PLAN)
    lineup.cancel([row], by=ada)
    before = rows()

    answer = press_import(client_of_ed, shown)

    assert (answer.status_code, rows()) == (409, before)
    assert alerts(answer) == [
        f"{LOOK_AGAIN} Ada : Cancelled The Rills . What you said about the lines is kept."
    ]
    assert press_import(client_of_ed, answer)["Location"] == LINEUP
    assert names(event) == ["The Rills", "Ø"]


def test_a_plan_whose_band_has_another_name_by_now_is_stale(
    event: Event, client_of_ed: Client
) -> None:
    band = make_band("Ø")
    paste(client_of_ed, TEXT)
    shown = client_of_ed.get(PLAN)
    rename_band(band, "Öresund", by=None)

    answer = press_import(client_of_ed, shown)

    assert (answer.status_code, alerts(answer)) == (409, [LOOK_AGAIN])
    assert not event.performances.exists()


def test_what_was_said_in_another_tab_is_looked_at_first(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, TEXT)
    shown = client_of_ed.get(PLAN)
    tap(client_of_ed, out="3")

    assert press_import(client_of_ed, shown).status_code == 409
    assert press_import(client_of_ed)["Location"] == LINEUP


def test_a_page_about_an_earlier_paste_does_nothing(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, TEXT)
    shown = client_of_ed.get(PLAN)
    paste(client_of_ed, "band\nAnother\n")

    answer = press_import(client_of_ed, shown)

    assert (answer.status_code, alerts(answer)) == (
        409,
        ["Another lineup was read since, in another tab. This is that one."],
    )
    assert ImportDraft.objects.get().decisions["left_out"] == []
    assert not event.performances.exists()


def test_import_pressed_twice_imports_once(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, TEXT)
    shown = client_of_ed.get(PLAN)

    first, second = press_import(client_of_ed, shown), press_import(client_of_ed, shown)

    assert (first["Location"], second["Location"]) == (LINEUP, LINEUP)
    assert event.performances.count() == 2
    assert event.change_sets.count() == 1
    page = client_of_ed.get(LINEUP).content.decode()
    assert page.count("Imported 2 sets.") == 2
    assert client_of_ed.get(PLAN)["Location"] == PASTE


def test_undo_takes_the_whole_import_back(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, TEXT)
    press_import(client_of_ed)
    (act,) = event.change_sets.all()

    client_of_ed.post(f"/manage/events/vol-7/undo/{act.operation}/")

    assert names(event) == []


def test_what_is_only_filled_in_is_no_act(event: Event, client_of_ed: Client) -> None:
    make_performance(event, "Ø", start=None)
    paste(client_of_ed, "band,genre\nØ,ska\n")

    assert "Fill in what was not known" in client_of_ed.get(PLAN).content.decode()
    assert press_import(client_of_ed)["Location"] == LINEUP

    assert event.performances.get().band.genres == ["ska"]
    assert not event.change_sets.exists()
    assert not ImportDraft.objects.exists()
