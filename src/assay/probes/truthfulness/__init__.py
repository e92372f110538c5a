"""Probes of truthfulness."""
