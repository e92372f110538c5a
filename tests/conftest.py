"""Fixtures for every stage."""
