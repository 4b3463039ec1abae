"""The store room as a Django app."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "markaz.store"
    label = "store"
