"""Asking again and again: one mail, the same answer, the same work, and an end to it."""

from datetime import timedelta

from django.test import Client
from pytest_django.asserts import assertContains
from time_machine import travel

from bands.models import Band
from fans.models import Letter, Subscriber
from tests.cast import make_band, make_event, make_performance
from tests.fans.post import FAY, ask, follow, path_in
from tests.mailbox import Mailbox


def test_a_double_click_is_one_mail(client: Client, rills: Band, mailbox: Mailbox) -> None:
    for _ in range(3):
        ask(client, "the-rills")

    assert len(mailbox.deliver()) == 1


def test_what_is_asked_for_meanwhile_joins_the_mail_that_is_out(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    ask(client, "the-harpoonist")
    assert mailbox.deliver() == []

    assertContains(client.get(path_in(mail, "confirm")), "Follow 2 bands")


def test_the_mail_is_sent_again_after_a_while_that_doubles(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    with travel("2026-10-10T20:00:00Z", tick=False) as clock:
        sent = []
        for _ in range(8):
            ask(client, "the-rills")
            sent.append(len(mailbox.deliver()))
            clock.shift(timedelta(minutes=10))

    assert sent == [1, 1, 0, 1, 0, 0, 0, 1]


def test_the_newest_mail_has_the_link(client: Client, rills: Band, mailbox: Mailbox) -> None:
    with travel("2026-10-10T20:00:00Z", tick=False) as clock:
        links = []
        for _ in range(2):
            ask(client, "the-rills")
            (mail,) = mailbox.deliver()
            links.append(path_in(mail, "confirm"))
            clock.shift(timedelta(minutes=11))

        assert client.post(links[0]).status_code == 404
        assert client.post(links[1]).status_code == 302


def test_a_hundred_posts_for_one_victim_are_one_mail(
    rills: Band, mailbox: Mailbox, settings
) -> None:
    for number in range(100):
        answer = ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), "the-rills")
        assert answer.status_code == 200

    assert len(mailbox.deliver()) == 1
    assert Letter.objects.count() == 1


def test_ten_thousand_posts_from_one_address_are_stopped(rills: Band, settings) -> None:
    settings.POSTS_PER_NETWORK = (30, 600)
    with travel("2026-10-10T20:00:00Z", tick=False):
        answers = [ask(Client(), "the-rills", email=f"f{n}@example.org") for n in range(40)]

    assert sorted({answer.status_code for answer in answers}) == [200, 429]
    assert sum(answer.status_code == 200 for answer in answers) <= 30
    assert answers[-1]["Retry-After"].isdecimal()
    assert Subscriber.objects.count() <= 30


def test_nobody_learns_from_the_answer_or_the_work_whether_an_address_is_known(
    client: Client, rills: Band, mailbox: Mailbox, django_assert_num_queries
) -> None:
    follow(client, mailbox, "the-rills")
    ask(client, "the-harpoonist", email="waiting@example.org")
    answers = []
    for email in (FAY, "waiting@example.org", "unknown@example.org"):
        with django_assert_num_queries(15):
            answers.append(ask(client, "the-rills", email=email))

    bodies = {
        answer.content.decode().replace(email, "")
        for email, answer in zip(
            (FAY, "waiting@example.org", "unknown@example.org"), answers, strict=True
        )
    }
    assert len(bodies) == 1
    assert len({str(sorted(answer.headers)) for answer in answers}) == 1


def test_asking_for_many_bands_is_as_much_work_as_for_one(
    client: Client, rills: Band, django_assert_num_queries
) -> None:
    for bands in (["the-rills"], ["the-rills", "the-harpoonist"]):
        with django_assert_num_queries(15):
            ask(client, *bands, email=f"f{len(bands)}@example.org")


def test_who_says_stop_is_not_written_to_at_once_again(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    with travel("2026-10-10T20:00:00Z", tick=False) as clock:
        ask(client, "the-rills")
        (mail,) = mailbox.deliver()
        client.post(path_in(mail, "unsubscribe"))

        ask(client, "the-rills")
        assert mailbox.deliver() == []

        clock.shift(timedelta(minutes=11))
        ask(client, "the-rills")
        assert len(mailbox.deliver()) == 1


def test_a_link_names_more_bands_than_can_be_followed_at_once(client: Client, rills: Band) -> None:
    event = make_event("Long night", status="published")
    slugs = [make_performance(event, make_band(f"Band {n}")).band.slug for n in range(51)]

    answer = client.get("/follow/?band=" + "&band=".join(slugs))

    assert len(answer.context["form"]["bands"]) == 51
    assertContains(ask(client, *slugs), "At most 50 bands at once", status_code=422)
