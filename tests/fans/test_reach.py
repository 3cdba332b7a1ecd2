"""Who may be written to: the rule for one fan and the rule for a query are one."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from fans import reach
from fans.models import Follow, Subscriber
from tests.cast import make_band
from tests.fans.telling import make_fan

pytestmark = pytest.mark.django_db
LAST_SECOND = datetime(2026, 9, 27, 3, 59, 59, tzinfo=UTC)  # of 26 September in Toronto
TODAY = LAST_SECOND.date() - timedelta(days=1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PAUSES = (None, YESTERDAY, TODAY, TOMORROW)


@pytest.fixture
def fans(crew) -> list[Subscriber]:
    """Fans in every state there is, each following a band."""
    band, found = make_band("The Rills"), []
    for confirmed, bounced, until in product((True, False), (True, False), PAUSES):
        fan = make_fan(f"f{len(found)}@example.org", band, since=LAST_SECOND)
        fan.confirmed = LAST_SECOND if confirmed else None
        fan.bounced = LAST_SECOND if bounced else None
        fan.paused_until = until
        fan.save()
        found.append(fan)
    return found


@pytest.mark.parametrize(
    ("at", "resting"),
    [(LAST_SECOND, {TOMORROW}), (LAST_SECOND + timedelta(seconds=1), set())],
    ids=["before midnight", "at midnight"],
)
def test_a_query_finds_whom_the_row_lets_be_written_to(
    crew, other_crew, fans, at: datetime, resting: set
) -> None:
    make_fan("elsewhere@example.org", organization=other_crew, since=LAST_SECOND)
    allowed = {fan for fan in fans if not reach.why_not(fan, at)}

    assert {(fan.confirmed, fan.bounced, fan.paused_until) for fan in allowed} == {
        (LAST_SECOND, None, until) for until in PAUSES if until not in resting
    }
    assert set(reach.reachable(crew, at)) == allowed
    through = Follow.objects.filter(reach.is_reachable(crew, at, prefix="subscriber__"))
    assert set(through.values_list("subscriber", flat=True)) == {fan.pk for fan in allowed}


def test_each_reason_is_said(fans) -> None:
    said = {
        (fan.confirmed is None, fan.bounced is not None, fan.paused_until): reach.why_not(
            fan, LAST_SECOND
        )
        for fan in fans
    }

    assert said[False, False, TOMORROW] == "paused"
    assert said[False, True, TOMORROW] == "mail comes back from there"
    assert said[True, True, TOMORROW] == "unsubscribed"
    assert said[False, False, TODAY] == ""
