"""Probes of controllability."""
