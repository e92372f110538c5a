"""Curators: sourced facts with provenance and licence, the material that cases are built from."""
