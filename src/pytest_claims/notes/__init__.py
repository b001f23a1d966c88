"""Prose, read as sentences and as the claims that they make."""
