"""What waits, is held or hushed up is in no issue; what becomes public otherwise is."""

import pytest
from django.utils import timezone

from events import editions, lineup, uncollected
from events.models import Event
from fans import collecting
from fans.models import Hold, Round
from tests.cast import make_band
from tests.fans.mornings import add, nine, subjects, the
from tests.fans.post import text_of

pytestmark = pytest.mark.django_db

VOL_7 = ["New in Kitchener: Vol. 7"]


def hush(event: Event) -> None:
    (waiting,) = uncollected.waiting(event)
    now = timezone.now()
    assert collecting.begin(
        event, Round.Mode.HUSH, up_to=waiting.up_to, at=now, reason="It is a secret."
    )


def test_what_waits_for_its_undo_is_in_the_next_issue(kitchener_draft, reader, ed, night) -> None:
    night.clock.move_to(nine(26).replace(hour=12, minute=55), tick=False)
    editions.publish(kitchener_draft, by=ed)
    assert subjects(night, 26) == []
    assert subjects(night, 27) == VOL_7


def test_a_set_that_waits_is_in_the_next_issue(kitchener, reader, ed, night) -> None:
    night.clock.move_to(nine(26).replace(hour=12, minute=55), tick=False)
    add(kitchener, "Kept Apart", "23:00", ed)
    (mail,) = night.at(nine(26))
    assert "The Rills, The Harpoonist\n" in text_of(mail).replace("\r", "")
    assert subjects(night, 27) == ["New at Vol. 7: Kept Apart"]


def test_what_is_held_is_in_the_issue_after(kitchener, reader, ed, night) -> None:
    hold = Hold.objects.create(event=kitchener, by=ed, at=timezone.now())
    assert subjects(night, 26) == []
    hold.delete()
    assert subjects(night, 27) == VOL_7


def test_an_event_that_was_hushed_up_is_in_no_issue(kitchener_draft, reader, ed, night) -> None:
    editions.publish(kitchener_draft, by=ed)
    hush(kitchener_draft)
    assert [subjects(night, day) for day in (26, 27)] == [[], []]
    add(kitchener_draft, "Kept Apart", "23:00", ed)
    night.passes(minutes=10)
    (mail,) = night.at(nine(28))
    assert [mail["Subject"]] == VOL_7
    assert "The Rills" not in text_of(mail)


def test_a_set_that_was_hushed_up_is_in_no_issue(kitchener_draft, reader, ed, night) -> None:
    editions.set_reveal_mode(kitchener_draft, on=True, by=ed)
    lineup.announce([the(kitchener_draft, "The Rills")], by=ed)
    editions.publish(kitchener_draft, by=ed)
    night.passes(minutes=10)
    night.passes(minutes=1)
    lineup.announce([the(kitchener_draft, "The Harpoonist")], by=ed)
    hush(kitchener_draft)
    (mail,) = night.at(nine(26))
    assert "The Rills" in text_of(mail)
    assert "The Harpoonist" not in text_of(mail)
    assert subjects(night, 27) == []


def test_what_was_hidden_and_shown_again_is_told(kitchener_draft, reader, ed, night) -> None:
    editions.publish(kitchener_draft, by=ed)
    hush(kitchener_draft)
    editions.unpublish(kitchener_draft, by=ed)
    night.passes(minutes=10)
    editions.publish(kitchener_draft, by=ed)
    night.passes(minutes=10)
    assert subjects(night, 26) == VOL_7


def test_who_plays_instead_is_new(kitchener, reader, ed, night) -> None:
    night.at(nine(26))
    lineup.edit(the(kitchener, "The Rills"), band=make_band("Kept Apart"), by=ed)
    night.passes(minutes=10)
    assert subjects(night, 27) == ["New at Vol. 7: Kept Apart"]


def test_an_issue_waits_for_no_digest_that_was_hushed_up(kitchener, reader, ed, night) -> None:
    night.at(nine(26))
    editions.call_off(kitchener, Event.CalledOff.CANCELLED, by=ed)
    night.passes(minutes=10)
    editions.go_ahead(kitchener, by=ed)
    hush(kitchener)
    assert subjects(night, 27) == []
    add(kitchener, "Kept Apart", "23:00", ed)
    night.passes(minutes=10)
    assert subjects(night, 28) == ["New at Vol. 7: Kept Apart"]
