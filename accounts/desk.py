"""The desk: Django's admin for staff, without a sign-in of its own."""

import functools
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.decorators import method_decorator

from accounts import policy
from accounts.again import asked
from accounts.views import signing

OK, REFUSED = 200, 422


def matters(view: Callable[..., HttpResponse], request: HttpRequest) -> bool:
    """Say whether this is done only by somebody who has proved lately who they are.

    That is: whatever concerns accounts, deleting, and what a view itself says (`needs_proof`).
    """
    model = getattr(getattr(view, "__self__", None), "model", None)
    return (
        (model is not None and model._meta.app_label == "accounts")
        or getattr(view, "__name__", "") == "delete_view"
        or request.POST.get("action") == "delete_selected"
        or bool(getattr(view, "needs_proof", False))
    )


class Desk(AdminSite):
    site_header = "SetTimes"
    site_title = "SetTimes"
    index_title = "At the desk"

    def admin_view(  # type: ignore[override]
        self,
        view: Callable[..., HttpResponse],
        cacheable: bool = False,  # noqa: FBT001, FBT002 - Django's
    ) -> Callable[..., HttpResponse]:
        checked = super().admin_view(view, cacheable)

        @functools.wraps(checked)
        def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            # Whoever is signed in gains nothing from the sign-in page: that would be a loop.
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            # No filter can look for what no row can hold, and PostgreSQL would fail over it.
            if any("\x00" in value for values in request.GET.lists() for value in values[1]):
                raise BadRequest("NUL in the address.")
            shut = policy.shut(request)
            if shut is not None:
                return shut
            if request.method == "POST" and matters(view, request):
                question = asked(request)
                if question is not None:
                    return question
            response = checked(request, *args, **kwargs)
            errors = (getattr(response, "context_data", None) or {}).get("errors")
            if errors and response.status_code == OK:
                response.status_code = REFUSED
            return response

        return run

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        page = request.GET.get("next") or resolve_url("admin:index")
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: object = None
    ) -> HttpResponse:
        return signing.logout(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Lead to where everybody's is changed: there tries are counted, and sessions end."""
        return redirect("accounts:password")
