"""Probes of identifiability."""
