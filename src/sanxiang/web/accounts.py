"""The sign-in pages that a desk uses; the library's others (sign-up, e-mail) are left out on purpose."""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    # The library names these two in every sign-in page.
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("password/set/", RedirectView.as_view(pattern_name="account_login"), name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
