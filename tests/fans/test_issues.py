"""News by city and genre: what an issue says, to whom, and that it says it once."""

from datetime import UTC, datetime

import pytest

from events import editions
from fans.models import Told
from settimes.outbox.models import Message
from tests.cast import make_event
from tests.fans.mornings import add, nine, subjects
from tests.fans.post import html_of, text_of
from tests.fans.telling import make_fan, subscribe

pytestmark = pytest.mark.django_db


def test_a_new_event_is_told_with_its_bands(kitchener, reader, night) -> None:
    (mail,) = night.at(nine(26))
    assert (mail["To"], mail["Subject"]) == ("fay@example.org", "New in Kitchener: Vol. 7")
    for part in (text_of(mail), html_of(mail)):
        assert "Saturday 10 October 2026, Kitchener, doors 19:00" in part
        assert "The Rills, The Harpoonist" in part
        assert "https://tickets.example" in part
        assert "Everything in Kitchener, daily" in part
    assert str(mail["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert [subjects(night, day) for day in (27, 28, 29)] == [[], [], []]


def test_an_issue_leaves_at_nine_not_before(kitchener, reader, night) -> None:
    assert night.at(datetime(2026, 9, 26, 12, 59, 59, tzinfo=UTC)) == []
    assert subjects(night, 26) == ["New in Kitchener: Vol. 7"]


def test_new_bands_of_a_known_event_are_told(kitchener, reader, ed, night, settings) -> None:
    night.at(nine(26))
    add(kitchener, "Kept Apart", "23:00", ed)
    night.passes(minutes=10)
    (mail,) = night.at(nine(27))
    assert mail["Subject"] == "New at Vol. 7: Kept Apart"
    lines = text_of(mail).splitlines()
    said = lines.index("- Kept Apart: Saturday 10 October 23:01, Room 47")
    assert lines[said + 1].strip() == f"{settings.SITE_URL}/bands/kept-apart/"
    assert "The Rills" not in text_of(mail)
    assert subjects(night, 28) == []


def test_an_issue_without_anything_new_says_what_is_on(kitchener, reader, night) -> None:
    weekly = make_fan("gus@example.org")
    subscribe(weekly, often="weekly")
    night.at(nine(26))
    assert subjects(night, 1, month=10) == ["New in Kitchener: Vol. 7"]
    assert subjects(night, 8, month=10) == ["This week in Kitchener: Vol. 7"]
    assert subjects(night, 9, month=10) == []
    assert subjects(night, 10, month=10) == ["Today in Kitchener: Vol. 7"]


def test_an_empty_issue_leaves_no_trace(kitchener_draft, reader, night) -> None:
    assert [subjects(night, day) for day in (26, 27, 28)] == [[], [], []]
    assert not Message.objects.exists()
    assert reader.subscriptions.get().issued_for.day == 28


@pytest.mark.parametrize(
    ("city", "genre", "told"),
    [
        ("", "", "The Rills, The Harpoonist"),
        ("KITCHENER ", "", "The Rills, The Harpoonist"),
        ("Kitchener", "punk", "The Rills"),
        ("", " Blues", "The Harpoonist"),
        ("Guelph", "", None),
        ("Kitchener", "Jazz", None),
        ("Guelph", "Punk", None),
    ],
)
def test_an_issue_keeps_to_city_and_genre(kitchener, night, city, genre, told) -> None:
    subscribe(make_fan("gus@example.org"), city, genre)
    mails = night.at(nine(26))
    assert len(mails) == (0 if told is None else 1)
    if told:
        assert told in text_of(mails[0]).splitlines()
    sets = Told.objects.filter(performance__isnull=False).count()
    assert sets == (len(told.split(", ")) if told else 0)


def test_an_event_without_sets_is_told_to_who_wants_everything(crew, ed, night) -> None:
    bare = make_event("Bare", city="Kitchener")
    for name, genre in (("gus", ""), ("kim", "Punk")):
        subscribe(make_fan(f"{name}@example.org"), "Kitchener", genre)
    editions.publish(bare, by=ed, even_if_empty=True)
    night.passes(minutes=10)
    mails = night.at(nine(26))
    assert [mail["To"] for mail in mails] == ["gus@example.org"]


def test_who_wants_several_things_gets_one_mail(kitchener, night) -> None:
    gus = make_fan("gus@example.org")
    for city, genre in (("Kitchener", ""), ("", "Punk"), ("", "Blues")):
        subscribe(gus, city, genre)
    assert subjects(night, 26) == ["New in Kitchener: Vol. 7"]
    assert Told.objects.count() == 3
