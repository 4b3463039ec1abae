"""Every address of the console."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("markaz.console.views.doors")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("markaz.console.urls")),
]
