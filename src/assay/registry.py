"""Registries of what can be plugged in, one per extension point, filled by decorators, packages and entry points.

A registry is empty until it is first read; reading it imports the package's own modules and then the entry points of
its group (`assay.probes`, `assay.models`, …), so that importing assay stays cheap. A plugin that fails to import
is reported in one warning and left out.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Generic, TypeVar

from assay.errors import ConfigError

__all__ = ["Registry"]

T = TypeVar("T")


class Registry(Generic[T]):
    """Named things of one sort, e.g. `Registry("probe", "assay.probes")`.

    The modules of `package` register the built-in ones; plugins stand in the entry-point group `assay.<noun>s`.
    """

    def __init__(self, noun: str, package: str) -> None:
        self.noun = noun
        self.package = package
        self.group = f"assay.{noun}s"
        self._items: dict[str, T] = {}
        self._loaded: set[str] = set()

    def add(self, name: str, item: T) -> T:
        """Register `item`; a second one of the same name from elsewhere is an error."""
        old = self._items.get(name)
        if old is not None and _home(old) != _home(item):
            raise ConfigError(f"two {self.noun}s are named '{name}': {_home(old)} and {_home(item)}")
        self._items[name] = item
        return item

    def load(self, part: str = "") -> None:
        """Import all that registers here, once: of the package only what stands in its folder `part`, where one is named,
        and every plugin."""
        self._load_package(part)
        if "plugins" in self._loaded:
            return
        self._loaded.add("plugins")
        for point in entry_points(group=self.group):
            try:
                point.load()
            except Exception as error:
                warnings.warn(
                    f"the {self.noun} plugin '{point.name}' ({point.value}) failed to load and is left out: {error}",
                    stacklevel=2,
                )

    def _load_package(self, part: str) -> None:
        name = f"{self.package}.{part}" if part else self.package
        if not self._loaded.isdisjoint({name, self.package}):
            return
        self._loaded.add(name)
        root = importlib.import_module(self.package)
        folders = [str(Path(folder, part)) for folder in root.__path__]
        for module in pkgutil.walk_packages(folders, f"{name}."):
            if not module.name.rpartition(".")[2].startswith("_"):
                importlib.import_module(module.name)

    def registered(self) -> Iterator[T]:
        """What is registered by now; imports nothing."""
        return iter(list(self._items.values()))

    def __getitem__(self, name: str) -> T:
        self.load()
        if name not in self._items:
            close = difflib.get_close_matches(name, self._items, n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise ConfigError(f"no {self.noun} is named '{name}'{hint} (assay list {self.noun}s shows all)")
        return self._items[name]

    def __contains__(self, name: str) -> bool:
        self.load()
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        self.load()
        return iter(sorted(self._items))

    def items(self) -> Iterator[tuple[str, T]]:
        """All names and things, by name."""
        for name in self:
            yield name, self._items[name]


def _home(item: object) -> str:
    """The class or function and the file it stands in: one file may be imported under two module names."""
    cls = item if hasattr(item, "__qualname__") else getattr(item, "origin", None) or type(item)
    module = getattr(cls, "__module__", "?")
    place = getattr(sys.modules.get(module), "__file__", None) or module
    return f"{getattr(cls, '__qualname__', '?')} in {place}"
