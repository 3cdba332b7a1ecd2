"""The question who somebody is, on a page of its own."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.again import FIELD, is_fresh, proved, question
from accounts.factor_forms import ProofForm
from accounts.roles import OrganizerRequest
from accounts.views.signing import is_local


@never_cache
@sensitive_post_parameters(FIELD)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: OrganizerRequest) -> HttpResponse:
    """Ask, and lead back to where the question came from."""
    if request.method != "POST":
        return question(request, ProofForm(user=request.user), status=200)
    if is_fresh(request) and not request.POST.get(FIELD):  # by a passkey, a moment ago
        return HttpResponseRedirect(_back(request))
    form = ProofForm(request.POST, user=request.user)
    return proved(request, form) or HttpResponseRedirect(_back(request))


def _back(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    return wanted if is_local(wanted) else resolve_url(settings.LOGIN_REDIRECT_URL)
