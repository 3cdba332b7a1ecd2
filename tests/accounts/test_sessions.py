"""Sessions are rows: how long they last, and what ends them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts import sessions
from accounts.models import AuthEvent, Deed, User, UserSession

LOGIN, PAGE = "/accounts/login/", "/accounts/sessions/"
PASSWORD = "a long enough password"
BEGAN = "2026-10-10T20:00:00Z"


def sign_in(user: User, client: Client | None = None, **more: str) -> Client:
    client = client or Client()
    typed = {"email": user.email, "password": PASSWORD, **more}
    assert client.post(LOGIN, typed).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def test_a_session_ends_when_it_is_not_used(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = sign_in(ada)
        clock.shift(timedelta(hours=11))
        assert is_in(client)
        clock.shift(timedelta(hours=11, minutes=59))
        assert is_in(client)

    with time_machine.travel(BEGAN, tick=False) as clock:
        client = sign_in(ada)
        clock.shift(timedelta(hours=12))
        assert not is_in(client)


def test_a_session_ends_after_a_day_however_much_it_is_used(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = sign_in(ada)
        for _ in range(23):
            clock.shift(timedelta(hours=1))
            assert is_in(client)
        clock.shift(timedelta(hours=1))
        assert not is_in(client)


def test_a_remembered_session_lasts_thirty_days(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = sign_in(ada, remember="on")
        clock.shift(timedelta(days=29, hours=23))
        assert is_in(client)
        clock.shift(timedelta(hours=1))
        assert not is_in(client)


@pytest.mark.parametrize(("more", "max_age"), [({}, ""), ({"remember": "on"}, 30 * 86_400)])
def test_the_cookie_goes_with_the_browser_unless_remembered(
    ada: User, more: dict[str, str], max_age: int | str
) -> None:
    with time_machine.travel(BEGAN, tick=False):
        cookie = sign_in(ada, **more).cookies["sessionid"]

    assert cookie["max-age"] == max_age
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["domain"] == ""


def test_the_table_does_not_hold_what_the_cookie_holds(ada: User) -> None:
    key = sign_in(ada).cookies["sessionid"].value

    row = UserSession.objects.get()
    assert (len(row.digest), row.user) == (64, ada)
    assert key not in f"{row.digest}{row.session_data}"


def test_a_step_up_leaves_the_old_cookie_worthless(ada: User) -> None:
    client = sign_in(ada)
    old = client.cookies["sessionid"].value

    sign_in(ada, client)

    assert is_in(client)
    assert UserSession.objects.count() == 1
    client.cookies["sessionid"] = old
    assert not is_in(client)


def test_one_sees_where_one_is_signed_in(ada: User, ed: User) -> None:
    android = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    here = Client(headers={"User-Agent": android}, REMOTE_ADDR="192.0.2.1")
    sign_in(ada, here)
    sign_in(ada)
    sign_in(ed)

    rows = here.get(PAGE).context["sessions"]

    assert [row["device"] for row in rows] == ["Firefox on Android", "Unknown browser"]
    assert [row["is_here"] for row in rows] == [True, False]
    assert rows[0]["row"].address == "192.0.2.1"


def test_one_session_is_ended_at_once(ada: User) -> None:
    here, there = sign_in(ada), sign_in(ada)
    row = UserSession.objects.latest("pk")

    answer = here.post(f"{PAGE}{row.public_id}/end/")

    assert answer["Location"] == PAGE
    assert (is_in(here), is_in(there)) == (True, False)
    assert AuthEvent.objects.filter(what=Deed.SESSION_ENDED, by=ada).count() == 1


def test_ending_the_own_session_signs_out(ada: User) -> None:
    client = sign_in(ada)

    answer = client.post(f"{PAGE}{UserSession.objects.get().public_id}/end/")

    assert (answer["Location"], is_in(client)) == ("/", False)


def test_another_persons_session_is_not_there(ada: User, ed: User) -> None:
    client, there = sign_in(ada), sign_in(ed)
    row = UserSession.objects.get(user=ed)

    assert client.post(f"{PAGE}{row.public_id}/end/").status_code == 404
    assert is_in(there)


def test_all_others_are_ended_at_once(ada: User, ed: User) -> None:
    here, there, third, other = sign_in(ada), sign_in(ada), sign_in(ada), sign_in(ed)

    here.post(f"{PAGE}end-others/")

    assert [is_in(client) for client in (here, there, third, other)] == [True, False, False, True]
    assert len(here.get(PAGE).context["sessions"]) == 1


@pytest.mark.parametrize("address", ["end-others/", "4d2f3f1a-9f0c-4b0e-8a53-000000000000/end/"])
def test_nothing_is_ended_by_a_link(ada: User, address: str) -> None:
    client = sign_in(ada)

    assert client.get(f"{PAGE}{address}").status_code == 405
    assert client.delete(f"{PAGE}{address}").status_code == 405


def test_a_session_ended_meanwhile_does_not_come_back(ada: User) -> None:
    client = sign_in(ada)
    store = client.session

    store["x"] = 1
    sessions.end_all(ada)

    with pytest.raises(sessions.UpdateError):
        store.save()
    assert not UserSession.objects.exists()
