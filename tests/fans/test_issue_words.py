"""How an issue reads: what comes first, and where its lists end."""

import pytest

from events import editions
from events.models import Event
from fans.models import Told
from tests.cast import make_band, make_event, make_performance
from tests.fans.mornings import add, nine, subjects, the
from tests.fans.post import html_of, text_of
from tests.fans.telling import Night, follow, make_fan, subscribe

pytestmark = pytest.mark.django_db


def publish(name: str, city: str, ed, night: Night, *bands: str) -> Event:
    event = make_event(name, city=city)
    for number, band in enumerate(bands):
        make_performance(
            event, band, venue="Room 47", start=f"{18 + number // 60}:{number % 60:02}"
        )
    editions.publish(event, by=ed, even_if_empty=True)
    night.passes(minutes=10)
    return event


@pytest.mark.parametrize(
    ("others", "subject"),
    [
        ([("Vol. 8", "Kitchener")], "New in Kitchener: Vol. 7, and 1 more"),
        ([("Vol. 8", "Kitchener"), ("Fallout", "Guelph")], "New: Vol. 7, and 2 more"),
        ([("Vol. 8", "")], "New: Vol. 7, and 1 more"),
    ],
)
def test_the_subject_says_where_if_it_is_one_place(kitchener, ed, night, others, subject) -> None:
    for name, city in others:
        publish(name, city, ed, night)
    subscribe(make_fan("gus@example.org"))
    assert subjects(night, 27) == [subject]


def test_new_bands_of_several_events_are_counted(kitchener, reader, ed, night) -> None:
    other = publish("Vol. 8", "Kitchener", ed, night, "Kept Apart")
    night.at(nine(26))
    for event, band in ((kitchener, "Long Division"), (other, "Ninth Bridge")):
        add(event, band, "23:00", ed)
    night.passes(minutes=10)
    assert subjects(night, 27) == ["New bands: Long Division, and 1 more"]


def test_a_new_event_names_twelve_bands_and_all_are_told(reader, ed, night) -> None:
    event = publish("Vol. 8", "Kitchener", ed, night, *(f"Band {n:02}" for n in range(15)))
    (mail,) = night.at(nine(26))
    names = ", ".join(f"Band {n:02}" for n in range(12)) + " and 3 more"
    assert names in text_of(mail).splitlines()
    assert names in html_of(mail)
    assert Told.objects.filter(event=event, performance__isnull=False).count() == 15
    assert subjects(night, 27) == []


def test_thirty_new_bands_of_an_event_have_lines_and_all_are_told(reader, ed, night) -> None:
    event = publish("Vol. 8", "Kitchener", ed, night)
    night.at(nine(26))
    for number in range(33):
        make_performance(event, f"Band {number:02}", venue="Room 47", start=f"18:{number:02}")
    (mail,) = night.at(nine(27))
    lines = text_of(mail).splitlines()
    assert mail["Subject"] == "New at Vol. 8: Band 00, and 32 more"
    assert len([line for line in lines if line.startswith("- Band")]) == 30
    assert "and 3 more" in lines
    assert subjects(night, 28) == []


def test_bands_that_are_followed_come_first_with_their_times(kitchener, reader, night) -> None:
    follow(reader, the(kitchener, "The Harpoonist").band, since=nine(26))
    (mail,) = night.at(nine(26))
    lines = text_of(mail).splitlines()
    place = "- The Harpoonist: Saturday 10 October 22:00, Room 47"
    # Between them stands the link to the band.
    assert lines.index("Also The Rills") == lines.index(place) + 2


def test_a_band_with_two_sets_is_named_once(kitchener_draft, reader, ed, night) -> None:
    rills = the(kitchener_draft, "The Rills").band
    make_performance(kitchener_draft, rills, venue="Room 47", start="23:00")
    editions.publish(kitchener_draft, by=ed)
    night.passes(minutes=10)
    (mail,) = night.at(nine(26))
    assert "The Rills, The Harpoonist" in text_of(mail).splitlines()


def test_clocks_are_the_organizations(crew, kitchener, reader, night) -> None:
    crew.clock = 12
    crew.save()
    (mail,) = night.at(nine(26))
    assert "Saturday 10 October 2026, Kitchener, doors 7:00 pm" in text_of(mail)


def test_names_are_words_and_not_markup(reader, ed, night) -> None:
    make_band("<b>Loud</b> & Co")
    publish("Rock & <i>Roll</i>", "Kitchener", ed, night, "<b>Loud</b> & Co")
    (mail,) = night.at(nine(26))
    assert mail["Subject"] == "New in Kitchener: Rock & <i>Roll</i>"
    assert "<b>Loud</b> & Co" in text_of(mail).splitlines()
    assert "&lt;b&gt;Loud&lt;/b&gt; &amp; Co" in html_of(mail)
    assert "<i>Roll" not in html_of(mail)


def test_a_long_name_is_shortened_in_the_subject_alone(reader, ed, night) -> None:
    name = "The Everlasting " * 6 + "Fest"
    publish(name, "Kitchener", ed, night)
    (mail,) = night.at(nine(26))
    assert mail["Subject"] == f"New in Kitchener: {'The Everlasting ' * 3}The…"
    assert name in text_of(mail).splitlines()
