"""Mending what was read: a line's cells, and what the columns hold."""

import pytest
from django.test import Client

from accounts.models import Organization
from events.models import Event, ImportDraft
from tests.cast import make_event
from tests.events.importing import (
    PLAN,
    alerts,
    counts,
    paste,
    press_import,
    tap,
    titles,
)

HEADER = "band,venue,start,notes\n"
EMPTY = dict.fromkeys(["band", "venue", "start", "notes"], "")


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_a_line_is_mended_where_it_stands(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, HEADER + "One,Room 47,late,Loud\nTwo,,21:00,\n")
    form = client_of_ed.get(f"{PLAN}?edit=2").context["line_form"]
    cells = {name: form[name].value() for name in EMPTY}
    assert cells == {"band": "One", "venue": "Room 47", "start": "late", "notes": "Loud"}

    answer = tap(client_of_ed, mend="2", **cells | {"start": "8:15 pm", "notes": ""})

    assert answer["Location"] == f"{PLAN}#line-2"
    assert ImportDraft.objects.get().decisions["cells"] == {"2": {"start": "8:15 pm", "notes": ""}}
    press_import(client_of_ed)
    row = event.performances.get(band__name="One")
    assert (row.start, row.note, str(row.venue)) == (1215, "", "Room 47")


def test_what_is_still_wrong_is_said_beside_its_field_and_kept(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, HEADER + "One,Room 47,late,\n")

    answer = tap(client_of_ed, mend="2", **EMPTY | {"band": "One", "start": "25:30"})

    form = answer.context["line_form"]
    assert (answer.status_code, form.errors) == (
        422,
        {"start": ["There is no hour 25. Type 00:00 to 23:59."]},
    )
    assert form["start"].value() == "25:30"
    assert titles(client_of_ed.get(PLAN)) == [(2, "Error")]
    assert client_of_ed.get(f"{PLAN}?edit=2").context["line_form"]["start"].value() == "25:30"


def test_a_character_that_no_text_has_is_refused_in_a_line(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, HEADER + "One,,,\n")

    answer = tap(client_of_ed, mend="2", **EMPTY | {"band": "O\x00ne"})

    assert (answer.status_code, [*answer.context["line_form"].errors]) == (422, ["band"])
    assert ImportDraft.objects.get().decisions["cells"] == {}


def test_a_line_with_too_many_cells_is_mended_by_saving_it(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, "band,venue,start,notes\nOne,,20:00,,what\n")
    assert counts(client_of_ed.get(PLAN)) == {"need": 1}

    tap(client_of_ed, mend="2", **EMPTY | {"band": "One", "start": "20:30"})

    assert counts(client_of_ed.get(PLAN)) == {"new": 1}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "room,time\nRoom 47,20:00\n",
            "Line 1 names no column for the band. The first line names the columns: "
            "band, venue, day, start, end, genre, url, notes, announced, cancelled.",
        ),
        (
            "band,venue,Room\nOne,Room 47,\n",
            "Line 1: the columns “venue” and “Room” both say the venue. Keep one.",
        ),
    ],
)
def test_columns_that_are_unclear_are_asked_about(
    event: Event, client_of_ed: Client, text: str, sentence: str
) -> None:
    paste(client_of_ed, text)
    shown = client_of_ed.get(PLAN)

    assert (shown.status_code, alerts(shown)) == (200, [sentence])
    assert 'name="apply"' not in shown.content.decode()
    assert tap(client_of_ed, apply="1").status_code == 422
    assert tap(client_of_ed, all="out doubts").status_code == 422


def test_columns_are_chosen_and_the_lines_are_read_anew(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, "who,venue,Room,kind\nOne,20:00,Room 47,ska\n")
    form = client_of_ed.get(PLAN).context["columns"]
    assert [field.label for field in form][1:] == ["who", "venue", "Room", "kind"]
    assert [form[name].value() for name in form.names] == ["", "venue", "venue", ""]
    assert form["column_0"].help_text == "Like “One”."

    wrong = {"column_0": "", "column_1": "start", "column_2": "venue", "column_3": ""}
    answer = tap(client_of_ed, columns="1", **wrong)
    assert (answer.status_code, answer.context["columns"].errors) == (
        422,
        {"column_0": ["Which column holds the band? Choose one."]},
    )
    twice = wrong | {"column_0": "band", "column_3": "venue"}
    answer = tap(client_of_ed, columns="1", **twice)
    assert answer.context["columns"].errors == {
        "column_3": ["“Room” says the venue already. Keep one."]
    }
    assert tap(client_of_ed, columns="1", **wrong | {"column_0": "x"}).status_code == 422

    tap(client_of_ed, columns="1", **wrong | {"column_0": "band", "column_3": "genre"})
    press_import(client_of_ed)
    (row,) = event.performances.all()
    assert (str(row.band), row.start, str(row.venue), row.band.genres) == (
        "One",
        1200,
        "Room 47",
        ["ska"],
    )
