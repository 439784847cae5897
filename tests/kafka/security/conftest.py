"""The broker of this folder's tests, started once, with users, certificates and rights."""

from collections.abc import Iterator

import pytest

from tests.kafka.security.secure_kafka import LIMITED, SecureKafka, running


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureKafka]:
    """In the place of the one that lets everybody in: topics are made on it too."""
    with running(tmp_path_factory.mktemp("secure")) as secure:
        yield secure


@pytest.fixture(scope="session")
def users() -> Iterator[str]:
    """Users without any right, one after the other."""
    return iter(LIMITED)
