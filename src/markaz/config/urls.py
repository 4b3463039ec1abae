"""Every address of the console and of the interface for programs."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("markaz.console.views.doors")),
    path("language/", include("django.conf.urls.i18n")),
    path("api/", include("markaz.api.urls")),
    path("", include("markaz.console.urls")),
]
