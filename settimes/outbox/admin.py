"""The outbox for staff: one page that says what is waiting and why, and the rows behind it.

Rows are never edited here. The only things a person may do are those of `decisions`.
"""

from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from settimes.outbox import decisions, status, zones
from settimes.outbox.forms import DecisionForm
from settimes.outbox.models import Decision, Message, Suppression

MAY_SETTLE = "outbox.settle_message"


@require_safe
def outbox_status(request: HttpRequest) -> HttpResponse:
    """Show what is waiting and why."""
    if not request.user.has_perm("outbox.view_message"):
        raise PermissionDenied
    context = admin.site.each_context(request) | {
        "title": "Outbox",
        "facts": status.facts(),
        "may_settle": request.user.has_perm(MAY_SETTLE),
    }
    return _page(request, "outbox/status.html", context)


@require_http_methods(["GET", "POST"])
def message_settle(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask why, then resend or close one mail in doubt."""
    if not request.user.has_perm(MAY_SETTLE) or not isinstance(request.user, AbstractBaseUser):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    form, code = DecisionForm(request.POST or None), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            settle = {"resend": decisions.resend, "close": decisions.close}[verb]
            try:
                settle(message, by=request.user, reason=form.cleaned_data["reason"])
            except decisions.Settled:
                code = 409
            else:
                said = "It will be sent again." if verb == "resend" else "Closed."
                messages.success(request, f"Mail {message.pk}: {said}")
                return redirect("admin:outbox_status")
    message.refresh_from_db()
    context = admin.site.each_context(request) | {
        "title": "Resend a mail in doubt" if verb == "resend" else "Close a mail in doubt",
        "message": message,
        "form": form,
        "verb": verb,
        "stale": code == 409 or message.state != "uncertain",  # noqa: PLR2004
    }
    return _page(request, "outbox/settle.html", context, status=code)


# Who has not proved lately who they are is asked again before a mail leaves a second time.
message_settle.needs_proof = True  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    with zones.as_people_read():
        return TemplateResponse(request, template, context, status=status).render()


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["id", "kind", "to", "state", "since", "priority", "reason"]
    list_filter = ["state", "priority", "kind"]
    search_fields = ["to", "key", "delivery"]
    show_full_result_count = False
    change_list_template = "outbox/change_list.html"

    @admin.display(ordering="changed")
    def since(self, message: Message) -> str:
        return zones.spoken(message.changed)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        with zones.as_people_read():
            return response.render() if isinstance(response, TemplateResponse) else response

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view
        return [
            path("status/", page(outbox_status), name="outbox_status"),
            path(
                "<int:pk>/resend/", page(message_settle), {"verb": "resend"}, name="outbox_resend"
            ),
            path("<int:pk>/close/", page(message_settle), {"verb": "close"}, name="outbox_close"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["at", "verb", "message", "by", "reason"]
    list_filter = ["verb"]
    list_select_related = ["message", "by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Decision | None = None) -> bool:
        return False


@admin.register(Suppression)
class SuppressionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Deleting a row allows writing to that address again."""

    list_display = ["recipient", "reason", "created"]
    search_fields = ["recipient", "reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Suppression | None = None) -> bool:
        return False
