"""Adding an authenticator app: the secret is shown, and kept once the app has shown a code."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from accounts import authenticators
from accounts.models import Authenticator, AuthEvent, Deed, Organization, User
from settimes.outbox.models import Message
from tests.accounts.proving import ADD, CODE, FACTORS, Phone, type_password, who
from tests.cast import signed_in
from tests.mailbox import Mailbox

DRAFTED = re.compile(r'name="draft" value="([^"]+)"')
SHOWN = re.compile(r"<span>([A-Z2-7]{4})</span>")


def read(client: Client, page: str | None = None) -> tuple[str, Phone]:
    """Read the page as an app does: what it keeps, and the secret."""
    page = page or client.get(ADD).content.decode()
    return DRAFTED.search(page)[1], Phone("".join(SHOWN.findall(page)))


def test_an_app_is_added_with_its_first_code(client_of_ada: Client, ada: User) -> None:
    draft, phone = read(client_of_ada)

    answer = client_of_ada.post(ADD, {"draft": draft, "code": phone.code(), "name": " My  one "})

    assert (answer.status_code, answer.templates[0].name) == (200, "accounts/codes.html")
    assert Authenticator.objects.get().name == "My one"
    assert "My one" in client_of_ada.get(FACTORS).content.decode()
    next_one = type_password(ada)
    assert next_one.post(CODE, {"code": phone.code(1)}).status_code == 302
    assert who(next_one) == str(ada.pk)


def test_looking_at_the_page_keeps_nothing(client_of_ada: Client) -> None:
    first, second = read(client_of_ada), read(client_of_ada)

    assert first != second
    assert Authenticator.objects.count() == 0


def test_the_code_that_added_it_signs_nobody_in(client_of_ada: Client, ada: User) -> None:
    draft, phone = read(client_of_ada)
    code = phone.code()
    client_of_ada.post(ADD, {"draft": draft, "code": code})

    assert type_password(ada).post(CODE, {"code": code}).status_code == 422


def test_the_picture_and_the_link_say_the_same(
    client_of_ada: Client, ada: User, crew: Organization
) -> None:
    page = html.unescape(client_of_ada.get(ADD).content.decode())
    _, phone = read(client_of_ada, page)
    address = authenticators.address_of(ada, phone.secret, crew.name)

    assert f'href="{address}"' in page
    assert f'd="{authenticators.squares(address)[1]}"' in page
    assert "secret=" + phone.secret in address
    assert "style=" not in page


@pytest.mark.parametrize("typed", ["", "000000", "12345", "\x00"])
def test_a_wrong_code_adds_nothing_and_keeps_the_secret(client_of_ada: Client, typed: str) -> None:
    draft, phone = read(client_of_ada)

    answer = client_of_ada.post(ADD, {"draft": draft, "code": typed, "name": "Mine"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["code"])
    assert read(client_of_ada, answer.content.decode()) == (draft, phone)
    assert 'value="Mine"' in answer.content.decode()
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize("kind", ["made up", "of another", "none"])
def test_a_secret_that_is_not_ours_is_replaced(client_of_ada: Client, ed: User, kind: str) -> None:
    drafts = {"made up": "gAAAAA", "of another": authenticators.draft(ed), "none": ""}

    answer = client_of_ada.post(ADD, {"draft": drafts[kind], "code": "123456"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["code"])
    assert read(client_of_ada, answer.content.decode())[0] != drafts[kind]
    assert Authenticator.objects.count() == 0


def test_a_page_that_was_open_too_long_shows_a_new_secret(
    client_of_ada: Client, settings, time_machine
) -> None:
    settings.FRESH_FOR = timedelta(days=1)
    draft, phone = read(client_of_ada)
    time_machine.move_to(timezone.now() + timedelta(seconds=authenticators.DRAFT_FOR + 60))

    answer = client_of_ada.post(ADD, {"draft": draft, "code": phone.code()})

    assert answer.status_code == 422
    assert read(client_of_ada, answer.content.decode())[1] != phone


def test_one_secret_is_added_once(client_of_ada: Client) -> None:
    draft, phone = read(client_of_ada)

    first = client_of_ada.post(ADD, {"draft": draft, "code": phone.code()})
    second = client_of_ada.post(ADD, {"draft": draft, "code": phone.code(1)})

    assert (first.status_code, second.status_code) == (200, 422)
    assert Authenticator.objects.count() == 1


def test_a_new_factor_ends_what_was_open_elsewhere_and_is_told(
    client_of_ada: Client, ada: User, mailbox: Mailbox
) -> None:
    elsewhere, draft_and_phone = signed_in(ada), read(client_of_ada)
    old = client_of_ada.cookies["sessionid"].value
    draft, phone = draft_and_phone
    assert elsewhere.get("/manage/").status_code == 200

    client_of_ada.post(ADD, {"draft": draft, "code": phone.code(), "name": "Mine"})

    assert elsewhere.get("/manage/").status_code == 302
    assert client_of_ada.get("/manage/").status_code == 200
    assert client_of_ada.cookies["sessionid"].value != old
    assert AuthEvent.objects.get(what=Deed.FACTOR_ADDED).detail == "authenticator app: Mine"
    (mail,) = mailbox.deliver()
    assert mail["Subject"].endswith("a new way to prove it is you")
    assert "“Mine”" in mail.get_content()
    assert phone.secret not in mail.get_content()


@override_settings(DEBUG=False)
def test_no_secret_is_kept_in_what_we_write_down(client_of_ada: Client, caplog) -> None:
    draft, phone = read(client_of_ada)

    client_of_ada.post(ADD, {"draft": draft, "code": phone.code()})

    said = [str(vars(record)) for record in caplog.records]
    said += [str(row) for row in AuthEvent.objects.values()]
    said += [str(row) for row in Message.objects.values()]
    assert said
    assert [line for line in said if phone.secret in line or draft in line] == []
