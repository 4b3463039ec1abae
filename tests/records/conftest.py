"""Properties are tried at the pace of the machine: a slow one is no failure."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
