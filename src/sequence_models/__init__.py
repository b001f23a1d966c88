"""Sequence models from scratch, with a replica axis, and the instruments that measure them."""
