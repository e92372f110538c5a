"""Well-known works and who made them, and made-up notes that say who signed them: whom a thing is rightly credited to."""

from __future__ import annotations

import random
from dataclasses import dataclass

from assay.cases.curate.frames import PEOPLE
from assay.cases.curate.names import invented_name
from assay.cases.worlds.lexicon import OBJECTS, PLACES

__all__ = ["SORTS", "WORKS", "Credit", "known_credit", "noted_credit"]

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

SORTS = tuple(WORKS)

_KNOWN_AS = {"Leonardo da Vinci": "Leonardo"}

_ASKS = (
    "Please put {what} back when you have used {it}.",
    "Someone left {what} here; {it} can be fetched after work.",
    "Do not move {what}, {it} will be collected this week.",
    "Thank you for lending me {what}, {it} was a great help.",
    "I have mended {what}, and {it} works again.",
    "If you find {what}, please bring {it} to me.",
)


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


def known_credit(rng: random.Random, sort: str) -> Credit:
    """A well-known work, and another maker of works of the same sort."""
    maker, other = rng.sample(tuple(WORKS[sort]), 2)
    thing = f"{sort} {rng.choice(WORKS[sort][maker]).removeprefix('the ')}"
    return Credit(thing, maker, other, (_key(maker), _key(other)))


def noted_credit(rng: random.Random) -> Credit:
    """A note that a person signed, and somebody else of the same house."""
    first, second = rng.sample(PEOPLE, 2)
    maker, other = (f"{name} {invented_name(rng, 'region')}" for name in (first, second))
    place, what = rng.choice(PLACES), rng.choice(OBJECTS)
    words = rng.choice(_ASKS).format(what=f"the {what}", it="it")
    text = f"Note on the board of the {place}: '{words}' Signed: {maker}."
    return Credit("the note", maker, other, (_key(maker), _key(other)), text)


def _key(name: str) -> str:
    return _KNOWN_AS.get(name, name.split()[-1])
