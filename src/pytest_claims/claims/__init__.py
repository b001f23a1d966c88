"""Claim files, read as source and held against the notes; nothing of them runs here."""
