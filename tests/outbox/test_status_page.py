"""The staff's outbox page: what waits and why, and the two buttons for a doubt."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import Organization, Role
from settimes import health
from settimes.outbox.models import Decision, Message
from tests.cast import make_member, signed_in
from tests.outbox.conftest import deliver, make_mail
from tests.smtp_sink import DROP

pytestmark = pytest.mark.django_db
PAGE = "/admin/outbox/message/status/"


@pytest.fixture
def uncertain(sink) -> Message:
    sink.rule("dot", DROP, times=1)
    message = make_mail(to="doubt@example.org")
    deliver()
    return message


def url(message: Message, verb: str) -> str:
    return f"/admin/outbox/message/{message.pk}/{verb}/"


def desk_with(name: str, crew: Organization, *codenames: str) -> Client:
    user = make_member(name, Role.VIEWER, crew)
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return signed_in(user)


def test_the_page_shows_what_waits_and_why(client_of_staff, uncertain, sink):
    sink.rule("rcpt", "451 4.7.1 <b>later</b>", to="later@example.org")
    make_mail("later", to="later@example.org")
    deliver()
    body = client_of_staff.get(PAGE).content.decode()
    assert "1 mail is in doubt: resend or close." in body
    assert "451 4.7.1 &lt;b&gt;later&lt;/b&gt;" in body
    assert "doubt@example.org" in body
    assert "Worker last seen</th><td>not seen" in body


def test_times_are_the_organizations_and_say_so(client_of_staff, crew, uncertain):
    Message.objects.update(changed=datetime(2026, 10, 11, 0, 15, tzinfo=UTC))
    crew.timezone = "America/Vancouver"
    crew.save()
    for page in (PAGE, url(uncertain, "resend"), "/admin/outbox/message/"):
        assert "2026-10-10 17:15 PDT" in client_of_staff.get(page).content.decode()


def test_an_empty_page_says_that_all_is_well(client_of_staff):
    well = "All is well: nothing is in doubt, nothing is late."
    body = client_of_staff.get(PAGE).content.decode()
    assert "No worker is seen: no mail leaves." in body
    assert "Beat is not seen: nobody looks for mail that waits." in body
    assert well not in body
    health.heartbeat.run()
    body = client_of_staff.get(PAGE).content.decode()
    assert well in body
    assert "errornote" not in body


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_statements_for_any_number(
    client_of_staff, sink, django_assert_num_queries, count
):
    sink.rule("dot", DROP)
    for number in range(count):
        make_mail(f"{number}", to=f"fan{number}@example.org")
    deliver()
    with django_assert_num_queries(14):
        client_of_staff.get(PAGE)


def test_resending_asks_why_and_says_what_may_happen(client_of_staff, uncertain, sink):
    page = client_of_staff.get(url(uncertain, "resend"))
    assert "It may arrive twice." in page.content.decode()
    assert Message.objects.count() == 1
    refused = client_of_staff.post(url(uncertain, "resend"), {"reason": " "})
    assert refused.status_code == 422
    assert "Say why: it is kept with your name." in refused.content.decode()
    answer = client_of_staff.post(url(uncertain, "resend"), {"reason": "Fay asked"}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert f"Mail {uncertain.pk}: It will be sent again." in answer.content.decode()
    deliver()
    assert sink.recipients() == ["doubt@example.org"]
    assert list(Decision.objects.values_list("verb", "by__email", "reason")) == [
        ("resend", "staff@example.org", "Fay asked")
    ]


def test_closing_asks_why_and_sends_nothing(client_of_staff, uncertain, sink):
    client_of_staff.post(url(uncertain, "close"), {"reason": "It arrived"})
    deliver()
    assert Message.objects.get().state == "closed"
    assert sink.mails == []


def test_settling_twice_is_told(client_of_staff, uncertain):
    client_of_staff.post(url(uncertain, "close"), {"reason": "It arrived"})
    again = client_of_staff.post(url(uncertain, "resend"), {"reason": "again"})
    assert again.status_code == 409
    assert "This mail is not in doubt any more: Closed by a person." in again.content.decode()
    assert Message.objects.count() == 1
    assert client_of_staff.post(url(uncertain, "forget"), {"reason": "x"}).status_code == 302
    assert client_of_staff.get("/admin/outbox/message/0/close/").status_code == 404


def test_looking_needs_one_permission_and_settling_another(crew, uncertain):
    nobody = desk_with("Nil", crew)
    looker = desk_with("Lou", crew, "view_message")
    settler = desk_with("Sue", crew, "view_message", "settle_message")
    assert nobody.get(PAGE).status_code == 403
    assert "Resend #" not in looker.get(PAGE).content.decode()
    assert looker.post(url(uncertain, "close"), {"reason": "again"}).status_code == 403
    assert Message.objects.get().state == "uncertain"
    assert "Resend #" in settler.get(PAGE).content.decode()
    assert settler.post(url(uncertain, "close"), {"reason": "again"}).status_code == 302
    assert Message.objects.get().state == "closed"


@pytest.mark.parametrize("path", [PAGE, "/admin/outbox/message/1/resend/"])
def test_a_member_who_is_not_staff_is_refused(client_of_ada, path):
    assert client_of_ada.get(path).status_code == 403


def test_rows_cannot_be_edited_added_or_deleted(client_of_staff, uncertain):
    base = "/admin/outbox/message/"
    assert f'<a href="{PAGE}">What waits and why</a>' in client_of_staff.get(base).content.decode()
    assert client_of_staff.get(f"{base}{uncertain.pk}/change/").status_code == 200
    assert client_of_staff.post(f"{base}{uncertain.pk}/change/", {"to": "x"}).status_code == 403
    assert client_of_staff.get(f"{base}add/").status_code == 403
    assert client_of_staff.post(f"{base}{uncertain.pk}/delete/").status_code == 403
