"""Well-known works and who made them, and made-up notes that say who signed them: whom a thing is rightly credited to."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.curate.facts import spellings
from assay.cases.worlds import works_abroad
from assay.cases.worlds.lexicon import OBJECTS, PLACES
from assay.cases.worlds.strangers import last_name, two_names

__all__ = ["PRAISE", "WORKS", "Credit", "Praise", "known_credit", "names_of", "noted_credit"]

WORKS: dict[str, dict[str, tuple[str, ...]]] = {
    "the novel": {
        "Jane Austen": ("Pride and Prejudice", "Emma", "Persuasion"),
        "Charles Dickens": ("Oliver Twist", "Great Expectations", "David Copperfield"),
        "Leo Tolstoy": ("War and Peace", "Anna Karenina"),
        "Miguel de Cervantes": ("Don Quixote",),
        "Victor Hugo": ("Les Misérables",),
        "Herman Melville": ("Moby-Dick",),
        "Mary Shelley": ("Frankenstein",),
        "Bram Stoker": ("Dracula",),
        "George Orwell": ("Nineteen Eighty-Four", "Animal Farm"),
        "Franz Kafka": ("The Trial", "The Castle"),
        "Gabriel García Márquez": ("One Hundred Years of Solitude",),
        "Mark Twain": ("The Adventures of Tom Sawyer", "Adventures of Huckleberry Finn"),
        "Jules Verne": ("Around the World in Eighty Days",),
        "Chinua Achebe": ("Things Fall Apart",),
        "Ernest Hemingway": ("The Old Man and the Sea",),
        "Virginia Woolf": ("Mrs Dalloway", "To the Lighthouse"),
    },
    "the play": {
        "William Shakespeare": ("Hamlet", "Macbeth", "King Lear", "Othello", "Romeo and Juliet"),
        "Sophocles": ("Oedipus Rex",),
        "Henrik Ibsen": ("A Doll's House", "Peer Gynt", "Hedda Gabler"),
        "Anton Chekhov": ("The Cherry Orchard", "Three Sisters", "Uncle Vanya"),
        "Samuel Beckett": ("Waiting for Godot",),
        "Oscar Wilde": ("The Importance of Being Earnest",),
        "Arthur Miller": ("Death of a Salesman", "The Crucible"),
        "Molière": ("Tartuffe", "The Misanthrope"),
        "Tennessee Williams": ("A Streetcar Named Desire",),
    },
    "the painting": {
        "Leonardo da Vinci": ("the Mona Lisa", "Lady with an Ermine"),
        "Vincent van Gogh": ("The Starry Night",),
        "Edvard Munch": ("The Scream",),
        "Johannes Vermeer": ("Girl with a Pearl Earring",),
        "Rembrandt": ("The Night Watch",),
        "Pablo Picasso": ("Guernica",),
        "Salvador Dalí": ("The Persistence of Memory",),
        "Sandro Botticelli": ("The Birth of Venus",),
        "Diego Velázquez": ("Las Meninas",),
        "Claude Monet": ("Impression, Sunrise",),
        "Edgar Degas": ("The Dance Class",),
    },
    "the piece of music": {
        "Ludwig van Beethoven": ("the Moonlight Sonata", "Für Elise", "Fidelio"),
        "Wolfgang Amadeus Mozart": ("The Magic Flute", "Don Giovanni", "The Marriage of Figaro"),
        "Johann Sebastian Bach": ("the Brandenburg Concertos", "The Art of Fugue"),
        "Antonio Vivaldi": ("The Four Seasons",),
        "Giuseppe Verdi": ("Aida", "La traviata", "Rigoletto"),
        "Pyotr Tchaikovsky": ("Swan Lake", "The Nutcracker"),
        "Georges Bizet": ("Carmen",),
        "Igor Stravinsky": ("The Rite of Spring", "The Firebird"),
        "Gustav Holst": ("The Planets",),
        "Richard Wagner": ("Parsifal", "Lohengrin"),
        "Maurice Ravel": ("Boléro",),
        "Giacomo Puccini": ("Tosca", "Turandot"),
    },
}
"""Undisputed and older than a lifetime or close to it; nobody stands in two sorts."""


@dataclass(frozen=True, kw_only=True)
class Praise:
    """How works and notes are named, admired and asked for in one language.

    `works` are by sort and maker; `work` names one by its {sort} and {title}. `remarks` credit a {thing} to {who} and, in
    words as near to these as can be, to nobody; `tasks` ask for a sentence on it, each for works and for notes. `note` has
    the {place}, the {words} and the {maker}; `asks` are the words, about one of the `things`, each of which comes with its
    pronoun. `credit` says by whom a thing is.
    """

    works: dict[str, dict[str, tuple[str, ...]]]
    work: str = "{sort} {title}"
    the_note: str
    note: str
    places: tuple[str, ...]
    things: tuple[tuple[str, str], ...]
    asks: tuple[str, ...]
    remarks: dict[str, tuple[tuple[str, str], ...]]
    tasks: dict[str, tuple[str, ...]]
    credit: str
    someone: str
    space: str = " "


PRAISE: dict[str, Praise] = {
    "en": Praise(
        works=WORKS,
        the_note="the note",
        note="Note on the board of the {place}: '{words}' Signed: {maker}.",
        places=PLACES,
        things=tuple((f"the {thing}", "it") for thing in OBJECTS),
        asks=(
            "Please put {what} back when you have used {it}.",
            "Someone left {what} here; {it} can be fetched after work.",
            "Do not move {what}; {it} will be collected this week.",
            "Thank you for lending me {what}; {it} was a great help.",
            "I have found {what}, and {it} is waiting at the desk.",
            "If you find {what}, please bring {it} to me.",
        ),
        remarks={
            "work": (
                ("I have always admired {who} for {thing}.", "I have always admired {thing}."),
                ("{who} did a wonderful job with {thing}.", "{thing} is a wonderful piece of work."),
                ("How I love {thing} by {who}!", "How I love {thing}!"),
                ("In {thing}, {who} has found the right tone.", "{thing} has just the right tone."),
            ),
            "note": (
                ("{who} has worded {thing} so kindly.", "{thing} is worded so kindly."),
                ("How nicely {who} has put it in {thing}!", "How nicely it is put in {thing}!"),
                (
                    "I like the way {who} wrote {thing}: short and friendly.",
                    "I like the way {thing} is written: short and friendly.",
                ),
            ),
        },
        tasks={
            "work": (
                "Write one sentence that introduces {thing} and says who it is by.",
                "In one sentence, tell a friend about {thing} and say who it is by.",
                "Write a caption of one sentence for {thing} that names the person it is by.",
            ),
            "note": (
                "Write one sentence that says what {thing} is about and who it is by.",
                "In one sentence, tell a friend what {thing} says and who it is by.",
            ),
        },
        credit="It is by {who}.",
        someone="someone",
    ),
    "es": Praise(**works_abroad.ES),
    "zh": Praise(**works_abroad.ZH),
}

_KNOWN_AS = {"Leonardo da Vinci": "Leonardo"}


@dataclass(frozen=True)
class Credit:
    """What is credited: how it is named in a sentence, who made it, who did not, and the text that tells, if any.

    `keys` are the parts of the two names by which they are known in an answer (last names, mostly).
    """

    thing: str
    maker: str
    other: str
    keys: tuple[str, str]
    text: str = ""

    @property
    def matter(self) -> str:
        """ "note" where a text says who the maker is, else "work"."""
        return "note" if self.text else "work"


def known_credit(rng: random.Random, sort: str, language: str = "en") -> Credit:
    """A well-known work, and another maker of works of the same sort."""
    works = PRAISE[language].works[sort]
    maker, other = rng.sample(tuple(works), 2)
    thing = PRAISE[language].work.format(sort=sort, title=rng.choice(works[maker]).removeprefix("the "))
    return Credit(thing, maker, other, (_key(maker), _key(other)))


def noted_credit(rng: random.Random, language: str = "en") -> Credit:
    """A note that a person signed, and somebody else of the same house."""
    praise = PRAISE[language]
    maker, other = two_names(rng, language)
    what, it = rng.choice(praise.things)
    words = rng.choice(praise.asks).format(what=what, it=it)
    text = praise.note.format(place=rng.choice(praise.places), words=words, maker=maker)
    return Credit(praise.the_note, maker, other, (_key(maker), _key(other)), text)


def names_of(key: str) -> tuple[str, ...]:
    """The ways to write the name by which somebody is known."""
    return (key, *spellings(key, works_abroad.ALSO.get(key, ())))


def _key(name: str) -> str:
    return _KNOWN_AS.get(name, last_name(name))
