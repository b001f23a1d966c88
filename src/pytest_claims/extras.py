"""What is installed beside the plugin, and a sentence for what is not."""

from importlib.util import find_spec

REPORT = ("jinja2", "matplotlib", "fontTools")
"""What pages and figures are made with."""


def lacking(what: str) -> str:
    """How to install what pages and figures need, ``what`` being asked for; empty where it is."""
    missing = [name for name in REPORT if find_spec(name) is None]
    if not missing:
        return ""
    return (
        f'Run pip install "pytest-claims[report]": {what} needs {", ".join(missing)}, '
        "which the plugin alone does not."
    )
