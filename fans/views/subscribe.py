"""The form by which somebody gets news by city and genre, for those who follow no band yet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.organizations import OrganizationRequest
from fans import following, news_places
from fans.following import News
from fans.forms import NewsForm
from fans.proof import Origin
from fans.wording import ALWAYS, NEWS
from settimes.htmx import render
from settimes.limits import limit_posts


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limit_posts("follow")
def subscribe(request: OrganizationRequest) -> HttpResponse:
    places = {
        "cities": news_places.cities(request.organization),
        "genres": news_places.genres(request.organization),
    }
    form, status = NewsForm(**places), 200
    if request.method == "POST":
        form, status = NewsForm(request.POST, **places), 422
        if form.is_valid():
            typed = form.cleaned_data
            news = News(typed["city"], typed["genre"], typed["frequency"])
            origin = Origin.of(request, "news")
            following.ask(request.organization, typed["email"], origin, news=news)
            return render(request, "fans/asked.html", {"email": typed["email"], "back": "/"})
    context = {"form": form, "wording": f"{NEWS} {ALWAYS}"}
    return render(request, "fans/subscribe.html", context, status=status)
