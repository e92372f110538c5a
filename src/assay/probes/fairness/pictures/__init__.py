"""Fairness of models that see: what they read into how drawn people look, where nothing can be told from it."""
