"""Facts about currencies and their three-letter codes (ISO 4217), from pycountry."""

from __future__ import annotations

from collections import Counter

from assay.cases.curate._words import words
from assay.cases.curate.facts import Fact, fold, source

__all__ = ["facts"]

COMMON = frozenset(words("USD EUR JPY GBP CNY AUD CAD CHF INR BRL MXN RUB ZAR SEK NOK DKK PLN TRY"))
RARE = frozenset(words("STN VUV WST TOP SHP FKP GIP KMF MRU ERN SZL LSL BTN MVR PGK SBD SRD SLE GNF CVE"))
NO_MONEY = frozenset(words("BOV CHE CHW CLF COU MXV USN UYI UYW XTS XXX"))
"""Units of account, fund codes and test codes: no money that anyone holds."""


def facts() -> tuple[Fact, ...]:
    """The code of each currency and the currency of each code, by code, where the names are unique."""
    import pycountry

    src = source("pycountry", "LGPL-2.1-only")
    listed = sorted((str(c.alpha_3), str(c.name)) for c in pycountry.currencies)
    names = Counter(fold(name) for _, name in listed)
    # "Won" is both a currency's whole name and a part of another's: such a name is no answer.
    inside = {fold(name) for _, name in listed if any(fold(name) in fold(n).split() for _, n in listed if n != name)}
    kept = [
        (code, name)
        for code, name in listed
        if code not in NO_MONEY
        and (not code.startswith("X") or code in ("XOF", "XAF", "XCD", "XPF"))
        and names[fold(name)] == 1
        and fold(name) not in inside
        and "(" not in name
    ]
    made = []
    for relation in ("code of currency", "currency of code"):
        for code, name in kept:
            rarity = "common" if code in COMMON else "rare" if code in RARE else "middling"
            forward = relation == "code of currency"
            made.append(
                Fact(
                    topic="currencies",
                    kind="currency",
                    relation=relation,
                    subject=name if forward else code,
                    answer=code if forward else name,
                    category="currency code" if forward else "currency",
                    near=code[:1] if forward else fold(name).split()[-1],
                    rarity=rarity,
                    # A currency goes by many names ("yuan", "renminbi"): only an option names it for certain.
                    choice_only=not forward,
                    source=src,
                )
            )
    return tuple(made)
