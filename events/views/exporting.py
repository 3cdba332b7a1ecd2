"""Taking lineups, bands and venues along as tables; the audit record says who did."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.models import Deed, Role
from accounts.roles import OrganizerRequest, viewer_required
from events import exporting
from events.exporting import Table
from events.views.editor import event_or_404

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@viewer_required
@never_cache
@require_safe
def lineup_export(request: OrganizerRequest, slug: str, kind: str) -> HttpResponse:
    event = event_or_404(request, slug)
    return _file(request, exporting.lineup_table(event), f"{event.slug}-lineup.{kind}", kind)


@viewer_required
@never_cache
@require_safe
def bands_export(request: OrganizerRequest, kind: str) -> HttpResponse:
    table = exporting.bands_table(request.organization, private=_sees_contacts(request))
    return _file(request, table, f"{request.organization.slug}-bands.{kind}", kind)


@viewer_required
@never_cache
@require_safe
def venues_export(request: OrganizerRequest, kind: str) -> HttpResponse:
    table = exporting.venues_table(request.organization, private=_sees_contacts(request))
    return _file(request, table, f"{request.organization.slug}-venues.{kind}", kind)


def _sees_contacts(request: OrganizerRequest) -> bool:
    """Say whether contacts come along: in one file they are a list of people's addresses."""
    return request.role.includes(Role.ADMIN)


def _file(request: OrganizerRequest, table: Table, name: str, kind: str) -> HttpResponse:
    content = exporting.as_csv(table) if kind == "csv" else exporting.as_xlsx(table)
    if request.method == "GET":
        audit.record(Deed.EXPORTED, request=request, detail=f"{name}, {len(table.rows)} rows")
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
