"""Probes of utility."""
