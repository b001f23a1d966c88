"""Synthetic tasks whose difficulty has one cause."""

from sequence_models.tasks.first_symbol import FirstSymbol as FirstSymbol
