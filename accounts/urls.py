from django.urls import path

from accounts.views import audit, signing

app_name = "accounts"
urlpatterns = [
    path("accounts/login/", signing.login, name="login"),
    path("accounts/logout/", signing.logout, name="logout"),
    path("manage/audit/", audit.audit, name="audit"),
]
