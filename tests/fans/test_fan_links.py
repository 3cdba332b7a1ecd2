"""Links in mails: each opens one thing, for one purpose, and looking at it changes nothing."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.apps import apps
from django.core.signing import Signer
from django.test import Client
from time_machine import travel

from bands.models import Band
from fans import links
from fans.models import Follow, Letter, Subscriber
from tests.fans.post import FAY, ask, confirm, follow, path_in, paths_in
from tests.mailbox import Mailbox

PAGES = ("confirm", "move", "preferences", "unsubscribe")
MALFORMED = ["x", "a.b", "a.b.c.d", "%00", "..", "é", "x" * 300, "' OR 1=1 --", "<script>"]


def database() -> str:
    """Return a digest of all that fans and mails have in the database."""
    digest = sha256()
    for label in ("fans", "outbox"):
        for model in apps.get_app_config(label).get_models():
            digest.update(repr(list(model.objects.order_by("pk").values())).encode())
    return digest.hexdigest()


def test_a_scanner_that_opens_every_link_changes_nothing(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    own = follow(client, mailbox, "the-rills")
    client.post(f"{own}address/", {"email": "new@example.org"})
    ask(client, "the-rills", "the-harpoonist")
    ask(client, "the-rills", email="new-fan@example.org")
    mails = mailbox.deliver()
    found = [path for mail in mails for path in paths_in(mail)]
    assert {path.split("/")[1] for path in found} == {*PAGES, ""} - {"preferences"}
    before = database()

    answers = [getattr(client, how)(path) for path in [*found, own] for how in ("get", "head")]

    assert {answer.status_code for answer in answers} == {200}
    assert database() == before
    own_links = [f"{own}{name}/" for name in ("delete", "download", "unfollow", "pause", "address")]
    for path in own_links:
        assert client.get(path).status_code in (200, 405)
    assert database() == before


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("token", MALFORMED)
def test_a_malformed_link_opens_nothing(client: Client, crew, kind: str, token: str) -> None:
    assert client.get(f"/{kind}/{token}/").status_code == 404
    assert client.post(f"/{kind}/{token}/").status_code in (404, 405)


def test_a_link_of_one_purpose_is_none_of_another(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    link, way_out = path_in(mail, "confirm"), path_in(mail, "unsubscribe")
    own = confirm(client, mail)
    ask(client, "the-harpoonist")
    (mail,) = mailbox.deliver()
    tokens = {path.split("/")[1]: path.split("/")[2] for path in (link, own, way_out)}
    before = database()

    opened = {
        (page, purpose)
        for purpose in ("confirm", "preferences", "unsubscribe")
        for page in PAGES
        if client.get(f"/{page}/{tokens[purpose]}/").status_code == 200
        or (page != purpose and client.post(f"/{page}/{tokens[purpose]}/").status_code < 400)
    }

    assert opened == {(name, name) for name in ("confirm", "preferences", "unsubscribe")}
    assert database() == before


def test_a_tampered_link_opens_nothing(client: Client, rills: Band, mailbox: Mailbox) -> None:
    own = follow(client, mailbox, "the-rills")
    token = own.split("/")[2]

    changed = [
        token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]
        for place in range(0, len(token), 5)
    ]

    assert client.get(own).status_code == 200
    assert {client.get(f"/preferences/{one}/").status_code for one in changed} == {404}


def test_a_link_acts_in_its_own_organization_alone(
    client: Client, rills: Band, other_crew, mailbox: Mailbox, settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    rills.organization.host = "testserver"
    rills.organization.save()
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    there = Client(headers={"Host": other_crew.host})

    assert there.post(path_in(mail, "confirm")).status_code == 404
    assert there.post(path_in(mail, "unsubscribe")).status_code == 200  # it says so, and is blind
    assert Letter.objects.get().ended is None
    assert client.post(path_in(mail, "confirm")).status_code == 302


def test_a_link_confirms_for_seven_days(client: Client, rills: Band, mailbox: Mailbox) -> None:
    with travel("2026-10-10T20:00:00Z", tick=False) as clock:
        ask(client, "the-rills")
        (mail,) = mailbox.deliver()
        clock.shift(timedelta(days=7, seconds=1))
        assert client.post(path_in(mail, "confirm")).status_code == 404
        assert Follow.objects.filter(confirmed=None).count() == 1

        clock.shift(timedelta(seconds=-2))
        assert client.post(path_in(mail, "confirm")).status_code == 302


def test_a_way_out_of_one_band_leaves_the_others(
    client: Client, rills: Band, mailbox: Mailbox
) -> None:
    follow(client, mailbox, "the-rills", "the-harpoonist")
    path = f"/unsubscribe/{links.way_out(Subscriber.objects.get(), rills)}/"
    assert b"The Rills" in client.get(path).content

    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert list(Follow.objects.values_list("band__slug", flat=True)) == ["the-harpoonist"]


def test_a_signature_for_something_else_is_none_here(crew) -> None:
    fay = Subscriber.objects.create(organization=crew, email=FAY, lookup=FAY)

    foreign = Signer(sep=".").sign(fay.key)

    assert links.read(links.Purpose.UNSUBSCRIBE, foreign) is None
    assert links.read(links.Purpose.UNSUBSCRIBE, links.way_out(fay)) is not None
