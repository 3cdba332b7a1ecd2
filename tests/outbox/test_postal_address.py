"""By law every mail names its sender's postal address: without one nothing leaves production."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from accounts.models import Organization
from accounts.organizations import postal_address
from settimes.outbox import delivery
from settimes.outbox.models import Priority
from tests.outbox.conftest import deliver, make_mail, states
from tests.outbox.test_command import outbox

pytestmark = pytest.mark.django_db
SENTENCE = (
    "No mail leaves: the sender has no postal address, and every mail must name one."
    " Set POSTAL_ADDRESS, or the organization's postal address at /manage/settings/."
)


@pytest.fixture
def production(settings: Settings, crew: Organization) -> Settings:
    settings.HTTPS = True
    assert (crew.postal_address, settings.POSTAL_ADDRESS) == ("", "")
    return settings


def found(**options) -> list[str]:
    messages = run_checks(include_deployment_checks=True, **options)
    return [str(message.msg) for message in messages if message.id == "settimes.E005"]


def write_address(organization: Organization) -> None:
    organization.postal_address = "14 Lock Street, Peterborough ON"
    organization.save()


def test_without_an_address_no_mail_leaves_production(production, sink):
    make_mail()
    deliver()
    assert delivery.run_round(Priority.BULK) is False
    assert (states(), sink.connections) == ({"one": "planned"}, 0)


def test_the_outbox_says_so(production):
    assert outbox()[::2] == (1, f"{SENTENCE}\n")


def test_with_an_address_all_that_waited_leaves(production, crew, sink):
    make_mail()
    deliver()
    write_address(crew)
    deliver()
    assert states() == {"one": "sent"}
    assert outbox()[::2] == (0, "")


def test_the_sites_own_address_is_enough(production, sink):
    production.POSTAL_ADDRESS = "1 Elsewhere, Toronto ON"
    make_mail()
    deliver()
    assert states() == {"one": "sent"}


def test_a_laptop_needs_none(crew, sink):
    make_mail()
    deliver()
    assert states() == {"one": "sent"}


def test_the_deployment_check_says_so_where_it_may_ask_the_database(production, crew):
    assert found() == []
    assert found(databases=["default"]) == [SENTENCE]
    write_address(crew)
    assert found(databases=["default"]) == []


def test_an_organizations_own_address_goes_before_the_sites(settings, crew):
    settings.POSTAL_ADDRESS = "1 Elsewhere, Toronto ON"
    assert postal_address(crew) == "1 Elsewhere, Toronto ON"
    write_address(crew)
    assert postal_address(crew) == "14 Lock Street, Peterborough ON"
