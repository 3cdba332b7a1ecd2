"""What waits to be told, and what organizers decide about it."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuthEvent, User
from events import editions, lineup, undo
from events.models import Event
from events.times import Slot
from fans.models import Hold, Round, Told
from tests.cast import make_event, make_performance, signed_in
from tests.fans.telling import TONIGHT, Night, follow, make_fan
from tests.html import Page

pytestmark = pytest.mark.django_db
PAGE = "/manage/events/vol-7/told/"


def move(event: Event, by: User, start: int = 21 * 60 + 30):
    row = event.performances.get(band__name="The Rills")
    return lineup.move([row], slot=Slot(start), by=by)


def decide(client: Client, what: str, **more: str):
    return client.post(PAGE, {"decide": what} | more)


def test_what_waits_is_shown_with_old_and_new_and_until_when(told, ed, client_of_vic) -> None:
    assertContains(client_of_vic.get(PAGE), "Nothing waits.")
    move(told, ed)

    answer = client_of_vic.get(PAGE)

    # The cast's clocks: Toronto, four hours behind.
    assertContains(answer, "2 fans hear at 08:20, if nothing more changes.")
    assertContains(answer, "Saturday 10 October <s>21:00</s> → <b>21:30</b>, Room 47")
    assert [each.line.name for each in answer.context["waits"].news] == ["The Rills"]


def test_what_is_undone_waits_no_more(told, ed, client_of_vic) -> None:
    undo.undo(move(told, ed), by=ed)

    assertContains(client_of_vic.get(PAGE), "Nobody is still to hear of what was changed lately.")


def test_what_cannot_wait_says_so(told, ed, vic, night: Night) -> None:
    night.clock.move_to(TONIGHT)
    lineup.cancel([told.performances.get(band__name="The Harpoonist")], by=ed)

    night.clock.shift(7)

    answer = signed_in(vic).get(PAGE)

    # To the second, and counted down by the page.
    assertContains(
        answer, '<span class="countdown" data-countdown="83"><span>in 83 seconds', count=2
    )
    said = "".join(Page(answer.content.decode()).texts)
    assert "1 fan hears in 83 seconds." in said
    assert "1 fan, in 83 seconds: it cannot wait" in said


def test_empty_states(event, client_of_vic) -> None:
    assertContains(client_of_vic.get(PAGE), "2 fans follow a band that plays here.")
    make_performance(make_event("Vol. 8", status="published"), "Nobody's")

    assertContains(
        client_of_vic.get("/manage/events/vol-8/told/"),
        "Nobody follows a band that plays here yet.",
    )


def test_send_now_tells_at_once_and_once(told, ed, client_of_ed, night: Night) -> None:
    move(told, ed)

    for _ in range(2):
        assert decide(client_of_ed, "now").status_code == 302

    assert [len(night.passes()), len(night.passes(minutes=120))] == [2, 0]
    assert Round.objects.filter(mode="tell", by=ed).count() == 1
    assert AuthEvent.objects.get(what="telling_decided").detail == "Vol. 7: Fans are told now."


def test_held_nobody_hears_until_it_is_let_go(told, ed, client_of_ed, night: Night) -> None:
    decide(client_of_ed, "hold")
    decide(client_of_ed, "hold")
    move(told, ed)
    assert night.passes(minutes=120) == []
    assertContains(client_of_ed.get(PAGE), "On hold: 2 fans hear nothing of this yet.")

    decide(client_of_ed, "let_go")
    decide(client_of_ed, "let_go")

    assert len(night.passes(minutes=10)) == 2
    assert Hold.objects.count() == 0
    decisions = AuthEvent.objects.filter(what="telling_decided").order_by("pk")
    assert [row.detail for row in decisions] == [
        "Vol. 7: On hold: fans hear nothing of this event until you end it.",
        "Vol. 7: The hold is ended: fans hear what is true now.",
    ]


def test_what_was_begun_before_it_was_held_is_told_after(told, ed, client_of_ed, night) -> None:
    move(told, ed)
    decide(client_of_ed, "now")
    decide(client_of_ed, "hold")
    assert night.passes(minutes=10) == []

    decide(client_of_ed, "let_go")

    assert len(night.passes()) == 2


def test_send_now_ends_a_hold(told, ed, client_of_ed, night: Night) -> None:
    decide(client_of_ed, "hold")
    move(told, ed)

    decide(client_of_ed, "now")

    assert len(night.passes()) == 2


def test_tell_nobody_needs_a_reason_beside_the_field(told, ed, client_of_ed, night) -> None:
    move(told, ed)

    answer = decide(client_of_ed, "nobody", reason=" ")

    assertContains(answer, "Say why: it is kept with your name.", status_code=422)
    assert len(night.passes(minutes=10)) == 2


def test_tell_nobody_hushes_what_waits_and_nothing_else(told, ed, client_of_ed, night) -> None:
    move(told, ed)
    for _ in range(2):
        assert decide(client_of_ed, "nobody", reason="A typo.").status_code == 302
    lineup.cancel([told.performances.get(band__name="The Harpoonist")], by=ed)

    assert night.subjects() == []
    assert night.subjects(minutes=10) == [
        "Cancelled: The Harpoonist, Saturday 10 October 22:00, Room 47"
    ]
    assert Round.objects.filter(mode="hush").count() == 1
    assert Told.objects.filter(start=21 * 60).exclude(hushed="").count() == 2
    detail = AuthEvent.objects.get(what="telling_decided").detail
    assert detail == "Vol. 7: Nobody hears of it. A typo."


def test_mail_on_its_way_is_not_hushed(event, ed, client_of_ed, night) -> None:
    editions.publish(event, by=ed)
    decide(client_of_ed, "now")
    night.clock.shift(1)
    lineup.cancel([event.performances.get(band__name="Kept Apart")], by=ed)

    decide(client_of_ed, "nobody", reason="A typo.")

    assert sum(len(night.passes()) for _ in range(2)) == 2


def test_a_viewer_decides_nothing(told, ed, client_of_vic, night: Night) -> None:
    move(told, ed)

    for what in ("now", "hold", "let_go", "nobody"):
        assert decide(client_of_vic, what, reason="x").status_code == 403
    assertNotContains(client_of_vic.get(PAGE), "Send now")
    assert (Hold.objects.count(), len(night.passes(minutes=10))) == (0, 2)


def test_an_unknown_decision_is_refused(told, client_of_ed) -> None:
    assertContains(decide(client_of_ed, ""), "Choose one of the buttons below.", status_code=422)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(
    crew, ed, client_of_ed, night, count: int, django_assert_num_queries
) -> None:
    event = make_event(status="published")
    for number in range(count):
        fan = make_fan(f"f{number}@example.org")
        row = make_performance(event, f"Band {number}", venue=f"Venue {number}", start="21:00")
        follow(fan, row.band)
        assert len(night.passes(minutes=120)) == 1
    lineup.shift(list(event.performances.select_related("band")), minutes=10, by=ed)

    with django_assert_num_queries(19):
        assertContains(client_of_ed.get(PAGE), "<b>21:10</b>", count=count)


@pytest.mark.parametrize("what", ["", "hold", "nobody"])
def test_no_reason_is_taken_twice(event, client_of_ed, what) -> None:
    answer = client_of_ed.post(PAGE, {"decide": what, "reason": ["One.", "Two."]})
    assert answer.status_code == 400
    assert not Hold.objects.exists()
