"""Every address of the console, of the interface for programs and of the face for partners."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("markaz.console.views.doors")),
    path("language/", include("django.conf.urls.i18n")),
    path("api/", include("markaz.api.urls")),
    path("taxii2/", include("markaz.taxii.urls")),
    path("", include("markaz.console.urls")),
]
