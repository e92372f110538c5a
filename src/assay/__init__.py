"""assay: how far can a generative model be trusted? Fresh cases, judged answers, numbers with their uncertainty.

The public Python API, imported lazily so that `import assay` is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assay._version import __version__

if TYPE_CHECKING:
    from assay import judges, measure, protocols
    from assay.api import Run, freeze, rescore, resume, run
    from assay.models import Model, model
    from assay.probes import Probe, probe
    from assay.records import Case, Message, Picture, Reply, Request, Score, Verdict

_HOME = {
    "run": "assay.api",
    "Run": "assay.api",
    "resume": "assay.api",
    "rescore": "assay.api",
    "freeze": "assay.api",
    "probe": "assay.probes",
    "Probe": "assay.probes",
    "model": "assay.models",
    "Model": "assay.models",
    "Case": "assay.records",
    "Message": "assay.records",
    "Picture": "assay.records",
    "Reply": "assay.records",
    "Request": "assay.records",
    "Score": "assay.records",
    "Verdict": "assay.records",
}
_MODULES = ("judges", "measure", "protocols")

__all__ = [
    "Case",
    "Message",
    "Model",
    "Picture",
    "Probe",
    "Reply",
    "Request",
    "Run",
    "Score",
    "Verdict",
    "__version__",
    "freeze",
    "judges",
    "measure",
    "model",
    "probe",
    "protocols",
    "rescore",
    "resume",
    "run",
]


def __getattr__(name: str) -> object:
    import importlib

    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    if name in _MODULES:
        return importlib.import_module(f"assay.{name}")
    raise AttributeError(f"module 'assay' has no attribute '{name}'")
