"""What the page of what fans are told says while it is told, held, or about to be told."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from events import lineup
from events.models import Event
from events.times import Slot
from fans import deciding
from fans.models import Round
from tests.html import Page

pytestmark = pytest.mark.django_db
PAGE = "/manage/events/vol-7/told/"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("tell", "Writing to fans.|Looked at 1 of 2 fans, 1 mail so far."),
        ("hurry", "Writing to fans of what cannot wait.|Looked at 1 of 2 fans, 1 mail so far."),
        ("hush", "Making sure that nobody hears of what still waited.|Looked at 1 of 2 fans."),
        ("doubt", "Noting who may have been told already.|Looked at 1 of 2 fans, 1 mail so far."),
    ],
)
def test_how_far_it_is_stands_in_words_and_as_a_bar(
    told: Event, client_of_vic, mode: str, said: str
) -> None:
    first = told.organization.subscribers.earliest("pk")
    row = Round.objects.create(
        event=told, mode=mode, cursor=first.pk, mails=1, began=timezone.now(), reason="A typo."
    )

    answer = client_of_vic.get(PAGE)

    what, how_far = said.split("|")
    assertContains(answer, f'<p id="round-{row.pk}"><b>{what}</b> {how_far}</p>', html=True)
    (bar,) = Page(answer.content.decode()).all("progress")
    assert bar == {"max": "2", "value": "1", "aria-labelledby": f"round-{row.pk}"}


def test_a_bar_is_gone_with_its_round(told: Event, client_of_vic) -> None:
    assertNotContains(client_of_vic.get(PAGE), "<progress")


def test_a_hold_says_who_it_keeps_from_what_and_what_comes_after(
    told: Event, ed, client_of_ed
) -> None:
    deciding.hold(told, by=ed)
    answer = client_of_ed.get(PAGE)
    assertContains(answer, '<h2 id="waits">On hold. Nothing waits.</h2>', html=True)
    assertContains(answer, "they hear what is true by then, at the latest 10 minutes after")
    assertNotContains(answer, "Send now")

    lineup.move([told.performances.get(band__name="The Rills")], slot=Slot(21 * 60 + 30), by=ed)

    answer = client_of_ed.get(PAGE)
    assertContains(answer, "On hold: 2 fans hear nothing of this yet.")
    assertContains(answer, "Send now ends the hold too, and waits for no other changes.")
    assertContains(answer, ">End the hold</button>")
