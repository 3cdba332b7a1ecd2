"""News by city and genre beside digests: whichever comes first tells it, once."""

import pytest

from events import lineup
from events.times import Slot
from tests.fans.mornings import nine, subjects, the
from tests.fans.post import text_of
from tests.fans.telling import follow

pytestmark = pytest.mark.django_db


def test_what_an_issue_told_no_digest_tells_again(kitchener, reader, ed, night) -> None:
    night.at(nine(26))
    follow(reader, the(kitchener, "The Rills").band)
    assert night.subjects(minutes=120) == []
    lineup.move([the(kitchener, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    (mail,) = night.passes(minutes=10)
    assert mail["Subject"] == "Moved: The Rills, Saturday 10 October 21:00 → 21:30, Room 47"


def test_what_a_digest_told_no_issue_tells_again(kitchener, reader, night) -> None:
    follow(reader, the(kitchener, "The Rills").band)
    assert night.subjects(minutes=10) == [
        "Announced: The Rills, Saturday 10 October 21:00, Room 47"
    ]
    (mail,) = night.at(nine(26))
    assert mail["Subject"] == "New at Vol. 7: The Harpoonist"
    assert "The Rills" not in text_of(mail)
    assert subjects(night, 27) == []
