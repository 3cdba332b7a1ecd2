"""What is known of somebody, for themselves, as a file that programs can read."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.models import Deed
from accounts.own_data import known_of
from accounts.roles import OrganizerRequest
from events.models import ChangeSet


@never_cache
@require_POST
def own_data(request: OrganizerRequest) -> HttpResponse:
    audit.record(Deed.EXPORTED, request=request, about=request.user, detail="Their own data")
    acts = ChangeSet.objects.filter(by=request.user).order_by("pk")
    facts = known_of(request.user) | {
        "changes": list(acts.values("at", "organization__name", "event__name", "label"))
    }
    response = JsonResponse(facts, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"settimes-account-{timezone.now():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
