"""Tests of the probes of fairness towards groups and of robustness to format, world and language."""
