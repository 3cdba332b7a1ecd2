"""A fan's own page: what is followed, and every way to have less of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from bands.models import Band
from fans import reach
from fans.models import Consent, Follow, Subscriber, Subscription
from tests.events.test_schedule import toronto
from tests.fans.post import FAY, follow, path_in, paths_in
from tests.mailbox import Mailbox

NEWS = {"city": "", "genre": "", "frequency": "weekly", "email": FAY}


@pytest.fixture
def own(client: Client, rills: Band, mailbox: Mailbox) -> str:
    """The page of somebody who follows The Rills and gets news weekly."""
    client.post("/subscribe/", NEWS)
    (mail,) = mailbox.deliver()
    client.post(path_in(mail, "confirm"))
    return follow(client, mailbox, "the-rills")


def test_it_lists_what_is_followed_and_nothing_that_waits(
    client: Client, own: str, rills: Band
) -> None:
    client.post("/follow/", {"bands": "the-harpoonist", "email": FAY})

    answer = client.get(own)

    assertContains(answer, "The Rills")
    assertContains(answer, "Everything, everywhere")
    assertNotContains(answer, "The Harpoonist")


def test_others_who_have_not_confirmed_take_nothing_from_it(
    client: Client, own: str, rills: Band
) -> None:
    client.post("/follow/", {"bands": "the-rills", "email": "somebody.else@example.org"})

    assertContains(client.get(own), "Stop following")
    assert client.get(f"{own}download/").json()["bands"] == ["The Rills"]


def test_who_gets_no_news_is_told_what_comes_all_the_same(client: Client, own: str) -> None:
    bands_only, nothing = "Nothing comes besides what changes", "No news comes by mail."
    news = f"{own}news/{Subscription.objects.get().pk}/"
    steps = [
        client.get(own),
        client.post(news, {"end": "1"}, follow=True),
        client.post(f"{own}unfollow/", {"band": "the-rills"}, follow=True),
    ]

    said = [[words in step.content.decode() for words in (bands_only, nothing)] for step in steps]
    assert said == [[False, False], [True, False], [False, True]]


def test_news_come_more_seldom_or_no_more(client: Client, own: str) -> None:
    news = f"{own}news/{Subscription.objects.get().pk}/"

    changed = client.post(news, {"frequency": "monthly"}, follow=True)
    assertContains(changed, "Changed.")
    assert Subscription.objects.get().frequency == "monthly"

    client.post(news, {"frequency": "weekly", "end": "1"})
    assert Subscription.objects.count() == 0
    assert Follow.objects.count() == 1


def test_a_pause_holds_until_its_day(client: Client, own: str) -> None:
    with travel(toronto("20:00", date(2026, 10, 10)), tick=False):
        client.post(f"{own}pause/", {"until": "2026-10-20"})
        fay = Subscriber.objects.get()
        assert reach.why_not(fay, timezone.now()) == "paused"
        assertContains(client.get(own), "Paused until 20 October 2026")

    assert reach.why_not(fay, toronto("23:59", date(2026, 10, 19))) == "paused"
    assert reach.why_not(fay, toronto("0:01", date(2026, 10, 20))) == ""


def test_a_pause_is_ended(client: Client, own: str) -> None:
    tomorrow = timezone.now().date() + timedelta(days=2)
    client.post(f"{own}pause/", {"until": f"{tomorrow}"})
    assert Subscriber.objects.get().paused_until == tomorrow

    client.post(f"{own}pause/", {"resume": "1", "until": ""})

    assert Subscriber.objects.get().paused_until is None


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Choose a day"),
        ("soon", "Choose a day"),
        ("2026-10-10", "still to come"),
        ("2028-01-01", "At most a year"),
    ],
)
def test_a_pause_needs_a_day_to_come(client: Client, own: str, until: str, said: str) -> None:
    with travel(toronto("20:00", date(2026, 10, 10)), tick=False):
        answer = client.post(f"{own}pause/", {"until": until})

    assertContains(answer, said, status_code=422)
    assertContains(answer, f'value="{until}"' if until else "until", status_code=422)
    assert Subscriber.objects.get().paused_until is None


def test_the_download_holds_all_that_is_known(client: Client, own: str) -> None:
    answer = client.get(f"{own}download/")

    told = answer.json()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert told["email"] == FAY
    assert told["bands"] == ["The Rills"]
    assert told["news"] == [{"city": "", "genre": "", "frequency": "weekly"}]
    deeds = [(said["deed"], said["about"], said["form"]) for said in told["what_you_said"]]
    assert deeds == [
        ("asked", "Everything, everywhere, weekly", "news"),
        ("confirmed", "Everything, everywhere, weekly", "confirmation"),
        ("asked", "The Rills", "list"),
        ("confirmed", "The Rills", "confirmation"),
    ]
    assert {said["address"] for said in told["what_you_said"]} == {"127.0.0.1"}
    assert [mail["kind"] for mail in told["mails"]] == ["fans.confirm", "fans.confirm"]


def test_leaving_ends_all_and_keeps_the_reason(client: Client, own: str) -> None:
    (way_out,) = [path for path in links_of(client, own) if path.startswith("/unsubscribe/")]

    answer = client.post(way_out, {"reason": "Moved away."})

    assertContains(answer, "No more mail from us")
    assert (Follow.objects.count(), Subscription.objects.count()) == (0, 0)
    assert reach.why_not(Subscriber.objects.get(), timezone.now()) == "unsubscribed"
    said = Consent.objects.get(deed="unsubscribed")
    assert (said.reason, said.form) == ("Moved away.", "unsubscribe page")


def links_of(client: Client, own: str) -> list[str]:
    text = client.get(own).content.decode()
    return [part.split('"')[0] for part in text.split('href="')[1:]]


def test_somebody_elses_news_are_not_there(client: Client, own: str, mailbox: Mailbox) -> None:
    theirs = follow(client, mailbox, "the-rills", email="mallory@example.org")
    news = Subscription.objects.get()

    answer = client.post(f"{theirs}news/{news.pk}/", {"end": "1"})

    assert answer.status_code == 404
    assert Subscription.objects.count() == 1


def test_the_way_to_the_page_is_sent_again(client: Client, own: str, mailbox: Mailbox) -> None:
    client.post("/subscribe/", NEWS)

    (mail,) = mailbox.deliver()

    assert own in paths_in(mail)
