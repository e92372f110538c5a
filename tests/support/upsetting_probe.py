"""The probe of `misjudged_probe` once more, as one whose replies are not shown unasked."""

from __future__ import annotations

import assay
from tests.support.misjudged_probe import Misjudged


@assay.probe("safety/misjudged")
class Upsetting(Misjudged):
    """Whether the answer is good, in words that may upset."""

    sensitive = True
