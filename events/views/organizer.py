"""The pages of those who run the events. What is not of their organization does not exist here."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.roles import OrganizerRequest, viewer_required
from events import first_steps, heard, overview
from settimes.htmx import render


@viewer_required
@never_cache
@require_safe
def manage(request: OrganizerRequest) -> HttpResponse:
    glances = overview.of(request.organization)
    may_change = request.role.includes(Role.EDITOR)
    said = heard.at_a_glance(request.organization, [glance.event for glance in glances])
    context = {
        "glances": [(glance, said.get(glance.event.pk, ())) for glance in glances],
        "may_change": may_change,
        "steps": first_steps.of(request.organization, glances, request.role) if may_change else [],
    }
    return render(request, "events/manage.html", context)
