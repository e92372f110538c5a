"""Worlds of reasoning: solved again from their words alone, by other ways than their own."""
