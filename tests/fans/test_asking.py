"""What the form takes and what it says, whoever asks for whichever address."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from bands.models import Band
from fans.models import Follow, Subscriber
from settimes.outbox.models import Message
from tests.cast import make_band, make_event, make_performance
from tests.fans.post import FAY, ask, follow, path_in
from tests.mailbox import Mailbox

SAME = ["fay@example.org", "FAY@Example.ORG", "  Fay@EXAMPLE.org\t"]


@pytest.mark.parametrize("email", SAME)
def test_an_address_is_one_subscriber_however_it_is_typed(
    client: Client, rills: Band, mailbox: Mailbox, email: str
) -> None:
    follow(client, mailbox, "the-rills")

    ask(client, "the-harpoonist", email=email)

    assert Subscriber.objects.count() == 1
    assert [mail["To"] for mail in mailbox.deliver()] == [FAY]


def test_a_tagged_address_is_another_one(client: Client, rills: Band) -> None:
    for email in (FAY, "fay+crawl@example.org"):
        assert ask(client, "the-rills", email=email).status_code == 200

    assert Subscriber.objects.count() == 2


def test_a_domain_of_its_own_letters_gets_mail(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    for email in ("fay@bücher.example", "fay@BÜCHER.example", "fay@xn--bcher-kva.example"):
        assert ask(client, "the-rills", email=email).status_code == 200

    assert Subscriber.objects.count() == 1
    assert [mail["To"] for mail in mailbox.deliver()] == ["fay@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Type a whole e-mail address"),
        ("fay", "Type a whole e-mail address"),
        ("@example.org", "Type a whole e-mail address"),
        ("fay@example", "has no ending, like .org or .ca"),
        ("f" * 255 + "@example.org", "at most 254 characters"),
        ("fäy@example.org", "not an e-mail address"),
        ("fay@example.org,mallory@example.org", "not an e-mail address"),
        ("fay@example.org\nBcc: mallory@example.org", "not an e-mail address"),
        ("fay@example.org\r\nBcc: mallory@example.org", "not an e-mail address"),
        ('"fay fan"@example.org', "not an e-mail address"),
        ("fay\x00@example.org", "control character"),
        ("fay@exa mple.org", "not an e-mail address"),
        ("<script>@example.org", "not an e-mail address"),
        ("x" * 50_000, "at most 254 characters"),
    ],
)
def test_a_bad_address_is_said_beside_the_field_and_kept(
    client: Client, rills: Band, email: str, said: str
) -> None:
    answer = ask(client, "the-rills", email=email)

    assertContains(answer, said, status_code=422)
    assert answer.context["form"]["email"].value() == email
    assert b'aria-describedby="id_email_error"' in answer.content
    assert (Subscriber.objects.count(), Message.objects.count()) == (0, 0)


def test_fifty_bands_are_asked_for_at_once_and_no_more(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    event = make_event("Long night", status="published")
    slugs = [make_performance(event, make_band(f"Band {number}")).band.slug for number in range(51)]

    refused = ask(client, *slugs)
    assertContains(refused, "At most 50 bands at once", status_code=422)
    assert Follow.objects.count() == 0

    ask(client, *slugs[:50])
    (mail,) = mailbox.deliver()
    assert mail["Subject"] == "Confirm: follow Band 0 and 49 more"
    client.post(path_in(mail, "confirm"))
    assert Follow.objects.exclude(confirmed=None).count() == 50


@pytest.mark.parametrize("bands", [[], ["nobody"], ["the-rills", "hidden"]])
def test_only_public_bands_are_followed(client: Client, rills: Band, bands: list[str]) -> None:
    make_performance(make_event("Draft"), make_band("Hidden"))

    answer = ask(client, *bands)

    assert answer.status_code == 422
    assertContains(answer, 'id="id_bands_error"', status_code=422)
    assert Follow.objects.count() == 0


def test_a_band_named_twice_is_followed_once(client: Client, rills: Band) -> None:
    ask(client, "the-rills", "the-rills")

    assert Follow.objects.count() == 1


def test_the_form_names_the_band_of_its_address(client: Client, rills: Band) -> None:
    assertContains(client.get("/follow/?band=the-rills"), "Follow <bdi>The Rills</bdi>")
    assert client.get("/follow/?band=nobody").status_code == 404
    assert client.get("/events/nothing/follow/").status_code == 404
    answer = client.get("/events/vol-7/follow/")
    assert [box.data["value"] for box in answer.context["form"]["bands"]] == [
        "the-harpoonist",
        "the-rills",
    ]


@pytest.mark.parametrize(
    ("path", "back"), [("/follow/?band=the-rills", "/bands/the-rills/"), ("/subscribe/", "/")]
)
def test_who_does_not_want_to_goes_back(client: Client, rills: Band, path: str, back: str) -> None:
    assertContains(client.get(path), f'<a class="btn is-quiet" href="{back}">Back</a>', html=True)
