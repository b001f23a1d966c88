"""One case by itself, as the page shows it: for a notebook's cell."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from pytest_claims.report.evidence import shown
from pytest_claims.report.templating import TEMPLATES
from pytest_claims.report.told import alone

CLASS = "pytest-claims"


def fragment(case: Mapping[str, Any]) -> Markup:
    """HTML that stands by itself beside that of others: its style is for what is within."""
    return Markup(
        TEMPLATES.get_template("fragment.html").render(
            case=shown(case), name=CLASS, root=f".{CLASS}", alone=alone(case)
        )
    )
