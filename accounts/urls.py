from django.urls import path

from accounts.views import audit, sessions, signing

app_name = "accounts"
urlpatterns = [
    path("accounts/login/", signing.login, name="login"),
    path("accounts/logout/", signing.logout, name="logout"),
    path("accounts/sessions/", sessions.session_list, name="sessions"),
    path("accounts/sessions/end-others/", sessions.session_end_others, name="session_end_others"),
    path("accounts/sessions/<uuid:public_id>/end/", sessions.session_end, name="session_end"),
    path("manage/audit/", audit.audit, name="audit"),
]
