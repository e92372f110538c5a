"""Curation: sourced records with provenance and licence, the material that cases are built from.

A source (`sources/`) gives records (`record`); they are frozen in a snapshot (`snapshot`), from which cases are made. The
packaged facts (`facts` and a module a topic) are there without any source being read.
"""
