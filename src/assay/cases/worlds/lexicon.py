"""Plain words that worlds are built from: names, places, objects, categories; ours, short, and known to small models.

Every list is a tuple, so that the same seed picks the same words in every process. No word stands in two categories.
"""

from __future__ import annotations

__all__ = ["CATEGORIES", "COLOURS", "DAYS", "NAMES", "OBJECTS", "PLACES", "SURNAMES", "WORDS", "a", "plural"]

_NAMES = """
Ada Adil Aiko Alma Amara Amit Anders Anouk Arjun Astrid Ayla Bela Bento Bianca Bruno Camila Carlos Celia Chidi Clara
Dalia Daniel Deepa Diego Dina Edda Efua Elena Elias Emeka Emil Esra Eva Farah Felix Fiona Freya Gita Greta Hana
Hassan Hugo Ida Imani Ines Irina Ivan Jamal Jana Javier Joana Jonas Julia Kamal Karin Kavya Kenji Kofi Lars Layla
Leila Leon Lina Linh Luca Lucia Malik Mara Marco Marta Mateo Maya Mei Mila Mina Miro Nadia Naomi Nia Nikhil Nina
Noor Olga Omar Oscar Pablo Paula Petra Priya Rafael Rana Ravi Renata Rosa Ruth Sami Sana Sanjay Selma Simon Sofia
Soren Tala Tariq Teresa Thandi Tomas Uma Vera Viktor Wanda Yara Yuki Yusuf Zainab Zoe
"""
NAMES = tuple(_NAMES.split())
"""Given names from many places; none is an English word or the start of another."""

_SURNAMES = """
Abara Almeida Andersen Baptiste Bauer Castell Chandra Dimitrov Eriksen Farouk Fontana Garrido Halvorsen Haddad
Ibarra Jansen Kaplan Kimura Kowalska Lindqvist Mbeki Moreau Nakata Novak Okafor Olsen Pereira Quint Rahimi Rossi
Sandoval Sharma Tanaka Tervo Ueda Varga Weiss Yilmaz Zapata Zeman
"""
SURNAMES = tuple(_SURNAMES.split())

COLOURS = ("red", "blue", "green", "yellow", "black", "white", "brown", "grey", "pink", "purple")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_OBJECTS = """
umbrella scarf wallet backpack notebook camera suitcase basket blanket bottle kettle candle mirror ticket envelope
pillow helmet jacket bracelet toolbox teapot magazine calendar stapler telescope compass whistle lantern cushion parcel
"""
OBJECTS = tuple(_OBJECTS.split())
"""Things one can carry, lend, lose, buy and give back; each takes "a" or "an" and forms its plural with -s or -es."""

_PLACES = """
station library market harbour museum bakery theatre airport school garden cinema hotel stadium pharmacy
workshop castle kitchen office gym chapel
"""
PLACES = tuple(_PLACES.split())
"""Places that take "at the"."""

_WORDS = """
amber anchor apricot arrow atlas barrel basil birch bramble breeze bronze canyon cedar cinder clover cobalt copper
coral cricket crystal dahlia delta dune ember falcon fern fjord flint glacier granite hazel heron indigo ivory jasper
juniper kelp lagoon lemon lilac linen maple marble meadow mosaic nectar nutmeg oasis onyx opal orchid otter pebble
pepper plume poppy prairie quartz quiver raven reef ridge saffron sable sienna slate spruce summit sundial thicket
thistle timber topaz tundra turnip velvet violet walnut willow yarrow zephyr
"""
WORDS = tuple(_WORDS.split())
"""Uncommon plain words, for passphrases and names of houses."""

CATEGORIES: dict[str, tuple[str, ...]] = {
    "an animal": ("horse", "rabbit", "tiger", "elephant", "sheep", "monkey", "wolf", "goat", "camel", "zebra"),
    "a bird": ("eagle", "sparrow", "penguin", "owl", "parrot", "pigeon", "swan", "crow", "ostrich", "seagull"),
    "a fruit": ("apple", "banana", "pear", "grape", "cherry", "mango", "peach", "strawberry", "pineapple", "melon"),
    "a vegetable": (
        "carrot",
        "onion",
        "cabbage",
        "spinach",
        "broccoli",
        "potato",
        "lettuce",
        "celery",
        "leek",
        "radish",
    ),
    "a tool": ("hammer", "screwdriver", "saw", "wrench", "drill", "pliers", "axe", "shovel", "chisel", "rake"),
    "a vehicle": ("car", "bus", "bicycle", "train", "truck", "tractor", "motorcycle", "van", "tram", "ship"),
    "a musical instrument": (
        "piano",
        "guitar",
        "violin",
        "trumpet",
        "flute",
        "drum",
        "cello",
        "harp",
        "clarinet",
        "banjo",
    ),
    "a piece of furniture": (
        "table",
        "chair",
        "sofa",
        "bed",
        "desk",
        "wardrobe",
        "bookcase",
        "bench",
        "armchair",
        "stool",
    ),
    "a piece of clothing": ("shirt", "trousers", "sock", "sweater", "coat", "skirt", "glove", "dress", "jeans", "hat"),
    "a part of the body": ("elbow", "knee", "shoulder", "finger", "ankle", "nose", "ear", "wrist", "chin", "stomach"),
    "a job": ("teacher", "doctor", "farmer", "carpenter", "nurse", "pilot", "baker", "lawyer", "plumber", "waiter"),
    "a sport": (
        "football",
        "tennis",
        "swimming",
        "basketball",
        "hockey",
        "golf",
        "volleyball",
        "rugby",
        "boxing",
        "judo",
    ),
}
"""Ten members of each of twelve categories, everyday words; no member belongs to two of them."""


def a(noun: str) -> str:
    """The noun with its indefinite article, by the first letter (all nouns here sound as they are spelt)."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def plural(noun: str) -> str:
    """The noun in the plural, by its last letters."""
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")
