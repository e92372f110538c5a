"""Wordings: short texts in which an expression or two could as well be another, and texts made afresh that share them.

Whoever knows a text by heart knows which of two equal expressions stands in it; whoever does not can only go by taste. Taste
is the same for a fresh text with the same expressions, so that what is left between the two is memory.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from assay.cases.curate.frames import PEOPLE
from assay.cases.curate.names import invented_name
from assay.cases.vary import Question, Variation
from assay.cases.vary.checked import broken

__all__ = ["PAIRS", "Pair", "Place", "fresh_text", "places", "wordings"]


@dataclass(frozen=True)
class Pair:
    """Two expressions that say the same, and a sentence in which either fits. One with a capital is only looked for so;
    `ahead` is a pattern of what must follow. With `one_way`, `a` can be exchanged for `b` wherever it stands, and `b` not for
    `a` ("What happens" is no "Which happens"): an exchange that is no English would be seen by taste, not memory."""

    a: str
    b: str
    sentence: str
    ahead: str = ""
    one_way: bool = False

    @property
    def asks(self) -> bool:
        return self.sentence.endswith("?")


_NOUN = r" (?!of |is |are |was |were |do |does |did |has |have |had |one |will |would |can |could |should |if |else )[A-Za-z]"
_A_THING = r" (?:the|an?|his|her|their|its|\d+)\b"
_TIME_OR_PLACE = r" (?:year|month|century|decade|country|city|town|state|place|part|film|novel|book|sport)\b"

PAIRS: tuple[Pair, ...] = (
    Pair("Which", "What", "Which animal stands on the flag of {place}?", _NOUN, one_way=True),
    Pair("in which", "in what", "Can you say in which year {who} left {place}?", _TIME_OR_PLACE),
    Pair("What is", "What's", "What is the name of the lake north of {place}?", r" (?:the|a|an) "),
    Pair("Who is", "Who's", "Who is the keeper of lighthouse {n} at {place}?", r" (?:the|a|an) "),
    Pair("Which of the following", "Which of these", "Which of the following rivers runs through {place}?"),
    Pair("in", "in the year", "{who} came to {place} in 1{n}.", r" (?:1\d|20)\d\d(?!\d)"),
    Pair("film", "movie", "{who} saw a film about the harbour of {place}."),
    Pair("begins", "starts", "The fair of {place} begins with {n} drummers."),
    Pair("starting", "beginning", "{who} is starting on page {n} of the chronicle of {place}.", r" (?:on|in|at|with|from)\b", one_way=True),
    Pair("nearly", "almost", "The mill of {place} ground nearly {n} sacks of rye."),
    Pair("often", "frequently", "{who} often rows {n} strokes out from {place}."),
    Pair("usually", "normally", "The ferry to {place} usually carries {n} goats."),
    Pair("perhaps", "maybe", "The well of {place} is perhaps {n} feet deep."),
    Pair("approximately", "roughly", "The wall of {place} has approximately {n} towers."),
    Pair("quickly", "rapidly", "The ice at {place} melted quickly after {who} arrived."),
    Pair("for example", "for instance", "{who} collects stamps, for example those of {place}."),
    Pair("built", "constructed", "The bridge of {place} was built of {n} oaks."),
    Pair("children", "kids", "The school at {place} has {n} children."),
    Pair("located", "situated", "The archive of {place} is located behind the bakery."),
    Pair("purchased", "bought", "{who} purchased {n} candles at {place}."),
    Pair("needs", "requires", "The clock of {place} needs {n} drops of oil.", _A_THING),
    Pair("needed", "required", "The baker of {place} needed {n} eggs.", _A_THING),
    Pair("entire", "whole", "The entire choir of {place} walked home with {who}.", one_way=True),
    Pair("famous", "well-known", "{place} is famous for its {n} wells."),
    Pair("tried to", "attempted to", "{who} tried to sell {n} lanterns in {place}."),
    Pair("mainly", "mostly", "The folk of {place} mainly eat beans."),
    Pair("although", "though", "{who} stayed in {place}, although it rained for {n} hours.", one_way=True),
    Pair("towards", "toward", "A cart with {n} barrels rolled towards {place}."),
    Pair("among", "amongst", "{who} found a ring among {n} pebbles in {place}."),
    Pair("percent", "per cent", "In {place}, {n} percent of the roofs are blue."),
    Pair("does not", "doesn't", "The post of {place} does not open before noon."),
    Pair("did not", "didn't", "{who} did not find the key to room {n} in {place}."),
    Pair("is not", "isn't", "The road to {place} is not on the map of {who}."),
    Pair("do not", "don't", "The bells of {place} do not ring for {who}."),
    Pair("kind of", "type of", "{who} grows a kind of plum in {place}."),
    Pair("somebody", "someone", "At {place} somebody painted fence {n}."),
    Pair("everybody", "everyone", "In {place} everybody greets {who}."),
    Pair("anybody", "anyone", "{who} did without anybody from {place}."),
    Pair("happened", "occurred", "It happened {n} miles from {place}.", r"(?! to\b)"),
    Pair("close to", "near", "{who} camped close to {place}."),
    Pair("photo", "photograph", "{who} took a photo of gate {n} in {place}."),
    Pair("phone", "telephone", "The phone of the inn at {place} rang {n} times."),
    Pair("wants to", "wishes to", "{who} wants to paint the harbour of {place}."),
    Pair("finished", "completed", "{who} finished the map of {place}.", _A_THING),
    Pair("main", "principal", "The main square of {place} holds {n} stalls.", one_way=True),
    Pair("country", "nation", "{who} wrote a song about the country of {place}."),
    Pair("colour", "color", "The colour of tower {n} in {place} is new."),
    Pair("centre", "center", "A fountain marks the centre of {place}."),
    Pair("grey", "gray", "{who} sold {n} grey cloaks in {place}."),
    Pair("began to", "started to", "{who} began to carve {n} spoons in {place}."),
    Pair("large", "big", "A large kite with {n} tails rose over {place}."),
    Pair("because of", "due to", "The race at {place} was called off because of fog."),
    Pair("in order to", "so as to", "{who} left {place} early in order to catch boat {n}."),
    Pair("therefore", "thus", "{place} has no wells, and therefore {who} buys water."),
    Pair("several", "a number of", "{who} sent several letters to {place}."),
    Pair("a lot of", "plenty of", "There are a lot of larks in {place}."),
    Pair("buy", "purchase", "{who} went to {place} to buy {n} nails."),
    Pair("about", "around", "The tunnel at {place} is about {n} steps long.", r" \d"),
    Pair("such as", "like", "{who} fears narrow places such as the lanes of {place}.", one_way=True),
    Pair("author of", "writer of", "{who} is the author of a song for {place}."),
    Pair("currently", "presently", "The museum of {place} currently shows {n} masks."),
    Pair("bike", "bicycle", "{who} left a bike at gate {n} of {place}."),
    Pair("couch", "sofa", "The couch of {who} came from {place}."),
    Pair("favourite", "favorite", "The favourite dish of {who} comes from {place}."),
    Pair("theatre", "theater", "The theatre of {place} seats {n} people."),
    Pair("neighbour", "neighbor", "The neighbour of {who} moved to {place}."),
    Pair("metres", "meters", "The crane at {place} is {n} metres tall."),
    Pair("was not", "wasn't", "{who} was not told about gate {n} of {place}."),
    Pair("are not", "aren't", "The shops of {place} are not open to {who}."),
    Pair("were not", "weren't", "The {n} lamps of {place} were not lit."),
    Pair("has not", "hasn't", "{who} has not seen {place} for {n} days."),
    Pair("it is", "it's", "{who} says it is warm in {place}.", r" [a-z]"),
    Pair("there is", "there's", "{who} says there is a cave near {place}.", r" an? "),
)  # fmt: skip
"""Expressions between which nothing decides but habit; none holds a word on which an answer turns alone."""

_ANY = Variation(
    name="another wording",
    family="words",
    description="an expression replaced by one that says the same",
    change=lambda rng, question: question,
    origin=Pair,
)
_PLACES = 2
"""Expressions that are exchanged at most: four wordings, each as far from the others as any."""

_LEAST = 2
"""Sentences of a fresh text."""


@dataclass(frozen=True)
class Place:
    """Where in a text [start, end) an expression of a pair stands, and what could stand there as well. `first` is
    whether it is the pair's first expression."""

    start: int
    end: int
    other: str
    pair: Pair
    first: bool


