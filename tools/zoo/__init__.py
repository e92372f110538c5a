"""Trains the small models that assay ships, from nothing and by one seed."""
