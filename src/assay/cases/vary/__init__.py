"""Variations: declared, seeded changes of a case; each says whether the answer must stay."""
