"""Probes of uncertainty."""
