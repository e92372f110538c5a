"""Tests of how targets are asked."""
