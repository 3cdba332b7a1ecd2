"""Pastes and files that cannot be read: the reason beside the field, the text kept."""

import pytest
from django.test import Client

from accounts.models import Organization
from events.models import Event, ImportDraft
from tests.cast import make_event
from tests.events.importing import paste, upload

HEADER = "band,venue,start\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste a lineup here, or choose a file below."),
        (" \n", "Paste a lineup here, or choose a file below."),
        ('band\n"One\n', "A quote (&quot;) that opens in line 2 is never closed."),
        (
            "band\nOne\x00\n",
            "Line 2 holds a character that no text has (NUL). Save the lineup as text: CSV, UTF-8.",
        ),
        ("band\n" + "One\n" * 5_001, "Line 5002 is one too many: at most 5,000 at a time."),
        ("band" + "," * 99_999, "Line 1 has 100,000 columns; at most 100 are read."),
    ],
)
def test_a_paste_that_cannot_be_read_stays_in_its_field(
    event: Event, client_of_ed: Client, text: str, sentence: str
) -> None:
    answer = paste(client_of_ed, text)

    assert answer.status_code == 422
    assert [*answer.context["form"].errors] == ["text"]
    assert f"<span>{sentence}</span>" in answer.content.decode()
    assert answer.context["form"]["text"].value() == text
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"band\n" + b"x" * 10_000_000, "This is more than 5 MB. Split it."),
        (b"band\n" + b"x" * 200_000, "A cell in line 2 is too long."),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "This is a picture, not a lineup. Save it as CSV or .xlsx.",
        ),
        (b"\xff\xd8\xff\xe0", "This is a picture, not a lineup. Save it as CSV or .xlsx."),
        (b"%PDF-1.7", "This is a PDF, not a lineup. Save it as CSV or .xlsx."),
        (
            b"\xd0\xcf\x11\xe0\xa1",
            "This is an old Excel file (.xls), not a lineup. Save it as CSV or .xlsx.",
        ),
        (
            b"\xff\xfeb\x00\x00\xd8",
            "It begins as UTF-16 but does not go on so. Save it as UTF-8.",
        ),
        (b"", "There is nothing in it."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    event: Event, client_of_ed: Client, data: bytes, sentence: str
) -> None:
    answer = upload(client_of_ed, data)

    assert (answer.status_code, answer.context["form"].errors) == (422, {"file": [sentence]})
    assert not ImportDraft.objects.exists()


def test_fifty_megabytes_are_refused_unread(event: Event, client_of_ed: Client) -> None:
    answer = upload(client_of_ed, b"x" * 50_000_000)

    assert answer.status_code == 413
    assert "That is too much at once." in answer.content.decode()


def test_a_paste_and_a_file_together_are_asked_about(event: Event, client_of_ed: Client) -> None:
    answer = upload(client_of_ed, b"band\nOne\n", text="band\nTwo\n")

    wrong = "Either paste or choose a file, not both. Which one is it?"
    assert (answer.status_code, answer.context["form"].errors) == (422, {"file": [wrong]})