def places(rng: random.Random, text: str) -> tuple[Place, ...]:
    """Up to two places of the text whose expression could be another, of different pairs, drawn from all there are and in
    order. Only those are counted after which every answer provably still holds."""
    found = [place for pair in PAIRS for place in _places_of(pair, text)]
    rng.shuffle(found)
    chosen: list[Place] = []
    for place in found:
        apart = all(place.pair != p.pair and (place.end <= p.start or p.end <= place.start) for p in chosen)
        if apart and not broken(_bare(text), _bare(_with(text, [place])), _ANY):
            chosen.append(place)
        if len(chosen) == _PLACES:
            break
    return tuple(sorted(chosen, key=lambda place: place.start))


def wordings(text: str, chosen: Sequence[Place]) -> tuple[str, ...]:
    """The text and the other wordings of it, each combination of what may stand at the places: two of one place, four of
    two. The text itself comes first. No wording stands out by its form: each is one exchange from as many others."""
    changes = product((False, True), repeat=len(chosen))
    return tuple(_with(text, [p for p, change in zip(chosen, each, strict=True) if change]) for each in changes)


def fresh_text(rng: random.Random, like: Sequence[Place], words: int, *, asks: bool) -> tuple[str, tuple[Place, ...]]:
    """A text made up now, of two sentences and at least `words` words, and the places in it of the expressions of `like`:
    the same ones, in the same order. With `asks` its last sentence is a question."""
    wanted = [(place.pair, place.first) for place in like]
    rest = [pair for pair in PAIRS if all(pair != used for used, _ in wanted)]
    drawn = [(pair, pair.one_way or rng.random() < 0.5) for pair in rng.sample(rest, len(rest))]
    told, asked = ([item for item in drawn if item[0].asks == kind] for kind in (False, True))
    sentences = [item for item in wanted if not item[0].asks]
    last = [item for item in wanted if item[0].asks] or (asked[:1] if asks else [])
    while len(sentences) + len(last) < _LEAST or (_words((*sentences, *last)) < words and told):
        sentences.append(told.pop())
    text, made = "", list[Place]()
    for pair, first in (*sentences, *last):
        text += " " if text else ""
        sentence = pair.sentence.format(who=rng.choice(PEOPLE), place=invented_name(rng), n=rng.randrange(100, 980))
        match = _rule(pair.a, pair.ahead).search(sentence)
        if match is None:
            raise ValueError(f"the sentence of '{pair.a}' does not hold it")
        shown, other = (pair.a, pair.b) if first else (pair.b, pair.a)
        start = len(text) + match.start()
        text += sentence[: match.start()] + shown + sentence[match.end() :]
        if (pair, first) in wanted:
            made.append(Place(start, start + len(shown), other, pair, first))
    return text, tuple(made)


def _words(sentences: Sequence[tuple[Pair, bool]]) -> int:
    return sum(len(pair.sentence.split()) for pair, _ in sentences)


def _places_of(pair: Pair, text: str) -> list[Place]:
    found = []
    for shown, other in ((pair.a, pair.b), (pair.b, pair.a))[: 1 if pair.one_way else 2]:
        for m in _rule(shown, pair.ahead).finditer(text):
            new = other[0].upper() + other[1:] if m[0][0].isupper() else other
            found.append(Place(m.start(), m.end(), new, pair, shown == pair.a))
    return found


@cache
def _rule(expression: str, ahead: str) -> re.Pattern[str]:
    head = expression[0]
    start = head if head.isupper() else f"[{head}{head.upper()}]"
    follows = f"(?={ahead})" if ahead else ""
    return re.compile(rf"(?<![\w'’-]){start}{re.escape(expression[1:])}(?![\w'’-]){follows}")


def _with(text: str, changed: Sequence[Place]) -> str:
    for place in sorted(changed, key=lambda place: place.start, reverse=True):
        text = text[: place.start] + place.other + text[place.end :]
    return text


def _bare(text: str) -> Question:
    return Question(stem=text, answer="", instruction="")
