"""The console as a Django app."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "markaz.console"
    label = "console"
