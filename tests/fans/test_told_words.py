"""What the page of what fans are told says while it is told, held, or about to be told."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from events.models import Event
from fans.models import Round
from tests.html import Page

pytestmark = pytest.mark.django_db
PAGE = "/manage/events/vol-7/told/"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("tell", "Writing to fans.|Looked at 1 of 2 fans, 1 mail so far."),
        ("hurry", "Writing to fans of what cannot wait.|Looked at 1 of 2 fans, 1 mail so far."),
        ("hush", "Making sure that nobody hears of it.|Looked at 1 of 2 fans."),
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
