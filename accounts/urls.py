from django.urls import path

from accounts.views import (
    addresses,
    audit,
    invitations,
    joining,
    members,
    own,
    resets,
    sessions,
    settings,
    signing,
)

app_name = "accounts"
urlpatterns = [
    path("accounts/login/", signing.login, name="login"),
    path("accounts/logout/", signing.logout, name="logout"),
    path("accounts/sessions/", sessions.session_list, name="sessions"),
    path("accounts/sessions/end-others/", sessions.session_end_others, name="session_end_others"),
    path("accounts/sessions/<uuid:public_id>/end/", sessions.session_end, name="session_end"),
    path("accounts/join/<str:token>/", joining.join, name="join"),
    path("accounts/leave/", members.leave, name="leave"),
    path("accounts/", own.account, name="account"),
    path("accounts/password/", own.password, name="password"),
    path("accounts/email/", own.email, name="email"),
    path("accounts/email/keep/<str:token>/", addresses.email_object, name="email_object"),
    path("accounts/email/<str:token>/", addresses.email_confirm, name="email_confirm"),
    path("accounts/reset/", resets.reset, name="reset"),
    path("accounts/reset/sent/", resets.reset_sent, name="reset_sent"),
    path("accounts/reset/<str:token>/", resets.reset_set, name="reset_set"),
    path("manage/audit/", audit.audit, name="audit"),
    path("manage/members/", members.members, name="members"),
    path("manage/members/invite/", invitations.invite, name="invite"),
    path(
        "manage/invitations/<uuid:public_id>/again/",
        invitations.invitation_again,
        name="invitation_again",
    ),
    path(
        "manage/invitations/<uuid:public_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("manage/members/<uuid:public_id>/", members.member, name="member"),
    path(
        "manage/members/<uuid:public_id>/deactivate/",
        members.member_deactivate,
        name="member_deactivate",
    ),
    path(
        "manage/members/<uuid:public_id>/reactivate/",
        members.member_reactivate,
        name="member_reactivate",
    ),
    path("manage/members/<uuid:public_id>/remove/", members.member_remove, name="member_remove"),
    path("manage/settings/", settings.settings, name="settings"),
    path("manage/settings/undo/", settings.settings_undo, name="settings_undo"),
    path("colours/<slug:pair>.css", settings.colour_sheet, name="colours"),
]
