"""A change is seen on kept pages as soon as it is committed."""

import pytest
from django.test import Client

from events import lineup
from tests.cast import make_event, make_performance

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_change_is_seen_at_once_by_who_made_it(keeping_pages, client: Client) -> None:
    rills = make_performance(make_event(status="published"), "The Rills")
    first = client.get("/events/vol-7/")

    lineup.cancel([rills], by=None)

    assert b"is-cancelled" not in first.content
    assert b"is-cancelled" in client.get("/events/vol-7/").content
