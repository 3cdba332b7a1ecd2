"""Lineups, bands and venues as files: safe in a spreadsheet, and back without a change."""

import csv
import io

import pytest
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuthEvent, Deed, Organization
from events import lineup
from events.models import Event
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.events import demo
from tests.events.importing import counts, upload

LINEUP = "/manage/events/vol-7/lineup."
EVIL = ["=cmd()", "+1", "-", "@handle", " =x", "＝cmd()", "'=x", "''@x", "'Til", "\t=x", "#N/A"]


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def rows_of(response: HttpResponse) -> list[list[str]]:
    if "text/csv" in response["Content-Type"]:
        text = response.content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))
    sheet = load_workbook(io.BytesIO(response.content), read_only=True).active
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_lineup_is_taken_along_set_by_set(event: Event, client_of_vic: Client, kind: str) -> None:
    band = make_band("Ø", genres=["ska", "rock/pop"], links={"bandcamp": "https://o.bandcamp.com"})
    row = make_performance(event, band, venue="Café", start="23:40", end="00:10", note="Loud, “x”")
    make_performance(event, "The Rills", start=None)
    lineup.remove([make_performance(event, "Gone")], by=None)
    lineup.announce([row], by=None)
    row.refresh_from_db()
    lineup.cancel([row], by=None)

    answer = client_of_vic.get(LINEUP + kind)

    assert rows_of(answer) == [
        [
            *("band", "venue", "day", "start", "end", "genre", "url", "notes"),
            *("announced", "cancelled"),
        ],
        [
            *("Ø", "Café", "2026-10-10", "23:40", "00:10", "ska, rock pop"),
            *("https://o.bandcamp.com", "Loud, “x”", "yes", "yes"),
        ],
        ["The Rills", "", "2026-10-10", "", "", "", "", "", "no", "no"],
    ]
    assert answer["Content-Disposition"] == f'attachment; filename="vol-7-lineup.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_formulas_go_out_as_text_and_come_back_as_they_were(
    event: Event, client_of_ed: Client, kind: str
) -> None:
    for number, text in enumerate(EVIL):
        make_performance(
            event, make_band(f"{text}{number}"), start=f"{number + 8:02}:00", note=text
        )

    answer = client_of_ed.get(LINEUP + kind)

    cells = [cell for row in rows_of(answer)[1:] for cell in row]
    assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝\t") and cell.strip()] == []
    assert {"'=cmd()", "' =x", "''=x", "'Til", "'''@x"} <= set(cells)
    upload(client_of_ed, answer.content, f"lineup.{kind}")
    shown = client_of_ed.get("/manage/events/vol-7/import/plan/")
    assert counts(shown) == {"same": len(EVIL)}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_event_of_the_demo_comes_back_without_a_change(
    client_of_ada: Client, kind: str
) -> None:
    demo.load()
    events = list(Event.objects.all())
    assert len(events) > 3

    for event in events:
        was, event.status = event.status, Event.Status.PUBLISHED
        event.save(update_fields=["status"])  # an archived one takes no import
        exported = client_of_ada.get(f"/manage/events/{event.slug}/lineup.{kind}").content
        assert upload(client_of_ada, exported, event=event.slug).status_code == 302, was
        shown = client_of_ada.get(f"/manage/events/{event.slug}/import/plan/")
        sets = event.performances.live().count()
        assert counts(shown) == ({"same": sets} if sets else {}), event
        assert shown.context["plan"].changes == []


def test_bands_and_venues_are_taken_along(crew: Organization, client_of_ada: Client) -> None:
    make_band("Ø", genres=["ska"], home_town="Galt", contact="o@example.org", bio="*Loud*")
    make_band("=1", links={"website": "https://one.example.org"}, active=False)
    room = make_venue("Café", street="5 Lock St", latitude="43.46", longitude="-80.52")
    make_performance(make_event(), "Ø", venue=room)

    bands = rows_of(client_of_ada.get("/manage/bands.csv"))
    venues = rows_of(client_of_ada.get("/manage/venues.xlsx"))

    assert bands == [
        ["name", "genres", "home_town", "links", "bio", "active", "sets", "contact"],
        ["'=1", "", "", "website: https://one.example.org", "", "no", "0", ""],
        ["Ø", "ska", "Galt", "", "*Loud*", "yes", "1", "o@example.org"],
    ]
    assert venues[0][:3] == ["name", "street", "city"]
    assert [venues[1][0], venues[1][1], *venues[1][6:8]] == [
        *("Café", "5 Lock St", "43.460000", "'-80.520000"),
    ]


@pytest.mark.parametrize("path", ["/manage/bands.csv", "/manage/venues.csv"])
def test_contacts_are_for_admins(
    crew: Organization, client_of_ed: Client, client_of_ada: Client, path: str
) -> None:
    make_band("Ø", contact="o@example.org")
    make_venue("Café", contact="o@example.org")

    assert "o@example.org" in client_of_ada.get(path).content.decode()
    assert "o@example.org" not in client_of_ed.get(path).content.decode()
    assert "contact" not in rows_of(client_of_ed.get(path))[0]


def test_an_export_is_in_the_audit_record(event: Event, client_of_vic: Client) -> None:
    make_performance(event, "Ø")

    client_of_vic.head(LINEUP + "csv")
    client_of_vic.get(LINEUP + "csv")
    client_of_vic.get("/manage/bands.xlsx")

    found = AuthEvent.objects.filter(what=Deed.EXPORTED).order_by("pk")
    assert [(str(row.by), row.detail) for row in found] == [
        ("Vic", "vol-7-lineup.csv, 1 rows"),
        ("Vic", "our-crawl-bands.xlsx, 1 rows"),
    ]


def test_another_crew_takes_nothing_along(
    crew: Organization, event: Event, client_of_ed: Client, other_crew: Organization
) -> None:
    crew.host = "testserver"
    crew.save()
    make_band("Theirs", organization=other_crew)
    make_event("Theirs", organization=other_crew)

    assert client_of_ed.get("/manage/events/theirs/lineup.csv").status_code == 404
    assert len(rows_of(client_of_ed.get("/manage/bands.csv"))) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_an_export_takes_as_many_queries_for_one_set_as_for_many(
    event: Event,
    client_of_vic: Client,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make_performance(event, f"Band {number}", venue=f"Room {number}")

    with django_assert_num_queries(7):
        client_of_vic.get(LINEUP + "csv")
