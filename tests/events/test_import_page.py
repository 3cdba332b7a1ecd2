"""Pasting and uploading: what is read goes to the plan, what is not is said beside its field."""

import codecs
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import Organization
from events import editions
from events.models import Event, ImportDraft
from settimes.purging import purge
from tests.cast import make_event
from tests.events.importing import LINEUP, PASTE, PLAN, paste, press_import, titles, upload

HEADER = "band,venue,start\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("band,venue\nÑandú,Café\n".encode(), "lineup.csv"),
        (codecs.BOM_UTF8 + "band,venue\nÑandú,Café\n".encode(), "lineup.csv"),
        ("band;venue\nÑandú;Café\n".encode("latin-1"), "lineup.csv"),
        ("sep=;\r\nband;venue\r\nÑandú;Café\r\n".encode("cp1252"), "lineup.txt"),
        ("band\tvenue\nÑandú\tCafé\n".encode(), "lineup.tsv"),
        ("band,venue\nÑandú,Café\n".encode("utf-16"), "lineup.csv"),
    ],
)
def test_a_file_is_read_whatever_wrote_it(
    event: Event, client_of_ed: Client, data: bytes, name: str
) -> None:
    answer = upload(client_of_ed, data, name)

    assert (answer.status_code, answer["Location"]) == (302, PLAN)
    assert ImportDraft.objects.get().source == name
    shown = client_of_ed.get(PLAN)
    assert [title for _, title in titles(shown)] == ["New set"]
    assert press_import(client_of_ed, shown)["Location"] == LINEUP
    (row,) = event.performances.all()
    assert (row.band.name, str(row.venue)) == ("Ñandú", "Café")


def test_a_paste_is_kept_until_it_is_imported_or_thrown_away(
    event: Event, client_of_ed: Client, client_of_ada: Client
) -> None:
    assert "A lineup is waiting" not in client_of_ed.get(PASTE).content.decode()
    paste(client_of_ed, HEADER + "Ø,,\n")

    assert "A lineup is waiting" in client_of_ed.get(PASTE).content.decode()
    assert "A lineup is waiting" not in client_of_ada.get(PASTE).content.decode()
    assert client_of_ada.get(PLAN)["Location"] == PASTE
    assert client_of_ed.post(PASTE, {"discard": "1"})["Location"] == PASTE
    assert client_of_ed.get(PLAN)["Location"] == PASTE
    assert not ImportDraft.objects.exists()


def test_another_paste_takes_the_place_of_the_last(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, HEADER + "Ø,,\n")
    client_of_ed.post(PLAN, {"key": ImportDraft.objects.get().key, "out": "2"})
    paste(client_of_ed, HEADER + "The Rills,,\n")

    assert titles(client_of_ed.get(PLAN)) == [(2, "New set")]


def test_an_archived_event_takes_no_paste(event: Event, client_of_ed: Client) -> None:
    editions.publish(event, by=None, even_if_empty=True)
    editions.archive(event, by=None)

    answer = paste(client_of_ed, HEADER + "Ø,,\n")

    assert answer.status_code == 409
    closed = "Vol. 7 is archived. Unarchive it to change its lineup."
    assert closed in answer.content.decode()
    assert closed in client_of_ed.get(PASTE).content.decode()
    assert "<textarea" not in client_of_ed.get(PASTE).content.decode()


def test_only_editors_import(event: Event, client_of_vic: Client, client: Client) -> None:
    for path in (PASTE, PLAN):
        assert client_of_vic.get(path).status_code == 403
        assert client_of_vic.post(path, {"text": "band\nOne\n"}).status_code == 403
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
        assert client_of_vic.get(path.replace("vol-7", "vol-8")).status_code == 403


def test_what_nobody_goes_on_with_is_forgotten_after_a_day(
    event: Event, client_of_ed: Client
) -> None:
    with time_machine.travel("2026-10-01T12:00Z", tick=False) as clock:
        paste(client_of_ed, HEADER + "Ø,,\n")
        clock.shift(timedelta(days=1))
        purge()
        assert ImportDraft.objects.count() == 1

        clock.shift(timedelta(seconds=1))
        assert purge()["lineups read and not imported"] == 1
        assert ImportDraft.objects.count() == 0
