"""Fixtures of the stream's tests."""

import pytest

from service.settings import Settings
from tests.stream.fakes import Topics


@pytest.fixture
def topics() -> Topics:
    """Topics that take everything."""
    return Topics()


@pytest.fixture
def settings() -> Settings:
    """The default settings, whatever the environment says."""
    return Settings.model_construct(
        **{name: one.get_default(call_default_factory=True) for name, one in Settings.model_fields.items()}
    )
