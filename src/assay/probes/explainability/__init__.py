"""Probes of explanations: whether the reasons a model gives are those its answers hang on."""
