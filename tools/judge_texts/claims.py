"""Claims about a text in other words than its own, true ones and false ones, by four makers of different subjects."""

from __future__ import annotations

import random
from typing import NamedTuple

__all__ = ["MAKERS", "Claimed", "made"]


class Claimed(NamedTuple):
    """A text of four facts, a claim about one of them, and whether the text says so."""

    text: str
    claim: str
    said: bool


Fact = tuple[str, tuple[str, ...], tuple[str, ...]]
"""What the text says of {a} and {n}, rewordings of it, and claims in other words that it does not say."""

MAKERS: dict[str, tuple[Fact, ...]] = {
    "village": (
        (
            "{a} repaired {n} bicycles for the club",
            ("{a} fixed {n} bikes for the club", "{n} cycles were put right by {a}"),
            ("{a} got rid of {n} bikes", "{n} cycles were stolen by {a}"),
        ),
        (
            "{a} painted the fence of the station",
            ("{a} gave the station's railing a coat of colour", "the railing was coloured by {a}"),
            ("{a} tore the station's railing down", "the railing was broken by {a}"),
        ),
        (
            "{a} baked {n} loaves for the stall",
            ("{a} made {n} breads to be sold", "{n} breads came out of {a}'s oven"),
            ("{a} ate {n} breads at once", "{n} breads were burnt by {a}"),
        ),
        (
            "{a} planted {n} apple trees along the river",
            (
                "{a} put {n} saplings into the ground beside the water",
                "{n} fruit trees now stand at the bank thanks to {a}",
            ),
            ("{a} cut {n} saplings beside the water", "{n} fruit trees were felled by {a}"),
        ),
        (
            "{a} lent {n} books to the school",
            ("{a} let pupils borrow {n} volumes", "{n} volumes went to the pupils on loan from {a}"),
            ("{a} borrowed {n} volumes from the pupils", "{n} volumes were sold by {a} to the pupils"),
        ),
        (
            "{a} counted {n} storks on the roof",
            ("{a} saw {n} birds up there", "{n} birds were tallied by {a}"),
            ("{a} shooed {n} birds away", "{n} birds were fed by {a}"),
        ),
    ),
    "company": (
        (
            "{a} hired {n} engineers in spring",
            ("{a} took {n} technicians on", "{n} developers found work with {a}"),
            ("{a} dismissed {n} technicians", "{n} developers lost their work with {a}"),
        ),
        (
            "{a} closed the office in the harbour",
            ("{a} shut the premises at the docks", "business at the docks was ended by {a}"),
            ("{a} enlarged the premises at the docks", "business at the docks was begun by {a}"),
        ),
        (
            "{a} delivered {n} crates to the hospital",
            ("{a} brought {n} boxes to the clinic", "the clinic received {n} boxes from {a}"),
            ("{a} forgot {n} boxes of the clinic", "the clinic sent {n} boxes back to {a}"),
        ),
        (
            "{a} raised the wages by {n} euros",
            ("{a} pays staff {n} euros more", "workers earn {n} euros extra with {a}"),
            ("{a} pays staff {n} euros less", "workers owe {a} {n} euros"),
        ),
        (
            "{a} sold {n} machines to the brewery",
            ("the brewery bought {n} devices from {a}", "{a} supplied the beer makers with {n} appliances"),
            ("the brewery rented {n} devices to {a}", "{a} rejected {n} appliances of the beer makers"),
        ),
        (
            "{a} signed the contract on Monday",
            ("{a} agreed to the deal at the start of the week", "the deal has {a}'s signature"),
            ("{a} cancelled the deal at the start of the week", "the deal lacks {a}'s signature"),
        ),
    ),
    "school": (
        (
            "{a} taught {n} children how to swim",
            ("{n} kids learned swimming from {a}", "{a} gave {n} youngsters swimming lessons"),
            ("{n} kids were afraid of swimming with {a}", "{a} refused {n} youngsters swimming lessons"),
        ),
        (
            "{a} passed the exam in physics",
            ("{a} succeeded in the physics test", "the physics test went well for {a}"),
            ("{a} fell through in the physics test", "the physics test was skipped by {a}"),
        ),
        (
            "{a} corrected {n} essays at night",
            ("{a} marked {n} papers late in the evening", "{n} compositions were gone through by {a}"),
            ("{a} wrote {n} papers late in the evening", "{n} compositions were lost by {a}"),
        ),
        (
            "{a} opened the library at noon",
            ("{a} unlocked the reading room at midday", "from midday the reading room was accessible thanks to {a}"),
            ("{a} locked the reading room at midday", "from midday the reading room was out of bounds because of {a}"),
        ),
        (
            "{a} praised {n} pupils for their drawings",
            ("{n} students were commended by {a}", "{a} liked what {n} students drew"),
            ("{n} students were scolded by {a}", "{a} disliked what {n} students drew"),
        ),
        (
            "{a} walked to the museum with the class",
            ("{a} accompanied the group to the exhibition on foot", "the pupils went to the exhibition with {a}"),
            ("{a} sent the group home from the exhibition", "the pupils went to the zoo with {a}"),
        ),
    ),
    "nature": (
        (
            "{a} measured {n} whales near the island",
            ("{n} sea animals off the isle were sized up by {a}", "{a} determined how long {n} whales are"),
            ("{n} sea animals off the isle were hunted by {a}", "{a} filmed {n} whales from the air"),
        ),
        (
            "{a} discovered a cave under the glacier",
            ("{a} came upon a hollow beneath the ice", "a hollow beneath the ice was found by {a}"),
            ("{a} flooded a hollow beneath the ice", "a hollow beneath the ice was blown up by {a}"),
        ),
        (
            "{a} released {n} turtles into the sea",
            ("{a} set {n} turtles free in the ocean", "{n} reptiles got back to the ocean with the help of {a}"),
            ("{a} caught {n} turtles in the ocean", "{n} reptiles were kept from the ocean by {a}"),
        ),
        (
            "{a} recorded the song of {n} birds",
            ("{a} taped how {n} birds sing", "{n} bird voices are on {a}'s tapes"),
            ("{a} imitated how {n} birds sing", "{n} bird voices were erased by {a}"),
        ),
        (
            "{a} climbed the volcano in winter",
            ("{a} reached the top of the mountain in the cold season", "the mountain was ascended by {a}"),
            ("{a} left the mountain before the cold season", "the mountain was avoided by {a}"),
        ),
        (
            "{a} collected {n} samples of soil",
            ("{a} gathered {n} portions of earth", "{n} portions of ground were taken by {a}"),
            ("{a} spilled {n} portions of earth", "{n} portions of ground were mixed up by {a}"),
        ),
    ),
}
_ADDED: dict[str, tuple[str, ...]] = {
    "village": ("{a} was given a medal", "{a} plans a journey abroad"),
    "company": ("{a} regrets it by now", "{a} was on the news for it"),
    "school": ("{a} lives next door", "{a} felt proud"),
    "nature": ("{a} has published a book", "{a} fell ill afterwards"),
}
_NAMES = (
    "Harriet",
    "Ossian",
    "Benedikta",
    "Lorenz",
    "Yusra",
    "Tomasz",
    "Imelda",
    "Rafiq",
    "Edda",
    "Milan",
    "Petra",
    "Anselm",
)


def made(maker: str, rng: random.Random, n: int) -> list[Claimed]:
    """`n` texts of one maker, each with a true claim and a false one."""
    found = []
    for _ in range(n):
        facts, names, numbers = rng.sample(MAKERS[maker], 4), rng.sample(_NAMES, 4), rng.sample(range(12, 90), 4)
        told = [(fact, {"a": a, "n": n}) for fact, a, n in zip(facts, names, numbers, strict=True)]
        text = " ".join(f"{fact[0].format(**words)}." for fact, words in told)
        (_, true, false), words = rng.choice(told)
        for said, claims in ((True, true), (False, (*false, rng.choice(_ADDED[maker])))):
            claim = rng.choice(claims).format(**words)
            found.append(Claimed(text, f"{claim[0].upper()}{claim[1:]}.", said))
    return found
