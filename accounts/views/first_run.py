"""The page of an empty installation. Once somebody has an account it is not there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import first_run as door
from accounts import sessions
from accounts.member_forms import FirstRunForm
from accounts.organizations import OrganizationRequest
from settimes.htmx import render
from settimes.limits import limit_posts


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@limit_posts("first run")
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: OrganizationRequest) -> HttpResponse:
    if not door.is_open():
        raise Http404("Somebody has an account.")
    now = request.organization.timezone
    form, status = FirstRunForm(now=now), 200
    if request.method == "POST":
        form, status = FirstRunForm(request.POST, now=now), 422
        if form.is_valid():
            user = form.new_user()
            user.set_password(form.cleaned_data["password"])  # slow, so before the transaction
            name, zone = form.cleaned_data["organization"], form.cleaned_data["timezone"]
            try:
                door.finish(user, name, zone, request=request)
            except door.Closed:
                raise Http404("Somebody was first.") from None
            sessions.begin(request, user)
            messages.success(request, f"{name} is yours to run.")
            return redirect("events:manage")
    return render(request, "accounts/first_run.html", {"form": form}, status=status)
