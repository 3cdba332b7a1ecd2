"""After whatever changes what the public sees, every kept page is what would be made anew."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.test.signals import template_rendered
from time_machine import travel

from accounts.models import Organization
from bands.models import Band
from events import editions, lineup, profiles
from events.lineup import NewSet
from events.models import Event, Performance, Venue
from events.times import Slot
from events.undo import undo
from settimes.pages import tokens
from tests.cast import SATURDAY, make_band, make_performance, signed_in
from tests.desk import address
from tests.events import cached
from tests.events.test_schedule import toronto
from tests.faults.web import wait_until

pytestmark = pytest.mark.usefixtures("keeping_pages")


def event() -> Event:
    return Event.objects.get(slug="vol-7")


def rills() -> Performance:
    return Performance.objects.get(band__slug="the-rills")


def band() -> Band:
    return Band.objects.get(slug="the-rills")


def venue() -> Venue:
    return Venue.objects.get(slug="room-47")


DEEDS: dict[str, Callable[[], object]] = {
    "cancel": lambda: lineup.cancel([rills()], by=None),
    "shift": lambda: lineup.shift([rills()], 15, by=None),
    "to be announced": lambda: lineup.edit(rills(), venue=None, by=None),
    "note": lambda: lineup.edit(rills(), note="Bring earplugs", by=None),
    "remove": lambda: lineup.remove([rills()], by=None),
    "add": lambda: lineup.add(
        event(), [NewSet(make_band("Newcomers"), SATURDAY, slot=Slot(1260, 1300))], by=None
    ),
    "reveal mode": lambda: editions.set_reveal_mode(event(), on=True, by=None),
    "archive": lambda: editions.archive(event(), by=None),
    "unpublish": lambda: editions.unpublish(event(), by=None),
    "called off": lambda: editions.call_off(event(), Event.CalledOff.POSTPONED, by=None),
    "zone": lambda: editions.change_zone(event(), "America/Vancouver", by=None),
    "facts": lambda: editions.edit_facts(event(), name="Vol. 7½", city="Galt", by=None),
    "address": lambda: editions.edit_facts(event(), slug="volume-7", by=None),
    "undo": lambda: undo(event().change_sets.latest("pk"), by=None),
    "name of a band": lambda: profiles.save(band(), {"name": "The Rill"}, by=None),
    "profile of a band": lambda: profiles.save(band(), {"bio": "Loud and wet."}, by=None),
    "address of a band": lambda: profiles.save(band(), {"slug": "rills"}, by=None),
    "name of a venue": lambda: profiles.save(venue(), {"name": "Room 48"}, by=None),
    "street of a venue": lambda: profiles.save(venue(), {"street": "1 Lock St"}, by=None),
}


@pytest.fixture
def addresses(crew) -> list[str]:
    cached.fill(status="published")
    lineup.shift([rills()], 5, by=None)  # something to undo
    return [cached.address_of(name) for name in cached.CACHED]


def shown(addresses: list[str]) -> list[tuple[int, bytes]]:
    answers = [Client().get(address) for address in addresses]
    return [(answer.status_code, answer.content) for answer in answers]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_on_every_page(
    addresses, settings, deed: str, django_capture_on_commit_callbacks
) -> None:
    with travel(toronto("20:40"), tick=False):
        before = shown(addresses)

        with django_capture_on_commit_callbacks(execute=True):
            DEEDS[deed]()

        kept = shown(addresses)
        settings.PAGE_CACHE_MB = 0
        assert kept == shown(addresses)
        assert kept != before


def test_an_organizations_name_is_on_every_page(
    addresses, staff, crew, django_capture_on_commit_callbacks
) -> None:
    before = shown(["/"])
    desk = signed_in(staff)
    shown_there = desk.get(address(crew)).context["adminform"].form.initial
    typed = {name: value for name, value in shown_there.items() if value is not None}
    members = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(address(crew), typed | {"name": "Lamplight"} | members)

    assert answer.status_code == 302
    assert (b"Lamplight" in before[0][1], b"Lamplight" in shown(["/"])[0][1]) == (False, True)


def test_a_change_while_the_page_is_made_is_not_lost(
    addresses, django_capture_on_commit_callbacks
) -> None:
    """The page is made of what was before it, and kept with the token from before it."""

    def change_it(sender: object, **_: object) -> None:
        template_rendered.disconnect(change_it)
        with django_capture_on_commit_callbacks(execute=True):
            lineup.edit(rills(), note="Bring earplugs", by=None)

    shown(["/"])
    template_rendered.connect(change_it)

    (_, meanwhile), (_, after) = shown(["/events/vol-7/", "/events/vol-7/"])

    assert (b"earplugs" in meanwhile, b"earplugs" in after) == (False, True)


def test_another_organizations_change_leaves_pages_alone(
    crew, other_crew, addresses, django_capture_on_commit_callbacks
) -> None:
    Organization.objects.filter(pk=crew.pk).update(host="testserver")
    shown(["/events/vol-7/"])
    make_performance(event(), "Late Guest")

    for owner, is_seen in ((other_crew, False), (crew, True)):
        with django_capture_on_commit_callbacks(execute=True):
            tokens.renew(owner.pk)
        assert (b"Late Guest" in shown(["/events/vol-7/"])[0][1]) is is_seen


def test_a_renewal_by_another_process_is_seen(addresses) -> None:
    shown(["/events/vol-7/"])
    make_performance(event(), "Late Guest")

    cache.set(f"page-token:{event().organization_id}", "renewed elsewhere", timeout=None)

    wait_until(lambda: b"Late Guest" in shown(["/events/vol-7/"])[0][1])
