"""`assay doctor` where some packages are not installed: python -m tests.local.blocked PACKAGE,PACKAGE… [--json]."""

from __future__ import annotations

import importlib.metadata
import sys

MODULES = {"pyyaml": "yaml"}


def block(packages: list[str]) -> None:
    """Neither import nor metadata finds `packages` any more."""
    found = importlib.metadata.version

    def version(name: str) -> str:
        if name in packages:
            raise importlib.metadata.PackageNotFoundError(name)
        return found(name)

    importlib.metadata.version = version
    for name in packages:
        sys.modules[MODULES.get(name, name)] = None  # type: ignore[assignment]


if __name__ == "__main__":
    block(sys.argv[1].split(","))
    sys.argv = ["assay", "doctor", *sys.argv[2:]]
    from assay.cli import main

    main()
