import pytest
from time_machine import TimeMachineFixture

from accounts.models import User
from bands.models import Band
from events import editions
from events.models import Event
from fans.models import Subscriber
from tests.cast import make_band, make_event, make_performance
from tests.fans.telling import BEFORE, Night, make_fan, subscribe
from tests.mailbox import Mailbox
from tests.outbox.conftest import send_to, sink  # noqa: F401


@pytest.fixture
def rills(crew) -> Band:
    """A band with a public set; so has The Harpoonist."""
    event = make_event(status="published")
    make_performance(event, "The Harpoonist", venue="Room 47", start="21:30")
    return make_performance(event, "The Rills", venue="Room 47").band


@pytest.fixture
def night(time_machine: TimeMachineFixture, mailbox: Mailbox) -> Night:
    """A clock two weeks before the event; move it with `night.passes(minutes=…)`."""
    time_machine.move_to(BEFORE, tick=False)
    return Night(time_machine, mailbox)


@pytest.fixture
def kitchener_draft(crew, night: Night) -> Event:
    """A draft in Kitchener with a set of The Rills (Punk) and one of The Harpoonist (Blues)."""
    event = make_event(city="Kitchener", doors={"1": 19 * 60}, ticket_url="https://tickets.example")
    rills = make_band("The Rills", genres=["Punk"])
    make_performance(event, rills, venue="Room 47", start="21:00")
    harpoonist = make_band("The Harpoonist", genres=["Blues"])
    make_performance(event, harpoonist, venue="Room 47", start="22:00")
    return event


@pytest.fixture
def kitchener(kitchener_draft: Event, ed: User, night: Night) -> Event:
    """The same, published, and nothing waits any more."""
    editions.publish(kitchener_draft, by=ed)
    night.passes(minutes=10)
    return kitchener_draft


@pytest.fixture
def reader(kitchener_draft: Event) -> Subscriber:
    """Wants all news of Kitchener, daily."""
    fay = make_fan("fay@example.org")
    subscribe(fay, "Kitchener")
    return fay


@pytest.fixture
def event(crew, night: Night) -> Event:
    """A draft with three sets; Fay follows The Rills, Gus The Rills and The Harpoonist."""
    event = make_event()
    rills = make_performance(event, "The Rills", venue="Room 47", start="21:00").band
    harpoonist = make_performance(event, "The Harpoonist", venue="Room 47", start="22:00").band
    make_performance(event, "Kept Apart", venue="Room 47", start="23:00")
    make_fan("fay@example.org", rills)
    make_fan("gus@example.org", rills, harpoonist)
    return event


@pytest.fixture
def told(event: Event, ed: User, night: Night) -> Event:
    """The event, published, and everybody knows."""
    editions.publish(event, by=ed)
    assert len(night.passes(minutes=10)) == 2
    return event
