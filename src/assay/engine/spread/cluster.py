"""Connects to a Ray cluster, or starts a private one on this machine for the time of a run."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

from assay.errors import ConfigError, MissingExtraError
from assay.models._llama import usable_cores

__all__ = ["Cluster", "cluster"]

PATIENCE = 5.0
"""Seconds to wait for a word from the head of a cluster."""

_STORE = 100 * 2**20
"""Bytes of shared memory for a private cluster: what workers hand over is small and taken at once."""

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
"""How HTTP/2, and so gRPC, begins (RFC 9113, section 3.4): the preface and an empty SETTINGS frame."""


@dataclass(frozen=True)
class Cluster:
    """A connection to Ray. `ray` is its module; `wanted` is the number of workers that the user asked for."""

    ray: Any
    wanted: int | None

    def workers(self, *, in_process: bool, at_once: int) -> int:
        """How many workers to start: as many as were asked for, else one for each CPU, or for each machine where models
        run in the worker and use all cores. Never more than `at_once`. Raises ConfigError where there are fewer CPUs."""
        cpus = int(self.ray.cluster_resources().get("CPU", 0))
        if (self.wanted or 1) > cpus:
            raise ConfigError(
                f"--ray-workers {self.wanted or 1}: the Ray cluster has {cpus} CPUs, and each worker takes one"
            )
        machines = sum(bool(node["Alive"]) for node in self.ray.nodes())
        return min(self.wanted or (machines if in_process else cpus), at_once)


@contextmanager
def cluster(address: str | None, workers: int | None = None) -> Iterator[Cluster | None]:
    """A connection while this block runs; None where no `address` is given.

    `local` starts a private cluster; anything else is the `HOST:PORT` of a running one, or `auto` for the one on this
    machine. A connection that the process has already is used and left open. Raises MissingExtraError, and ConfigError
    where there is no such cluster.
    """
    if workers is not None and workers < 1:
        raise ConfigError(f"--ray-workers must be 1 or more, not {workers}")
    if address is None:
        if workers is not None:
            raise ConfigError("--ray-workers needs --ray local or --ray HOST:PORT")
        yield None
        return
    ray = _import(private=address == "local")
    # what Ray itself has to say is for people, and stdout may be read by a machine
    with redirect_stdout(sys.stderr):
        if ray.is_initialized():
            yield Cluster(ray, workers)
            return
        with _private(ray, workers) if address == "local" else _connected(ray, address):
            yield Cluster(ray, workers)


def _import(*, private: bool) -> Any:
    """Ray's module. It reads its environment when it is first imported.

    The ports of a cluster take orders from whoever reaches them. A private one is therefore guarded by a token, which only
    this process and its children know.
    """
    if private and "ray" not in sys.modules and "RAY_AUTH_MODE" not in os.environ:
        os.environ |= {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would phone home
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # and hide the GPUs from who asks for none
    try:
        import ray
    except ModuleNotFoundError as error:
        if error.name != "ray":
            raise
        raise MissingExtraError("--ray", "ray") from None
    return ray


@contextmanager
def _private(ray: Any, workers: int | None) -> Iterator[None]:
    # the paths of sockets in it may have 107 bytes, which a TMPDIR can be too long for
    folder = tempfile.mkdtemp(prefix="assay-ray-", dir="/tmp")
    try:
        try:
            ray.init(
                address="local",
                num_cpus=workers or usable_cores(),
                include_dashboard=False,
                log_to_driver=False,
                logging_level=logging.ERROR,
                object_store_memory=_STORE,
                _node_ip_address="127.0.0.1",
                _temp_dir=folder,
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise ConfigError(f"--ray local: Ray could not start on this machine ({_first_line(error)})") from None
        yield
    finally:
        ray.shutdown()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _connected(ray: Any, address: str) -> Iterator[None]:
    if address != "auto":
        _look(address)
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except ConnectionError as error:
        token = "; where it wants a token, set RAY_AUTH_MODE=token and RAY_AUTH_TOKEN" if address != "auto" else ""
        raise ConfigError(f"--ray {address}: cannot join that cluster ({_first_line(error)}){token}") from None
    except RuntimeError as error:  # another version of Ray or of Python
        raise ConfigError(f"--ray {address}: {' '.join(str(error).split())}") from None
    try:
        yield
    finally:
        ray.shutdown()


def _look(address: str) -> None:
    """Whether a gRPC server listens there, which Ray itself takes minutes to find out. Raises ConfigError."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or "/" in host:
        raise ConfigError(
            f"--ray {address}: write local, auto, or the HOST:PORT of the cluster's head, such as 10.0.0.1:6379"
        )
    try:
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as link:
            link.sendall(_PREFACE)
            head = link.recv(9)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no answer"
        raise ConfigError(f"--ray {address}: no Ray cluster is there ({reason}); start one: ray start --head") from None
    if len(head) < 4 or head[3] != 4:
        raise ConfigError(
            f"--ray {address}: what listens there is no Ray cluster; give the port of its head, mostly 6379"
        )


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
