"""The templates of the report, and what they call."""

import re

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from pytest_claims.recording.standings import (
    BY_KEY,
    Standing,
    count,
    figure,
    standing_of,
    statement,
)
from pytest_claims.report.places import address, anchor


def code(text: str) -> Markup:
    """A docstring's ``names`` as code."""
    return Markup(re.sub(r"``(.+?)``", r"<code>\1</code>", str(escape(text))))


def sign(standing: Standing) -> Markup:
    """The verdict as a symbol, and as a word for those who do not see it."""
    return Markup(
        '<svg class="sign" aria-hidden="true"><use href="#sign-{}"/></svg>'
        '<span class="unseen"> ({})</span>'
    ).format(standing.key, standing.word)


TEMPLATES = Environment(
    loader=PackageLoader("pytest_claims.report"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals |= {"sign": sign, "standing_of": standing_of, "statement": statement}
TEMPLATES.globals |= {"by_key": BY_KEY, "count": count, "anchor": anchor}
TEMPLATES.filters |= {"figure": figure, "address": address, "code": code}
