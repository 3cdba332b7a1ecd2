"""Who guesses links is stopped; who has one is not, and no log has it."""

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from bands.models import Band
from tests.fans.post import FAY, ask, confirm, follow, path_in
from tests.mailbox import Mailbox

PAGES = ("confirm", "move", "preferences", "unsubscribe")


@pytest.mark.parametrize("kind", PAGES)
def test_guesses_are_stopped_and_a_genuine_link_is_not(
    client: Client, rills: Band, mailbox: Mailbox, kind: str
) -> None:
    own = follow(client, mailbox, "the-rills")

    with travel(timezone.now(), tick=False):  # or they may be counted anew in the midst of it
        answers = [client.get(f"/{kind}/{number}/").status_code for number in range(200)]

    assert set(answers) == {404, 429}
    assert answers[-1] == 429
    assert client.get(own).status_code == 200


def test_the_log_has_no_link(client: Client, rills: Band, mailbox: Mailbox, caplog) -> None:
    ask(client, "the-rills")
    (mail,) = mailbox.deliver()
    link, own = path_in(mail, "confirm"), confirm(client, mail)
    client.get(own)
    client.get("/preferences/guess/")

    logged = "".join(
        f"{record.getMessage()}{vars(record)}"
        for record in caplog.records
        if record.name != "django.request"
    )
    assert "confirm/<str:token>/" in logged
    assert [path for path in (link, own) if path.split("/")[2] in logged] == []
    assert FAY not in logged
