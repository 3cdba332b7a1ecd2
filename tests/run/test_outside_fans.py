"""Fans and whoever pretends to be one, from outside: one mail, one button, one click to leave."""

import pytest

from tests.run.fan_mail import fans_of, form_of, paths_of
from tests.run.mails import mails_to
from tests.run.outside import Site, Visitor

pytestmark = pytest.mark.once


def test_a_fan_follows_by_a_button_and_leaves_by_one_click(site: Site) -> None:
    fan, email = Visitor(site, 61), "walker@people.example"
    assert fan.send(form_of(site), "email", email=email).status == 200
    (mail,) = mails_to(site, email)
    links = paths_of(mail)
    before = fans_of(site)

    scanner = Visitor(site, 62)
    opened = [scanner.ask(how, path).status for path in links.values() for how in ("GET", "HEAD")]
    assert set(opened) == {200}
    assert fans_of(site) == before

    done = fan.send(links["confirm"], "csrfmiddlewaretoken")
    assert done.status == 302
    own = done.headers["Location"].partition("?")[0]
    assert "Stop following" in fan.get(own).text

    for body, kind in (
        ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        (
            '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            "One-Click\r\n--x--\r\n",
            "multipart/form-data; boundary=x",
        ),
    ):
        answer = Visitor(site, 63).ask("POST", links["unsubscribe"], body, **{"Content-Type": kind})
        assert (answer.status, answer.headers["Set-Cookie"]) == (200, None)
    assert "You follow no band" in fan.get(own).text


def test_nobody_learns_whether_an_address_is_known(site: Site) -> None:
    known, unknown = "fan-one@people.example", "fan-two@people.example"
    Visitor(site, 64).send(form_of(site), "email", email=known)
    (mail,) = mails_to(site, known)
    Visitor(site, 64).send(paths_of(mail)["confirm"], "csrfmiddlewaretoken")

    first, second = (
        Visitor(site, 64).send(form_of(site), "email", email=email) for email in (known, unknown)
    )

    assert first.text.replace(known, "") == second.text.replace(unknown, "")
    assert first.status == second.status == 200


def test_no_form_of_another_site_is_taken(site: Site) -> None:
    fan = Visitor(site, 65)
    path, fields = fan.form(form_of(site), "email")
    typed = fields | {"email": "forged@people.example"}
    before = fans_of(site)

    answers = [
        fan.post(path, typed | {"csrfmiddlewaretoken": ""}),
        fan.post(path, typed | {"csrfmiddlewaretoken": Visitor(site, 66).token(form_of(site))}),
        fan.post(path, typed, Origin="https://evil.example"),
        fan.post(path, typed, Origin="null"),
    ]

    assert [answer.status for answer in answers] == [403] * 4
    assert fans_of(site) == before
    assert fan.post(path, typed).status == 200


@pytest.mark.parametrize(
    "email",
    ["a@x.org\r\nBcc: b@x.org", "a@x.org,b@x.org", '"a b"@x.org', "x" * 250 + "@x.org"],
)
def test_nothing_but_one_address_is_taken(site: Site, email: str) -> None:
    answer = Visitor(site, 71).send(form_of(site), "email", email=email)

    assert answer.status == 422
    assert 'id="id_email_error"' in answer.text


def test_the_mail_has_exactly_these_headers(site: Site) -> None:
    email = "headers@people.example"
    Visitor(site, 72).send(form_of(site), "email", email=email)

    (mail,) = mails_to(site, email)

    assert sorted(mail.keys()) == [
        *("Auto-Submitted", "Content-Type", "Date", "From", "List-Unsubscribe"),
        *("List-Unsubscribe-Post", "MIME-Version", "Message-ID", "Subject", "To"),
        "X-SetTimes-Delivery",
    ]


def test_no_log_holds_an_address_or_a_link(site: Site) -> None:
    email = "logged@people.example"
    Visitor(site, 73).send(form_of(site), "email", email=email)
    (mail,) = mails_to(site, email)
    links = paths_of(mail)
    for path in links.values():
        Visitor(site, 73).get(path)

    logs = site.run.data_dir.rglob("*.log")
    told = "".join(path.read_text(errors="replace") for path in logs)
    assert "confirm/<str:token>/" in told
    secrets = [email, *(path.split("/")[2] for name, path in links.items() if name)]
    assert [secret for secret in secrets if secret in told] == []
