"""The defects of assay's ancestor, TrustEval-toolkit, each as a test that would have caught it.

A test is named after what must hold, and its docstring says in one line what went wrong there. Where the defect is of a
sort that any probe could have, the test goes over every packaged probe, so that a new one is held to it unasked.
"""
