"""Who sends a form again and again, or guesses links, is stopped; the room is not."""

import time

import pytest

from tests.run.fan_mail import form_of
from tests.run.mails import mails_to
from tests.run.outside import Site, Visitor

pytestmark = pytest.mark.once


@pytest.mark.parametrize("number", [67, 68, 69])
def test_guesses_are_stopped(site: Site, number: int) -> None:
    kind = ("confirm", "preferences", "unsubscribe")[number - 67]
    guesser = Visitor(site, number)

    # Twice as many as are let through: in the midst of them the count may begin anew.
    answers = [guesser.get(f"/{kind}/{guess}/").status for guess in range(202)]

    assert set(answers) == {404, 429}


def test_a_hundred_posts_for_one_victim_are_one_mail(site: Site) -> None:
    victim, page = "victim@people.example", form_of(site)

    answers = [
        Visitor(site, 100 + number).send(page, "email", email=victim).status
        for number in range(100)
    ]

    assert set(answers) == {200}
    assert len(mails_to(site, victim)) == 1
    time.sleep(2)
    assert len(mails_to(site, victim)) == 1


def test_a_hundred_addresses_from_one_browser_are_too_many(site: Site) -> None:
    bomber, page = Visitor(site, 70), form_of(site)
    path, fields = bomber.form(page, "email")

    answers = [
        bomber.post(path, fields | {"email": f"n{number}@people.example"}) for number in range(100)
    ]

    assert {answer.status for answer in answers} == {200, 429}
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["Retry-After"].isdecimal()
    # The next one in the same room is not shut out by it.
    assert Visitor(site, 70).send(page, "email", email="next@people.example").status == 200
