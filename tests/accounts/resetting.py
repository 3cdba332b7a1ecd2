"""Asking for a link and reading it from the mail."""

import re

from django.test import Client

from tests.mailbox import Mailbox

ASK, SENT, LOGIN = "/accounts/reset/", "/accounts/reset/sent/", "/accounts/login/"
NEW = "seven wet foghorns"
A_LINK = re.compile(r"http://localhost:8000(/accounts/\S+/[\w-]{43}/)")


def ask(email: str, address: str = "192.0.2.1"):
    return Client(REMOTE_ADDR=address).post(ASK, {"email": email})


def token_in(link: str) -> str:
    return link.split("/")[-2]


def link_in(mail) -> str:
    (found,) = A_LINK.findall(mail.get_content())
    return found


def link_for(email: str, mailbox: Mailbox) -> str:
    ask(email)
    (mail,) = mailbox.deliver()
    return link_in(mail)


def signs_in(email: str, password: str, address: str = "192.0.2.1") -> int:
    typed = {"email": email, "password": password}
    return Client(REMOTE_ADDR=address).post(LOGIN, typed).status_code
