"""What was told of very many sets: page by page, with the sums over all of them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from events.models import Event
from fans import accounted
from fans.models import Notice
from settimes.outbox.models import Message
from settimes.outbox.planning import Plan, plan_many
from tests.cast import make_event, make_performance

pytestmark = pytest.mark.django_db
PAGE = "/manage/events/vol-7/told/"
FANS = 3


@pytest.fixture
def event(crew) -> Event:
    return make_event(status="published")


def tell(event: Event, sets: int) -> None:
    """Add sets until there are so many, told to three fans of whom one is yet to hear."""
    rows = [
        make_performance(event, f"Band {number:03}", venue="Room 47", start="21:00")
        for number in range(event.performances.count(), sets)
    ]
    plans = [
        Plan(key=f"{fan} {row.pk}", kind="fans.digest", to=f"f{fan}@example.org")
        for row in rows
        for fan in range(FANS)
    ]
    plan_many(plans)
    Message.objects.exclude(to="f0@example.org").update(state="sent", sent=timezone.now())
    for fan in range(FANS):
        mails = Message.objects.filter(to=f"f{fan}@example.org", notices=None).order_by("pk")
        Notice.objects.bulk_create(
            Notice(message=mail, event=event, performance=row, news="announced")
            for mail, row in zip(mails, rows, strict=True)
        )


def test_few_sets_are_on_one_page(event, client_of_vic: Client) -> None:
    tell(event, accounted.ON_A_PAGE)

    answer = client_of_vic.get(PAGE)

    assertContains(answer, "3 planned = 2 sent + 1 waiting", count=accounted.ON_A_PAGE)
    assertNotContains(answer, "All together")
    assertNotContains(answer, 'aria-label="Pages"')


def test_many_are_read_page_by_page_and_summed_over_all(event, client_of_vic: Client) -> None:
    tell(event, accounted.ON_A_PAGE + 1)
    Notice.objects.create(message=Message.objects.earliest("pk"), event=event, news="called off")
    first, second = client_of_vic.get(PAGE), client_of_vic.get(f"{PAGE}?page=2")

    for answer in (first, second):
        assertContains(answer, "All together: 21 sets")
        assertContains(answer, "<dd>63 planned = 42 sent + 21 waiting</dd>", count=1)
        assertContains(answer, "Mails: 63 planned = 42 sent + 21 waiting.")
    assertContains(first, "3 planned = 2 sent + 1 waiting</dd>", count=20)
    assertContains(first, "The whole event", count=1)
    assertContains(first, '<a class="btn" href="?page=2">Later</a>')
    assertNotContains(first, "Band 020")
    assertContains(second, "Band 020", count=1)
    assertNotContains(second, "Band 019")
    assertNotContains(second, "The whole event")
    assertContains(second, '<a class="btn" href="?page=1">Earlier</a>')


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "\x00"])
def test_a_page_that_is_not_there_is_the_nearest(event, client_of_vic: Client, number: str) -> None:
    tell(event, 1)
    assertContains(client_of_vic.get(PAGE, {"page": number}), "Band 000")


def test_the_page_costs_the_same_for_any_number_of_sets(event, client_of_vic: Client) -> None:
    costs = {}
    for sets in (1, 3, 200):
        tell(event, sets)
        with CaptureQueriesContext(connection) as found:
            assertContains(client_of_vic.get(PAGE), "Band 000")
        costs[sets] = len(found)
    assert costs == dict.fromkeys(costs, costs[1])
