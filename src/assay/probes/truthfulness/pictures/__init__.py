"""Truthfulness of models that see: what they say is in a picture, against what was drawn."""
