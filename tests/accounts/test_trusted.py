"""A trusted device asks for the password alone; its cookie opens nothing else, and nowhere else."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import AuthEvent, Deed, TrustedDevice, User
from tests.accounts.proving import CODE, FACTORS, LOGIN, PASSWORD, give_phone, type_password, who
from tests.accounts.test_app_add import ADD
from tests.accounts.test_factor_remove import page_of
from tests.cast import signed_in

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEWER = AGENT.replace("140", "141")
OTHER = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.fixture
def device(ada: User) -> Client:
    """A browser that Ada trusts, where nobody is signed in."""
    phone = give_phone(ada)
    client = type_password(ada, client=Client(HTTP_USER_AGENT=AGENT))
    assert client.post(CODE, {"code": phone.code(), "trust": "on"}).status_code == 302
    client.post("/accounts/logout/")
    return client


def carrying(device: Client, cookie: str | None = None, **more) -> Client:
    """Return another browser that has the cookie."""
    other = Client(**{"HTTP_USER_AGENT": AGENT} | more)
    other.cookies["trusted"] = cookie or device.cookies["trusted"].value
    return other


def test_the_password_is_enough_there(device: Client, ada: User) -> None:
    type_password(ada, client=device)

    assert who(device) == str(ada.pk)
    assert AuthEvent.objects.filter(what=Deed.SIGNED_IN).first().detail == "Trusted device"
    row = TrustedDevice.objects.get()
    assert (row.name, row.expires - row.created > timedelta(days=29)) == ("Firefox on Linux", True)


def test_the_cookie_is_for_the_server_alone_and_kept_as_a_digest(device: Client) -> None:
    cookie = device.cookies["trusted"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == settings.TRUST_FOR.total_seconds()
    assert cookie.value not in str(TrustedDevice.objects.values().get())


def test_it_opens_nothing_by_itself(device: Client, ada: User) -> None:
    assert device.get("/manage/")["Location"].startswith(LOGIN)
    device.post(LOGIN, {"email": ada.email, "password": "wrong"})
    assert who(device) is None


def test_it_is_not_fresh(device: Client, ada: User) -> None:
    type_password(ada, client=device)

    assert device.get("/manage/").status_code == 200
    assert device.get(ADD).status_code == 302
    assert device.post("/accounts/email/", {"email": "x@example.org"}).status_code == 403


def test_it_is_trusted_for_its_account_alone(device: Client, ed: User) -> None:
    give_phone(ed)

    type_password(ed, client=device)

    assert who(device) is None


@pytest.mark.parametrize(
    ("agent", "trusted"), [(AGENT, True), (NEWER, True), (OTHER, False), ("", False)]
)
def test_a_cookie_copied_to_another_kind_of_browser_is_worth_nothing(
    device: Client, ada: User, agent: str, *, trusted: bool
) -> None:
    other = carrying(device, HTTP_USER_AGENT=agent)

    type_password(ada, client=other)

    assert (who(other) is not None) == trusted


@pytest.mark.parametrize("harm", [lambda t: t[:-1] + "_", lambda t: t[::-1], lambda t: "x" * 5000])
def test_a_tampered_cookie_is_worth_nothing(device: Client, ada: User, harm) -> None:
    other = carrying(device, harm(device.cookies["trusted"].value))

    assert who(type_password(ada, client=other)) is None
    assert who(type_password(ada, client=carrying(device))) == str(ada.pk)


def test_an_expired_one_is_worth_nothing(device: Client, ada: User) -> None:
    TrustedDevice.objects.update(expires=timezone.now() - timedelta(seconds=1))

    assert who(type_password(ada, client=device)) is None


@pytest.mark.parametrize("what", ["password", "reset factors", "sign out everywhere", "forget"])
def test_it_ends_with_what_it_stood_in_for(device: Client, ada: User, what: str) -> None:
    here = signed_in(ada)
    if what == "password":
        here.post("/accounts/password/", {"current": PASSWORD, "new": "seven wet foghorns"})
    elif what == "reset factors":
        give_phone(ada, "Tablet")
        assert here.post(page_of(ada, "Tablet")).status_code == 302
    elif what == "sign out everywhere":
        here.post("/accounts/sessions/end-others/")
    else:
        row = TrustedDevice.objects.get()
        assert "Firefox on Linux" in here.get(FACTORS).content.decode()
        here.post(f"/accounts/devices/{row.public_id}/forget/")
    password = "seven wet foghorns" if what == "password" else PASSWORD

    assert who(type_password(ada, password, client=device)) is None
    assert TrustedDevice.objects.count() == 0


def test_nobody_forgets_somebody_else_s(device: Client, client_of_ed: Client) -> None:
    row = TrustedDevice.objects.get()

    assert client_of_ed.post(f"/accounts/devices/{row.public_id}/forget/").status_code == 404
    assert TrustedDevice.objects.count() == 1


def test_a_stranger_s_wrong_passwords_do_not_shut_its_owner_out(device: Client, ada: User) -> None:
    for _ in range(5):
        Client().post(LOGIN, {"email": ada.email, "password": "wrong"})
    locked = Client().post(LOGIN, {"email": ada.email, "password": PASSWORD})
    assert locked.status_code == 429

    assert who(type_password(ada, client=device)) == str(ada.pk)


def test_its_own_wrong_passwords_lock_it_and_nobody_else(device: Client, ada: User) -> None:
    wrong = {"email": ada.email, "password": "wrong"}

    answers = [device.post(LOGIN, wrong).status_code for _ in range(6)]
    elsewhere = type_password(ada)

    assert answers == [422] * 5 + [429]
    assert elsewhere.get(CODE).status_code == 200
