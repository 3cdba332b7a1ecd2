"""Every change of a model has its migration, and the first one makes an organization."""

import io

import pytest
from django.core.management import call_command

from accounts.models import Organization


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.django_db
def test_there_is_one_organization_from_the_start() -> None:
    assert Organization.objects.values_list("name", "slug").get() == ("Our crawl", "our-crawl")
