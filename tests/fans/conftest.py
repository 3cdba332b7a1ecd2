import pytest

from bands.models import Band
from tests.cast import make_event, make_performance


@pytest.fixture
def rills(crew) -> Band:
    """A band with a public set; so has The Harpoonist."""
    event = make_event(status="published")
    make_performance(event, "The Harpoonist", venue="Room 47", start="21:30")
    return make_performance(event, "The Rills", venue="Room 47").band
