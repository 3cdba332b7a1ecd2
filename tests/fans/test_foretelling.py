"""Organizers see how many hear of what they are about to do, and of what they have done."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from events import editions, lineup
from events.models import Event
from tests.cast import signed_in
from tests.fans.telling import TONIGHT, make_fan

pytestmark = pytest.mark.django_db
BULK = "/manage/events/vol-7/lineup/bulk/"
PUBLISH = "/manage/events/vol-7/publish/"


def ask(client: Client, event: Event, verb: str, *bands: str, **values: str):
    rows = event.performances.filter(band__name__in=bands)
    sets = [f"{row.public_id}:{row.version}" for row in rows]
    return client.post(BULK, {"set": sets, "verb": verb} | values)


def test_before_publishing(event, client_of_vic, client_of_ed, ed) -> None:
    assertContains(client_of_vic.get(PUBLISH), "2 fans will be told.")
    lineup.cancel([event.performances.get(band__name="The Rills")], by=ed)

    assertContains(client_of_vic.get(PUBLISH), "1 fan will be told.")


def test_what_goes_up_is_counted_and_what_stays_hidden_not(event, ed, client_of_vic) -> None:
    editions.set_reveal_mode(event, on=True, by=ed)
    assertContains(client_of_vic.get(PUBLISH), "Nobody is told")
    lineup.announce([event.performances.get(band__name="The Harpoonist")], by=ed)

    assertContains(client_of_vic.get(PUBLISH), "1 fan will be told.")


def test_before_announcing(event, ed, client_of_ed, night) -> None:
    editions.set_reveal_mode(event, on=True, by=ed)
    assertNotContains(ask(client_of_ed, event, "announce", "The Rills"), "told.")
    editions.publish(event, by=ed, even_if_empty=True)

    assertContains(
        ask(client_of_ed, event, "announce", "The Rills", "The Harpoonist"), "2 fans will be told."
    )


@pytest.mark.parametrize(
    ("verb", "values"),
    [("cancel", {"reason": ""}), ("shift", {"minutes": "30", "way": "later"})],
)
def test_before_cancelling_and_moving(told, client_of_ed, verb: str, values) -> None:
    answer = ask(client_of_ed, told, verb, "The Harpoonist", **values)
    assertContains(answer, "1 fan will be told.")

    answer = ask(client_of_ed, told, verb, "Kept Apart", **values)
    assertContains(answer, "Nobody is told.")


def test_before_removing_what_fans_know_of(told, client_of_ed) -> None:
    answer = ask(client_of_ed, told, "remove", "The Rills", "The Harpoonist")
    assertContains(answer, "2 fans were told of these sets and will hear nothing.")
    assertContains(answer, "Cancel them instead")

    answer = ask(client_of_ed, told, "remove", "Kept Apart")
    assertNotContains(answer, "hear nothing")


def move(client: Client, event: Event):
    """Move The Rills by half an hour, and return the page that follows."""
    values = {"minutes": "30", "way": "later", "apply": "1"}
    answer = ask(client, event, "shift", "The Rills", **values)
    return client.get(answer["Location"])


def test_after_an_act_the_notice_says_who_hears_and_when(told, client_of_ed) -> None:
    answer = move(client_of_ed, told)
    assertContains(answer, "2 fans hear at 08:20, unless more changes.")

    undo = told.change_sets.latest("pk")
    client_of_ed.post(f"/manage/events/vol-7/undo/{undo.operation}/")
    after = client_of_ed.get("/manage/events/vol-7/lineup/")
    assertContains(after, "Undid: Moved The Rills 30 min later.")
    assertNotContains(after, "fans hear")


def test_on_show_day_it_counts_the_seconds(told, ed, night) -> None:
    night.clock.move_to(TONIGHT)

    assertContains(move(signed_in(ed), told), "in 90 seconds")


def test_while_it_is_held_the_notice_says_so(told, client_of_ed) -> None:
    client_of_ed.post("/manage/events/vol-7/told/", {"decide": "hold"})

    said = "2 fans hear nothing of it while the event is on hold."
    assertContains(move(client_of_ed, told), said)


@pytest.mark.parametrize("fans", [1, 30])
def test_asking_costs_the_same_for_any_number(
    told, client_of_ed, fans: int, django_assert_num_queries
) -> None:
    band = told.performances.get(band__name="Kept Apart").band
    for number in range(fans):
        make_fan(f"f{number}@example.org", band)

    with django_assert_num_queries(16):
        ask(client_of_ed, told, "cancel", "Kept Apart", reason="")
