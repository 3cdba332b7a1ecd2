"""Inviting people in tests, by mail and by a link to hand over."""

import re

from django.http import HttpResponse
from django.test import Client

from accounts.models import Invitation
from tests.mailbox import Mailbox

INVITE, PAGE = "/manage/members/invite/", "/manage/members/"
PASSWORD = "seven loud bands tonight"
A_LINK = re.compile(r"http://[\w.:]+(/accounts/join/[\w-]{43}/)")


def link_by_mail(
    admin: Client, mailbox: Mailbox, email: str = "mira@example.org", role: str = "editor"
) -> str:
    answer = admin.post(INVITE, {"email": email, "role": role})
    assert answer.status_code == 302, answer.context["form"].errors
    return mailed_link(mailbox)


def mailed_link(mailbox: Mailbox) -> str:
    (mail,) = mailbox.deliver()
    return A_LINK.findall(mail.get_content())[0]


def link_by_hand(admin: Client, role: str = "editor") -> str:
    return shown_link(admin.post(INVITE, {"email": "", "role": role}))


def shown_link(page: HttpResponse) -> str:
    assert page.status_code == 200
    return A_LINK.findall(page.content.decode())[0]


def join(client: Client, link: str, **typed: str) -> HttpResponse:
    return client.post(link, {"name": "Mira", "password": PASSWORD, **typed})


def of_invitation(deed: str) -> str:
    """Return the address of a deed to the latest invitation."""
    return f"/manage/invitations/{Invitation.objects.latest('pk').public_id}/{deed}/"
