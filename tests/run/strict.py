"""A site where no proof is fresh for long, from outside, and the mails that leave it."""

from collections.abc import Callable, Iterator

import pytest

from tests.run.launched import Launched
from tests.run.outside import (
    NO_ROUNDS,
    PASSWORD,
    PRODUCTION,
    Answer,
    Site,
    Visitor,
    database_for,
    give_account,
    member,
    populate,
)
from tests.smtp_sink import Sink

OWN, PROOF = "/accounts/sessions/", {"again": PASSWORD}
Launch = Callable[..., Launched]


@pytest.fixture(scope="module")
def postbox() -> Iterator[Sink]:
    with Sink() as postbox:
        yield postbox


@pytest.fixture(scope="module")
def strict(request: pytest.FixtureRequest, launch: Launch, postbox: Sink) -> Site:
    """A site that asks again at once, and whose mails go to the postbox."""
    database = database_for(request.module.__name__.rpartition(".")[2])
    production = PRODUCTION | {"DATABASE_URL": database} if database else {}
    own = NO_ROUNDS | {"EMAIL_URL": postbox.url, "FRESH_FOR": "1ms"}
    run = launch(**production | own).until_ready()
    site = Site(run, https=bool(database), database=database)
    populate(site)
    return site


def somebody(site: Site, email: str, role: str, number: int) -> Visitor:
    """Return a new member, signed in."""
    give_account(member(site, "staff", 200), email, role)
    visitor = Visitor(site, number)
    assert visitor.sign_in(email, PASSWORD).status == 302
    return visitor


def post(visitor: Visitor, path: str, typed: dict[str, str], **more: str) -> Answer:
    return visitor.post(path, typed | {"csrfmiddlewaretoken": visitor.token(OWN)}, **more)
