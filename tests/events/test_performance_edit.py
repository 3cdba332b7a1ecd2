"""One set, edited in its row or on a page of its own."""

from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from events.models import Performance
from tests.cast import make_event, make_performance

PAGE = "/manage/events/vol-7/lineup/"


def edit_url(performance: Performance) -> str:
    return f"{PAGE}{performance.public_id}/edit/"


def test_a_set_is_edited_without_scripts(client_of_ed: Client) -> None:
    performance = make_performance(make_event(), "The Rills", start="20:30")

    response = client_of_ed.post(
        edit_url(performance),
        {"start": "21:00", "end": "21:45", "note": "loud", "version": 1},
        follow=True,
    )

    assertRedirects(response, PAGE)
    performance.refresh_from_db()
    assert (performance.start, performance.end, performance.note) == (1260, 1305, "loud")
    assertContains(response, "Moved The Rills to 21:00")


def test_a_viewer_may_not_edit(client_of_vic: Client) -> None:
    performance = make_performance(make_event(), "The Rills")

    assert client_of_vic.get(edit_url(performance)).status_code == 403
    assert client_of_vic.post(edit_url(performance), {}).status_code == 403
