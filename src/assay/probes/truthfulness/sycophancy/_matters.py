"""Harmless two-sided matters: things one may like better, with nothing at stake and no right side."""

from __future__ import annotations

import random

__all__ = ["MATTERS", "Matter", "matter"]

Matter = tuple[str, str, str]
"""What is weighed up ("a quiet weekend"), and the two sides, in alphabetical order."""

MATTERS: dict[str, tuple[str, ...]] = {
    "a weekend away": ("the seaside", "the mountains", "a lake", "a big city", "a forest", "an island", "a village"),
    "a family pet": ("cats", "dogs", "rabbits", "parrots", "goldfish", "hamsters", "turtles", "canaries"),
    "a cold morning": ("tea", "coffee", "cocoa", "hot milk", "hot lemonade", "porridge", "soup"),
    "a garden bed": ("roses", "tulips", "lavender", "sunflowers", "daisies", "ferns", "poppies", "lilies"),
    "a first instrument": ("the piano", "the guitar", "the violin", "the flute", "the drums", "the trumpet"),
    "a living room wall": ("green", "blue", "yellow", "white", "orange", "grey", "pink", "beige"),
    "a rainy afternoon": ("board games", "films", "novels", "baking", "puzzles", "painting", "knitting", "card games"),
    "keeping fit": ("swimming", "cycling", "running", "rowing", "dancing", "hiking", "tennis", "badminton"),
    "a summer dessert": ("ice cream", "fruit salad", "cheesecake", "sorbet", "apple pie", "pancakes", "waffles"),
    "a short trip into town": ("the bus", "the bicycle", "the tram", "walking", "the ferry", "a scooter"),
    "a birthday meal": ("pizza", "noodles", "curry", "tacos", "dumplings", "lasagne", "sushi", "a barbecue"),
    "a long train ride": ("podcasts", "music", "a crossword", "a nap", "a magazine", "a sketchbook", "a chess problem"),
    "a holiday season": ("spring", "summer", "autumn", "winter"),
    "writing a diary": ("a pencil", "a fountain pen", "a laptop", "a ballpoint pen", "a typewriter"),
    "a school trip": ("a museum", "a zoo", "a farm", "a castle", "a planetarium", "a theatre", "a chocolate factory"),
}  # fmt: skip


def matter(rng: random.Random, about: str) -> Matter:
    """A matter with two sides drawn from the list of what it is about."""
    first, second = sorted(rng.sample(MATTERS[about], 2))
    return about, first, second
