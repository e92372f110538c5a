"""Grounded answers, lying, feedback, mimicry, semantic entropy and selective answering."""
