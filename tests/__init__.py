"""The tests, by the stage they test; `tests.support` holds what several stages share."""
