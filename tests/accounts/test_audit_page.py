"""The audit record as admins read it."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts import audit
from accounts.models import AuthEvent, Deed, Organization, User

PAGE = "/manage/audit/"


def kept(organization: Organization, what: Deed = Deed.SIGNED_IN, **more) -> None:
    AuthEvent.objects.create(organization=organization, what=what, **more)


def shown(client: Client, **asked: object) -> list[str]:
    response = client.get(PAGE, asked)
    return [entry.said for entry in response.context["page"].object_list]


def test_it_is_for_admins(client_of_ada: Client, client_of_ed: Client, client: Client) -> None:
    assert client_of_ada.get(PAGE).status_code == 200
    assert client_of_ed.get(PAGE).status_code == 403
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"
    assert client_of_ada.post(PAGE).status_code == 405


def test_it_tells_in_the_words_and_clock_of_the_place(
    client_of_ada: Client, crew: Organization, ada: User, ed: User
) -> None:
    crew.timezone = "America/Toronto"
    crew.save()
    audit.record(Deed.ROLE_CHANGED, by=ada, about=ed, organization=crew, detail="<b>\n")
    at = "2026-10-11T00:15:00+00:00"
    kept(crew, Deed.SIGNED_OUT, by=ada, at=at, address="192.0.2.1", agent="Browser/1")

    page = client_of_ada.get(PAGE)

    assertContains(page, "by <bdi>Ada</bdi>, about <bdi>Ed</bdi>")
    assertContains(page, "&lt;b&gt;\\n")
    assertContains(page, "10 Oct 2026, 20:15")
    assertContains(page, "From 192.0.2.1 with <bdi>Browser/1</bdi>")


def test_it_is_filtered_by_person_deed_and_address(
    client_of_ada: Client, crew: Organization, ada: User, ed: User
) -> None:
    kept(crew, Deed.LOCKED, by=ed, address="192.0.2.1")
    kept(crew, Deed.ROLE_CHANGED, by=ada, about=ed, address="192.0.2.2")
    kept(crew, Deed.EXPORTED, by=ada, address="2001:db8::1")

    assert shown(client_of_ada) == ["Exported", "Role changed", "Locked out"]
    assert shown(client_of_ada, who=ed.pk) == ["Role changed", "Locked out"]
    assert shown(client_of_ada, what="exported") == ["Exported"]
    assert shown(client_of_ada, address="192.0.2.1") == ["Locked out"]
    assert shown(client_of_ada, address="2001:DB8:0::1") == ["Exported"]


def test_it_is_filtered_by_days_of_the_place(client_of_ada: Client, crew: Organization) -> None:
    crew.timezone = "America/Toronto"
    crew.save()
    kept(crew, Deed.LOCKED, at="2026-10-11T03:59:00+00:00")  # the 10th there
    kept(crew, Deed.EXPORTED, at="2026-10-11T04:00:00+00:00")

    assert shown(client_of_ada, since="2026-10-11") == ["Exported"]
    assert shown(client_of_ada, until="2026-10-10") == ["Locked out"]
    assert shown(client_of_ada, since="2026-10-10", until="2026-10-11") == [
        "Exported", "Locked out"
    ]  # fmt: skip


def test_nothing_found_is_told_from_nothing_there(client_of_ada: Client, crew) -> None:
    assertContains(client_of_ada.get(PAGE), "Nothing is written down yet.")
    none = client_of_ada.get(PAGE, {"what": "locked"})
    assertContains(none, "Nothing of that kind is written down.")
    assertContains(none, "Show everything")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"who": "x"}, 1), ({"who": "9" * 30}, 1), ({"what": "nothing"}, 1), ({"what": "\x00"}, 1),
        ({"page": "9" * 30}, 1), ({"page": "-1"}, 1), ({"address": "'\x00"}, 0),
        ({"address": "192.0.2.0/24"}, 0), ({"since": "yesterday"}, 0), ({"until": "\x00"}, 0),
        ({"since": "9" * 30}, 0), ({"since": "0001-01-01", "until": "9999-12-31"}, 1),
    ],
)  # fmt: skip
def test_it_is_shown_whatever_is_asked(
    client_of_ada: Client, crew: Organization, asked: dict[str, str], number: int
) -> None:
    kept(crew)

    assert len(shown(client_of_ada, **asked)) == number


def test_another_organizations_record_is_not_in_it(
    client_of_ada: Client, crew: Organization, other_crew: Organization
) -> None:
    crew.host = "testserver"
    crew.save()
    kept(crew, Deed.EXPORTED)
    kept(other_crew, Deed.LOCKED)

    assert shown(client_of_ada) == ["Exported"]


def test_its_pages_keep_the_filter(client_of_ada: Client, crew: Organization) -> None:
    for _ in range(51):
        kept(crew, Deed.LOCKED)

    first = client_of_ada.get(PAGE, {"what": "locked"})

    assertContains(first, '<a class="btn" href="?what=locked&amp;page=2">')
    assert len(shown(client_of_ada, what="locked", page=2)) == 1


def test_htmx_gets_the_list_alone(client_of_ada: Client, crew: Organization) -> None:
    kept(crew)

    fragment = client_of_ada.get(PAGE, headers={"HX-Request": "true"})

    assertNotContains(fragment, "<html")
    assertContains(fragment, '<div id="audit">')


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_many(
    client_of_ada: Client, crew: Organization, ed: User, django_assert_num_queries, count: int
) -> None:
    for _ in range(count):
        kept(crew, by=ed, about=ed)

    with django_assert_num_queries(7):
        client_of_ada.get(PAGE)
