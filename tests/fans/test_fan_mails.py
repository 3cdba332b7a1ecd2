"""Mails to fans: text and HTML, every link real, the sender's name and address, two ways out."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from accounts.models import Organization
from bands.models import Band
from fans.models import Follow
from settimes.outbox.models import Message
from settimes.outbox.states import State
from tests.cast import make_band, make_event, make_performance
from tests.fans.post import FAY, ask, confirm, follow, html_of, path_in, paths_in, text_of
from tests.html import Page
from tests.mailbox import Mailbox


@pytest.fixture
def https(settings, crew: Organization) -> None:
    settings.SITE_URL = "https://crawl.example.org"
    settings.HTTPS = True
    crew.sender_name, crew.postal_address = "Long Haul", "PO Box 47, Waterloo ON"
    crew.save()


@pytest.fixture
def mails(https, client: Client, rills: Band, mailbox: Mailbox) -> dict[str, object]:
    """One of each kind there is."""
    ask(client, "the-rills")
    (asked,) = mailbox.deliver()
    own = confirm(client, asked)
    ask(client, "the-rills")
    client.post(f"{own}address/", {"email": "new@example.org"})
    found = {str(mail["Subject"]): mail for mail in [asked, *mailbox.deliver()]}
    assert len(found) == 4
    return found


def test_each_says_the_same_as_text_and_as_html(mails) -> None:
    for mail in mails.values():
        assert [part.get_content_type() for part in mail.iter_parts()] == [
            "text/plain",
            "text/html",
        ]
        links = [
            set(re.findall(r"https://[^\s\"<>]+/[\w.-]{20,}/", part(mail)))
            for part in (text_of, html_of)
        ]
        assert links[0] == links[1] != set()


def test_each_names_its_sender_and_where_to_write_to(mails) -> None:
    for mail in mails.values():
        assert str(mail["From"]).startswith("Long Haul <")
        assert "PO Box 47, Waterloo ON" in text_of(mail)
        assert "PO Box 47, Waterloo ON" in html_of(mail)


def test_each_to_a_fan_has_the_one_click_way_out_by_https(mails) -> None:
    to_fans = [mail for mail in mails.values() if mail["To"] == FAY]

    assert len(to_fans) == 3
    for mail in to_fans:
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert str(mail["List-Unsubscribe"]).startswith("<https://crawl.example.org/unsubscribe/")
        assert str(mail["List-Unsubscribe"])[1:-1] in text_of(mail)
        assert str(mail["List-Unsubscribe"])[1:-1] in html_of(mail)


def test_every_link_of_each_leads_somewhere(mails, client: Client, rills: Band) -> None:
    client.defaults["wsgi.url_scheme"] = "https"
    for mail in mails.values():
        for path in paths_in(mail):
            status = client.get(path).status_code
            assert (path, status) in {(path, 200)}


def test_a_mail_reads_well_without_pictures_or_style(mails) -> None:
    for mail in mails.values():
        html = html_of(mail)
        assert Page(html).names & {"img", "link", "table", "script"} == set()
        assert "prefers-color-scheme: dark" in html
        hosts = {urlsplit(link).netloc for link in re.findall(r"https?://[^\s\"<>]+", html)}
        assert hosts == {"crawl.example.org"}


def test_a_name_is_text_in_a_mail_and_one_line_in_its_subject(
    https, client: Client, crew, mailbox: Mailbox
) -> None:
    name = 'Bcc: x@example.org <script>alert("1")</script> {{ 7*7 }}'
    band = make_band(name)
    make_performance(make_event(status="published"), band)

    ask(client, band.slug)

    (mail,) = mailbox.deliver()
    assert mail["Subject"] == f"Confirm: follow {name}"
    assert (mail["Bcc"], mail["To"]) == (None, FAY)
    assert name in text_of(mail)
    assert Page(html_of(mail)).all("script") == []


def test_nothing_leaves_where_nobody_can_be_written_to(
    https, client: Client, crew, rills: Band, mailbox: Mailbox
) -> None:
    Organization.objects.create(name="Other", slug="o", host="o.example.org", postal_address="x")
    crew.host, crew.postal_address = "testserver", ""
    crew.save()

    ask(client, "the-rills")

    assert mailbox.deliver() == []
    (row,) = Message.objects.all()
    assert (row.state, "no postal address" in row.reason) == (State.SUPPRESSED, True)


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
def test_a_mail_program_leaves_by_either_encoding(
    client: Client, rills: Band, mailbox: Mailbox, encoding: str
) -> None:
    follow(client, mailbox, "the-rills")
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    way_out = path_in(mail, "unsubscribe")
    program = Client(enforce_csrf_checks=True, headers={"User-Agent": "Mail/1.0"})

    if encoding == "multipart":
        answer = program.post(way_out, {"List-Unsubscribe": "One-Click"})
    else:
        kind = "application/x-www-form-urlencoded"
        answer = program.post(way_out, "List-Unsubscribe=One-Click", content_type=kind)

    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert Follow.objects.count() == 0


def test_a_postal_address_keeps_its_lines(
    https, client: Client, crew, rills: Band, mailbox: Mailbox
) -> None:
    crew.postal_address = "Bandwagon & Sons\nPO Box 47\nWaterloo ON"
    crew.save()

    ask(client, "the-rills")

    (mail,) = mailbox.deliver()
    assert f"{crew.name}<br>Bandwagon &amp; Sons<br>PO Box 47<br>Waterloo ON</p>" in html_of(mail)
    assert text_of(mail).splitlines()[-4:] == [crew.name, *crew.postal_address.splitlines()]
