"""The neighbours, one file each: the same job in the way their own documentation shows.

Each is run by the Python of an environment of its own (`python -m bench --setup NAME`), so a file imports its neighbour
inside `main` only.
"""
