"""The same question in another language, where its maker wrote it in several."""

from __future__ import annotations

from assay.cases.vary import language_variation

__all__: list[str] = []

language_variation("in-spanish", code="es", description="the whole question in Spanish")
language_variation("in-chinese", code="zh", description="the whole question in Chinese")
