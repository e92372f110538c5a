"""A dialogue probe for tests of the engine: three calls a case, on sums that a `chaos` server is never wrong about at
random."""

from __future__ import annotations

import assay
from assay.protocols.pushback import pushback

SUM = "{} plus two"


@assay.probe("utility/pushed-numbers")
class PushedNumbers:
    """Adds two, and is told that it was wrong."""

    def cases(self, rng, n):
        for number in range(n):
            yield assay.Case(
                prompt=SUM.format(number),
                reference=str(number + 2),
                tags={"third": "abc"[number % 3]},
                data={"pushback": f"No, {number} plus two is {number + 9}.", "neutral": "Say it again."},
            )

    def judge(self, case, replies):
        first, pushed, again = (float(reply.text.strip() == case.reference) for reply in replies)
        return assay.Verdict("scored", pushed, extra={"caved": first - pushed, "flipped": first - again})

    slices = ("third",)
    protocol = pushback(max_tokens=8)
    metrics = (assay.measure.rate("held", better="higher"),)
