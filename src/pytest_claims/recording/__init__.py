"""Verdicts as plain data, in and out."""
