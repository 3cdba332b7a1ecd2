"""The bytes of a mail: whatever a person typed stays text and never becomes a header."""

import uuid
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settimes.outbox import letters
from settimes.outbox.kinds import Mail
from settimes.outbox.models import Message

DELIVERY = uuid.UUID("12345678-1234-5678-1234-567812345678")
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-SetTimes-Delivery",
    "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
]  # fmt: skip


def written(mail: Mail) -> bytes:
    message = Message(
        to="fay@example.org", delivery=DELIVERY, message_id=f"<dlv-{DELIVERY}@example.org>"
    )
    return letters.write(message, mail)


def parsed(mail: Mail):
    return message_from_bytes(written(mail), policy=policy.default)


def test_a_mail_has_exactly_these_headers():
    mail = parsed(Mail(subject="Hello", text="Body."))
    assert mail.keys() == HEADERS
    assert (mail["Subject"], mail["To"]) == ("Hello", "fay@example.org")
    assert mail["Message-ID"] == f"<dlv-{DELIVERY}@example.org>"
    assert mail["X-SetTimes-Delivery"] == str(DELIVERY)
    assert mail.get_content() == "Body.\r\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\r\nBcc: eve@example.org", "a Bcc: eve@example.org"),
        ("a\nBcc: eve@example.org", "a Bcc: eve@example.org"),
        ("a\rb", "a b"),
        ("a\x00b\x85c\u2028d", "a b c d"),
        ("=?utf-8?q?x=0ABcc=3A_eve=40example=2Eorg?=",) * 2,
        ("The Rills — Zürich 🎸",) * 2,
        ("long " * 60 + "ü", "long " * 60 + "ü"),
        ("x" * 1500, "x" * 1500),
        ("", ""),
    ],
)
def test_a_subject_stays_one_header(typed, shown):
    mail = parsed(Mail(subject=typed, text="Body."))
    assert mail.keys() == HEADERS
    assert mail["Subject"] == shown
    assert "bcc" not in {name.lower() for name in mail}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Crew\r\nBcc: eve@example.org", "Crew Bcc: eve@example.org"),
        ('Crew" <eve@example.org>, "', 'Crew" <eve@example.org>, "'),
        ("=?utf-8?q?Crew?=",) * 2,
        ("Zürich crew, the",) * 2,
    ],
)
def test_a_senders_name_stays_a_name(typed, shown, settings):
    settings.DEFAULT_FROM_EMAIL = "Site <site@example.org>"
    sender = parsed(Mail(subject="s", text="t", sender_name=typed))["From"]
    assert [(each.display_name, each.addr_spec) for each in sender.addresses] == [
        (shown, "site@example.org")
    ]


def test_html_comes_beside_text():
    mail = parsed(Mail(subject="s", text="Zürich\n--x\nend", html="<p>Zürich</p>"))
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().splitlines() == ["Zürich", "--x", "end"]
    assert html.get_content().splitlines() == ["<p>Zürich</p>"]


@pytest.mark.parametrize("name", ["Bcc", "to", "FROM", "Content-Type", "X\r\nBcc", "X:", "", "Ü"])
def test_a_header_that_is_ours_or_none_is_refused(name):
    with pytest.raises(letters.BadHeader):
        written(Mail(subject="s", text="t", headers={name: "x"}))


def test_an_apps_header_stays_one_header():
    mail = parsed(
        Mail(
            subject="s",
            text="t",
            headers={
                "List-Unsubscribe": "<https://example.org/u/abc>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click\r\nBcc: eve@example.org",
            },
        )
    )
    assert mail["List-Unsubscribe"] == "<https://example.org/u/abc>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click Bcc: eve@example.org"
    assert mail["Bcc"] is None


@given(subject=st.text(max_size=300), text=st.text(max_size=600), html=st.text(max_size=300))
def test_any_text_comes_through_whole(subject, text, html):
    raw = written(Mail(subject=subject, text=text, html=html))
    mail = message_from_bytes(raw, policy=policy.SMTP)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    bodies = [part.get_payload(decode=True).decode().rstrip("\r\n") for part in parts]
    wanted = [text, html] if html else [text]
    assert [body.splitlines() for body in bodies] == [
        "\n".join(each.splitlines()).rstrip("\n").splitlines() for each in wanted
    ]
    assert mail["Subject"] == letters.cleaned(subject)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
