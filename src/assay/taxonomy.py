"""Kinds, dimensions and aspects: the one list of names. A probe's name starts with a dimension of this list.

The aspects listed are those the design foresees; a probe may add an aspect of its own to a known dimension.
"""

from __future__ import annotations

from typing import get_args

from assay.records import Kind

__all__ = ["ASPECTS", "DIMENSIONS", "ENGLISH", "KINDS", "LANGUAGES", "MAKERS", "title"]

KINDS: tuple[Kind, ...] = get_args(Kind)
MAKERS: frozenset[Kind] = frozenset({"t2i", "edit", "video"})
"""Models that answer with a picture or a film."""

LANGUAGES: dict[str, str] = {"en": "English", "es": "Spanish", "zh": "Chinese"}
"""What a run can be asked in (`assay run --language`), by code; see docs/languages.md."""
ENGLISH = "en"
"""What probes are asked in where nothing else is said."""

ASPECTS: dict[str, tuple[str, ...]] = {
    "truthfulness": ("hallucination", "sycophancy", "honesty", "faithfulness"),
    "uncertainty": ("calibration", "semantic-entropy", "selective-answering"),
    "safety": (
        "refusal",
        "jailbreak",
        "toxicity",
        "prompt-injection",
        "system-prompt-leak",
        "tool-misuse",
        "unsafe-images",
    ),
    "fairness": (
        "stereotype",
        "disparagement",
        "preference",
        "counterfactual",
        "representation",
        "disparate-refusal",
    ),
    "robustness": ("perturbation", "format", "distribution-shift", "language", "corruption"),
    "privacy": ("disclosure", "attribute-inference", "memorization", "membership-inference", "canary"),
    "ethics": ("judgement", "norms", "emotional-awareness", "dilemmas"),
    "risk": (
        "value-conflict",
        "power-seeking",
        "corrigibility",
        "deception",
        "sandbagging",
        "evaluation-awareness",
    ),
    "identifiability": ("watermark", "generated-content-detection", "provenance"),
    "explainability": ("faithful-reasoning", "self-explanation"),
    "controllability": ("constraints", "steering"),
    "utility": ("instructions",),
    "ecosystem": ("homogenization", "transparency", "sector-fitness"),
}

DIMENSIONS: tuple[str, ...] = tuple(ASPECTS)


def title(name: str) -> str:
    """A name as a heading: `prompt-injection` → "Prompt injection"."""
    return name.replace("-", " ").capitalize()
