"""Every address of the site: health here, the rest from the app whose data it shows."""

from django.contrib import admin
from django.urls import include, path

from settimes import favicon, health

urlpatterns = [
    path("favicon.ico", favicon.favicon, name="favicon"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("fans.urls")),
    path("", include("events.urls")),
]

handler400 = "settimes.errors.bad_request"
handler403 = "settimes.errors.forbidden"
handler404 = "settimes.errors.not_found"
handler500 = "settimes.errors.server_error"
