import pytest
from time_machine import TimeMachineFixture

from bands.models import Band
from tests.cast import make_event, make_performance
from tests.fans.telling import BEFORE, Night
from tests.mailbox import Mailbox


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
