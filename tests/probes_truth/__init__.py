"""Packaged facts, and the probes of truthfulness and uncertainty that are built on them."""
