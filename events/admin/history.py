"""The ledger at the desk: read by everybody, changed by nobody, and the way back."""

import functools
import re
import secrets
from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import Role
from accounts.owned import Owned, OwnRowsFilter, staff_of
from events import history, undone
from events.admin.acting import attempt, back, chosen, refuse
from events.models import ChangeSet
from events.templatetags.moments import moment
from events.undo import undo

A_FORM_KEY = re.compile(r"[0-9a-f]{32}")


@admin.register(ChangeSet)
class ChangeSetAdmin(Owned):
    change_form_template = "admin/events/change_form.html"
    list_display = ["when", "label", "event", "by"]
    list_display_links = ["label"]
    list_select_related = ["event", "by", "organization"]
    list_filter = [("event", OwnRowsFilter), "changes__kind"]
    search_fields = ["label", "event__name", "by__email", "by__name"]
    date_hierarchy = "at"
    fields = ["when", "by", "event", "label", "way_back", "what_changed"]
    readonly_fields = ["when", "way_back", "what_changed"]
    actions = ["undo"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_undo_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, Role.EDITOR, obj)

    @admin.display(description="When", ordering="at")
    def when(self, change_set: ChangeSet) -> str:
        """Write the time on the event's clocks."""
        owner = change_set.organization
        zone = change_set.event.timezone if change_set.event else owner.timezone
        return f"{moment(change_set.at, zone, owner.clock)} ({zone})"

    @admin.display(description="Way back")
    def way_back(self, change_set: ChangeSet) -> str:
        return undone.why_not(change_set) or "It can be undone."

    @admin.display(description="What changed")
    def what_changed(self, change_set: ChangeSet) -> SafeString:
        lines = history.words(change_set.changes.all(), hours=change_set.organization.clock)
        rows = format_html_join(
            "",
            "<tr><th scope='row'><bdi>{}</bdi></th><td>{}</td><td>{}</td><td>{}</td></tr>",
            ((line.subject, line.field, line.before, line.after) for line in lines),
        )
        return format_html(
            "<table class='changes'><thead><tr><th>What</th><th>Field</th><th>Before</th>"
            "<th>After</th></tr></thead><tbody>{}</tbody></table>",
            rows,
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if row and self.has_undo_permission(request, row) and not undone.why_not(row):
            # A second press of the same button answers with what the first one did.
            context |= {"buttons": [("undo", "Undo")], "once": secrets.token_hex(16)}
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description="Undo", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: QuerySet[ChangeSet]) -> HttpResponse | None:
        """Take back what was chosen, the newest first; all of it or none."""
        everything = chosen(request, self, queryset)
        rows = list({row.operation: row for row in reversed(everything)}.values())
        sent = request.POST.get("form_key", "")
        form_key = sent if len(rows) == 1 and A_FORM_KEY.fullmatch(sent) else ""
        once = functools.partial(undo, by=staff_of(request), form_key=form_key)
        refusal = attempt(request, [functools.partial(once, row) for row in rows])
        if refusal:
            refuse(request, refusal)
        return back(request, self, rows)
