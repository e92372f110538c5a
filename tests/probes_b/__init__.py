"""Probes of safety and fairness."""
