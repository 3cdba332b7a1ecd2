"""A session that ended: signing in leads back to something that can be shown."""

import pytest
from django.test import Client

LOGIN = "/accounts/login/?next="
BUTTON = "/manage/events/vol-7/undo/00000000-0000-0000-0000-000000000007/"
PAGE = "/manage/events/vol-7/history/?who=1"


def referred(referer: str) -> str:
    headers = {"Referer": referer} if referer else {}
    return Client().post(BUTTON, headers=headers)["Location"]


def test_a_form_leads_back_to_the_page_it_stood_on(crew) -> None:
    assert referred(f"http://testserver{PAGE}") == (
        f"{LOGIN}/manage/events/vol-7/history/%3Fwho%3D1"
    )


@pytest.mark.parametrize(
    "referer",
    [
        "",
        "https://evil.example.org/manage/",
        "http://testserver.evil.example.org/",
        "//testserver",
        "http://[::1",
        "http://testserver",
        "javascript:alert(1)",
    ],
)
def test_a_form_from_nowhere_leads_to_the_start(crew, referer: str) -> None:
    assert referred(referer) == f"{LOGIN}/manage/"


def test_a_page_leads_back_to_itself(crew) -> None:
    assert Client().get(PAGE)["Location"] == f"{LOGIN}/manage/events/vol-7/history/%3Fwho%3D1"


def test_a_fragment_leads_the_page_to_the_sign_in(crew) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}

    answer = Client().post(BUTTON, headers=headers)

    assert (answer.status_code, answer.content) == (401, b"")
    assert answer["HX-Redirect"] == (
        "/accounts/login/?next=%2Fmanage%2Fevents%2Fvol-7%2Fhistory%2F%3Fwho%3D1"
    )


def test_who_signs_in_again_sees_the_page(ada, crew) -> None:
    client = Client()
    refused = client.post(
        "/accounts/sessions/end-others/",
        headers={"Referer": "http://testserver/accounts/sessions/"},
    )

    typed = {"email": ada.email, "password": "a long enough password"}
    back = client.post(refused["Location"], typed)

    assert client.get(back["Location"]).status_code == 200
    assert back["Location"] == "/accounts/sessions/"
