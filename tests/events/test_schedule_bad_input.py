"""What a schedule is asked in vain, and what it is filled with: the page stays right."""

import re

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.http import urlencode
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from bands.models import Band
from events import editions
from events.models import Event, Performance
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

PAGE = "/events/vol-7/"
MARKUP = "<img src=x onerror=alert(1)>&\"'</script>"


@pytest.fixture(autouse=True)
def evening():
    with travel(toronto("20:40"), tick=False):
        yield


@pytest.fixture
def event(crew) -> Event:
    event = make_event(status="published")
    make_performance(event, make_band(genres=["punk"]), venue="Room 47")
    make_performance(event, make_band("Owls", genres=["folk"]), venue="Old Post")
    return event


@pytest.mark.parametrize("day", ["0", "99", "abc", "-1", "1.5", "١", "", "2"])
def test_a_day_that_is_none_shows_every_day_and_says_so(event, client: Client, day: str) -> None:
    page = client.get(PAGE, {"day": day})

    assertContains(page, "There is no such day: Vol. 7 has one day.", count=int(day != ""))
    for band in ("The Rills", "Owls"):
        assertContains(page, f"<bdi>{band}</bdi></a></h3>", count=1)


@pytest.mark.parametrize("value", ["", "nowhere", MARKUP, "x" * 5000, "\x00", "../../etc", "💥"])
@pytest.mark.parametrize("name", ["venue", "genre", "view", "utm_source", "page[]"])
def test_what_nobody_offers_is_no_choice_and_never_echoed(
    event, client: Client, name: str, value: str
) -> None:
    page = client.get(f"{PAGE}?{urlencode({name: value})}")

    assertContains(page, "<bdi>Owls</bdi></a></h3>", count=1)
    assertNotContains(page, MARKUP)
    if value:
        assertNotContains(page, escape(value) + '"')


def test_nonsense_of_any_spelling_is_one_page(event, client: Client) -> None:
    pages = {client.get(PAGE, {"day": day}).content for day in ("0", "99", "abc", "x" * 999)}

    assert len(pages) == 1
    assert pages != {client.get(PAGE).content}


def test_two_filters_that_no_set_meets_say_so(event, client: Client) -> None:
    page = client.get(PAGE, {"venue": "room-47", "genre": "folk"})

    assertContains(page, "No <bdi>folk</bdi> at <bdi>Room 47</bdi>.")
    assertContains(page, f'href="{PAGE}" data-choose>Every set</a>')


@pytest.mark.parametrize("query", ["", "?view=venue", "?view=grid", "?day=9&venue=no"])
def test_markup_in_every_field_stays_text(crew, ed, client: Client, query: str) -> None:
    crew.name = MARKUP
    crew.save()
    event = make_event(
        MARKUP, slug="vol-7", city=MARKUP, description=MARKUP, last_day=toronto("99:00").date()
    )
    band = make_band(MARKUP, genres=[MARKUP[:40]], links={"website": MARKUP})
    venue = make_venue(MARKUP, street=MARKUP)
    make_performance(event, band, venue=venue, note=MARKUP)
    row = make_performance(event, band, venue=venue, start="22:00")
    editions.publish(event, by=ed)
    Performance.objects.filter(pk=row.pk).update(
        cancelled_at=toronto("20:00"), cancel_reason=MARKUP
    )

    page = client.get(PAGE + query).content.decode()

    assert "<img" not in page
    assert len(re.findall("</script>", page)) == 2  # the page's own, and what it is about
    assert escape(MARKUP) in page


@pytest.mark.parametrize("path", ["/", PAGE, f"{PAGE}?view=grid", f"{PAGE}recap/"])
def test_a_head_is_answered_as_a_get_without_a_body(event, client: Client, path: str) -> None:
    got, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head["Cache-Control"] == got["Cache-Control"]


@pytest.mark.parametrize("query", ["", "?view=venue", "?view=grid", "?genre=punk&venue=room-1"])
def test_two_thousand_sets_take_no_more_statements_than_twenty(
    crew, ed, client: Client, settings, django_assert_num_queries, query: str
) -> None:
    settings.PAGE_CACHE_MB = 0
    for count in (20, 2000):
        event = make_event(f"Of {count}")
        rooms = [make_venue(f"Room {count} {number}") for number in range(60)]
        bands = Band.objects.bulk_create(
            Band(
                organization=crew,
                name=f"B{count} {number}",
                slug=f"b{count}-{number}",
                genres=["punk"],
            )
            for number in range(count)
        )
        Performance.objects.bulk_create(
            Performance(
                event=event,
                band=band,
                venue=rooms[number % 60],
                day=event.first_day,
                start=1080 + number // 60 * 20,
                end=1100 + number // 60 * 20,
            )
            for number, band in enumerate(bands)
        )
        editions.publish(event, by=ed)

        with django_assert_num_queries(4):
            page = client.get(f"/events/of-{count}/{query.replace('room-1', f'room-{count}-1')}")

        assertContains(page, "<h3 class=" if "venue" not in query else f"B{count} 1<")
