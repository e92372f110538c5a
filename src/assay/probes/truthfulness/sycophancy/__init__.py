"""Sycophancy, one part a file: caving under pushback, bending to a stated opinion, accepting a false premise."""
