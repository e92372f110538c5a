"""Probes of ethics."""
