"""Several workers on one morning plan one issue for each person."""

from collections import Counter

import pytest

from fans import collecting
from settimes.outbox.models import Message
from tests.fans.mornings import nine
from tests.fans.telling import make_fan, subscribe
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_several_workers_at_once_plan_once(kitchener, night) -> None:
    for number in range(30):
        subscribe(make_fan(f"fan{number}@example.org"), "Kitchener")
    night.clock.move_to(nine(26), tick=False)
    at_once(4, lambda: collecting.collect(seconds=60))
    to = Counter(Message.objects.values_list("to", flat=True))
    assert to == Counter(f"fan{number}@example.org" for number in range(30))
