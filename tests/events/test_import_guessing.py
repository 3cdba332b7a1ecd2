"""Lists without headings: what was guessed is shown, corrected, and imported."""

import pytest
from django.test import Client

from accounts.models import Organization
from events.importing.guessing import guess
from events.importing.reading import sheet
from events.models import Event
from tests.cast import SATURDAY, make_event, make_venue
from tests.events.importing import PLAN, paste, press_import, tap, titles

VENUES = ["Room 47", "Temperance Warehouse", "Canis Major"]


@pytest.fixture
def event(crew: Organization) -> Event:
    for name in VENUES:
        make_venue(name)
    return make_event()


def columns(text: str) -> list[str | None]:
    return guess(sheet(text), venues=VENUES, days=[SATURDAY], turn=360).columns


def understood(text: str) -> list[dict[str, str]]:
    found = guess(sheet(text), venues=VENUES, days=[SATURDAY], turn=360)
    return [found.cells.get(str(number), {}) for number, _ in sheet(text).lines]


@pytest.mark.once
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ø,Room 47,20:00,20:30\nTwo,Canis Major,21:00,21:30\n", ["band", "venue", "start", "end"]),
        ("20:00\tØ\tSomewhere\n21:00\tTwo\tElsewhere\n", ["start", "band", "venue"]),
        ("2026-10-10;Room 47;Ø\n2026-10-10;Room 47;Two\n", ["day", "venue", "band"]),
        ("Ø,8pm,https://o.example.org\nTwo,9pm,\n", ["band", "start", "url"]),
        ("Ø\nTwo\n", ["band"]),
        ("band,when\nØ,8pm\n", []),
    ],
)
def test_columns_are_guessed_by_what_they_hold(text: str, expected: list[str | None]) -> None:
    assert columns(text) == expected


@pytest.mark.once
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Mister Elbow / Temperance Warehouse / 6:45-7:15pm",
            {"band": "Mister Elbow", "venue": "Temperance Warehouse"}
            | {"start": "18:45", "end": "19:15"},
        ),
        (
            "Formaldehydes – Somewhere Else 7:15pm",
            {"band": "Formaldehydes", "venue": "Somewhere Else", "start": "19:15"},
        ),
        (
            "Kennel @ Room 47 23:40-0:10",
            {"band": "Kennel", "venue": "Room 47", "start": "23:40", "end": "00:10"},
        ),
        (
            "Leigh Rudd, Canis Major, 21:30-22:00",
            {"band": "Leigh Rudd", "venue": "Canis Major", "start": "21:30", "end": "22:00"},
        ),
        ("Ø · Duchess · 21h45", {"band": "Ø", "venue": "Duchess", "start": "21:45"}),
        ("The Rills @ Attic", {"band": "The Rills", "venue": "Attic"}),
        ("Earth, Wind & Friends", {"band": "Earth, Wind & Friends"}),
        ("8pm 9pm 10pm", {}),
        ("1349", {}),
        ("May 18", {}),
    ],
)
def test_lines_of_words_are_understood(line: str, expected: dict[str, str]) -> None:
    assert understood(f"Curbside\n{line}\n") == [{}, expected]


def test_a_list_as_somebody_writes_it_becomes_a_lineup(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, "Ø @ Room 47 8:15pm-9\nTwo\nThree / Canis Major / 0:25\n")
    shown = client_of_ed.get(PLAN)

    assert titles(shown) == [(1, "New set"), (2, "New set"), (3, "New set")]
    assert shown.context["lines"][0].raw == "Ø @ Room 47 8:15pm-9"
    assert [field.label for field in shown.context["columns"]][1:] == ["Column 1"]
    press_import(client_of_ed, shown)
    rows = event.performances.order_by("pk")
    assert [(str(row.band), str(row.venue or ""), row.start, row.end) for row in rows] == [
        ("Ø", "Room 47", 1215, 1260),
        ("Two", "", None, None),
        ("Three", "Canis Major", 1465, None),
    ]


def test_headings_that_were_taken_for_a_set_are_corrected(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, "Wer,Wo\nØ,Room 47\nTwo,Canis Major\n")
    assert len(titles(client_of_ed.get(PLAN))) == 3

    tap(client_of_ed, columns="1", column_0="band", column_1="venue")

    shown = client_of_ed.get(PLAN)
    assert titles(shown) == [(2, "New set"), (3, "New set")]
    assert [field.label for field in shown.context["columns"]][1:] == ["Wer", "Wo"]
