"""Stores to test against: an S3 server on loopback, and a file system that fails when told to."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fsspec.implementations.memory import MemoryFileSystem

from assay.engine.lease import LEASE_FILE
from assay.engine.store import Store

KEYS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing-secret-4f1d9c",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def s3_server() -> Iterator[str]:
    """An S3 server with one bucket, `runs`; gives its address."""
    import boto3
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for every request, else
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        address = "http://{}:{}".format(*server.get_host_and_port())
        boto3.client(
            "s3",
            endpoint_url=address,
            region_name="us-east-1",
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        ).create_bucket(Bucket="runs")
        yield address
    finally:
        server.stop()


class Flaky(MemoryFileSystem):
    """Keeps all in memory; while `down`, takes nothing and says why."""

    protocol = "flaky"
    store: dict[str, Any] = {}  # noqa: RUF012  (as its base has it)
    pseudo_dirs = [""]  # noqa: RUF012
    down = False
    refused = 0

    def _strip_protocol(path: str) -> str:  # type: ignore[override,misc]  # noqa: N805
        return MemoryFileSystem._strip_protocol(path.removeprefix("flaky://"))

    _strip_protocol = staticmethod(_strip_protocol)  # type: ignore[assignment]

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **options: Any) -> None:
        self.check()
        super().pipe_file(path, value, mode, **options)

    def put_file(self, lpath: str, rpath: str, **options: Any) -> None:  # type: ignore[override]
        self.check()
        super().put_file(lpath, rpath, **options)

    def check(self) -> None:
        if Flaky.down:
            Flaky.refused += 1
            raise OSError("503 Slow Down")


def expire_lease(url: str) -> None:
    """As if the time of the lease were over."""
    store = Store(url)
    held = json.loads(store.read(LEASE_FILE))
    store.write(LEASE_FILE, json.dumps(held | {"until": time.time() - 1}).encode())
