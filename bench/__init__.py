"""Measures how fast and how safe assay's engine is, beside a bare HTTP loop and its neighbours: `python -m bench`."""
