"""Who is asking costs an organizer's request three statements at most."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from accounts.models import Role
from accounts.roles import viewer_required
from settimes.urls import urlpatterns as real
from tests.cast import make_member, signed_in

urlpatterns = [*real, path("bare/", viewer_required(lambda request: HttpResponse(request.role)))]
WHO = ("accounts_usersession", "accounts_user", "accounts_membership")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("members", [1, 3])
def test_session_person_and_role_are_three_statements(crew, members: int) -> None:
    clients = [signed_in(make_member(f"m{n}", Role.VIEWER, crew)) for n in range(members)]

    with CaptureQueriesContext(connection) as captured:
        answer = clients[-1].get("/bare/")

    about_whom = [
        one["sql"] for one in captured if any(f'"{table}"' in one["sql"] for table in WHO)
    ]
    assert (answer.content, len(about_whom)) == (b"viewer", 3)
    assert len(captured) == 4  # and the organization


def test_a_stranger_costs_none(crew) -> None:
    with CaptureQueriesContext(connection) as captured:
        Client().get("/manage/")

    assert len(captured) == 0
