"""Selective answering, one part a file: abstention at a stated price, and conformal prediction sets."""
