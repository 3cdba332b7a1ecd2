"""Public pages are made once and kept: the same bytes, seen anew when something changes."""

import pytest
from django.test import Client
from time_machine import travel

from tests.cast import make_event, make_performance
from tests.events.test_schedule import toronto


@pytest.fixture
def vol_7(crew):
    return make_event(status="published", doors={"1": 1140}, city="Waterloo")


def test_a_kept_page_asks_the_database_nothing(
    vol_7, keeping_pages, client: Client, django_assert_num_queries
) -> None:
    make_performance(vol_7)
    with travel(toronto("20:40"), tick=False):
        first = client.get("/events/vol-7/")

        with django_assert_num_queries(0):
            second = client.get("/events/vol-7/")

    assert second.content == first.content
    assert {**second.headers, "X-Request-ID": ""} == {**first.headers, "X-Request-ID": ""}
