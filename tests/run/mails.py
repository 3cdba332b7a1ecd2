"""The mails that a running site has sent: files on a laptop, a mail server's where it has one."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.run.launched import PATIENCE
from tests.run.outside import Site


def mails_to(site: Site, email: str, *, number: int = 1) -> list[EmailMessage]:
    """Return what the worker has sent to this address, when it is as many or time is up."""
    until = time.monotonic() + PATIENCE
    while len(found := arrived(site, email)) < number and time.monotonic() < until:
        time.sleep(0.5)
    return found


def arrived(site: Site, email: str) -> list[EmailMessage]:
    if site.sink:
        every = [received.mail for received in site.sink.mails]
    else:
        files = sorted((site.run.data_dir / "mail").glob("*.eml"))
        every = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [mail for mail in every if mail["To"] == email and isinstance(mail, EmailMessage)]
