"""Probes of safety."""
