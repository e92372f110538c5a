"""Probes of advanced risks: what a model chooses, reports and shows where an incentive pulls the other way."""
