"""Replies to train small judges on. Each module holds several makers ("authors") of one task, who word things differently: a
classifier is tuned on makers that it was not trained on.

Nothing here may be taken from, or go to, the labelled replies of judge cards (`assay.certify.judge.material`) or of the tests:
those measure what is trained here.
"""
