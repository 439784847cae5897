"""How Hypothesis runs here: a slow machine is no failure, and a time is never tested."""

from hypothesis import settings

settings.register_profile("copydesk", deadline=None)
settings.load_profile("copydesk")
