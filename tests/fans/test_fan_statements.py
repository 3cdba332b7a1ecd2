"""A fan's pages ask the database as often for three rows as for one."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from fans import links
from fans.models import Follow, Subscriber, Subscription
from tests.cast import make_event, make_performance
from tests.fans.post import FAY

COUNTS = pytest.mark.parametrize("count", [1, 3])


def fill(crew: Organization, count: int) -> Subscriber:
    fay = Subscriber.objects.create(
        organization=crew, email=FAY, lookup=FAY, recipient="x", confirmed=timezone.now()
    )
    event = make_event(status="published")
    for number in range(count):
        band = make_performance(event, f"Band {number}").band
        Follow.objects.create(subscriber=fay, band=band, confirmed=timezone.now())
        Subscription.objects.create(subscriber=fay, city=f"City {number}", confirmed=timezone.now())
    return fay


@COUNTS
@pytest.mark.parametrize(
    ("path", "statements"),
    [
        ("/follow/", 2),
        ("/events/vol-7/follow/", 3),
        ("/subscribe/", 3),
        ("/preferences/{own}/", 5),
        ("/preferences/{own}/delete/", 2),
        ("/preferences/{own}/download/", 7),
        ("/unsubscribe/{out}/", 3),
    ],
)
def test_a_page_costs_the_same_for_any_number(
    client: Client, crew, path: str, statements: int, count: int, django_assert_num_queries
) -> None:
    fay = fill(crew, count)
    whole = path.format(own=links.to_page(fay), out=links.way_out(fay))

    with django_assert_num_queries(statements):
        assert client.get(whole).status_code == 200
