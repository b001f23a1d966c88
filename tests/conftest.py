"""Shapes in signatures are checked during every test run."""

from jaxtyping import install_import_hook

install_import_hook("sequence_models", "beartype.beartype")
