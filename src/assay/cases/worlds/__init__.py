"""Worlds: seeded generators whose answers are known by construction or by a solver."""
