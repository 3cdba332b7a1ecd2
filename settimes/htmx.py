"""Answering htmx: the page, or only the part that changed."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    *,
    partial: str | None = None,
    retarget: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page, or only its named partial when htmx asks.

    `Vary` stands on both, or a cache would hand one out for the other.
    """
    htmx = getattr(request, "htmx", False)
    name = f"{template}#{partial}" if htmx and partial else template
    response = TemplateResponse(request, name, dict(context), status=status)
    if htmx and retarget:
        response["HX-Retarget"] = retarget
    patch_vary_headers(response, ["HX-Request"])
    return response
