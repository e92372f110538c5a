"""Fixtures of the engine's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.stores import KEYS, s3_server


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3 server; one for all tests, for file systems are kept for the life of a process."""
    with s3_server() as address:
        yield address


@pytest.fixture
def s3(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the S3 server that s3:// means here. It has one bucket, `runs`."""
    for name, value in (KEYS | {"AWS_ENDPOINT_URL": s3_address}).items():
        monkeypatch.setenv(name, value)
    return s3_address
