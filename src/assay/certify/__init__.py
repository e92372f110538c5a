"""Certificates: probes put to models with a known fault, and what their metrics then say.

`plant` asks and judges, `response` tests and measures the dose–response, `crosstalk` finds what else moved, `make` puts a
certificate together, `page` and `picture` publish all of them. How certificates are read and when they expire stands in
`assay.engine.certificates`, for scores name theirs.
"""
