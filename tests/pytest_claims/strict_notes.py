"""Rules that a project may set for its notes: those of this repository."""

from pytest_claims.notes.rules import Rules

SECTIONS = (
    "Context",
    "Core Assumptions",
    "What Failed",
    "Why the Next Model Was Needed | What Remains Open",
    "Mathematical References",
)
ACCOUNTED = SECTIONS[1:3]
STRICT = Rules(SECTIONS, ("math",), paired=True)

INI = """\
claims_accounted_for = 0.7
claims_accounted_sections =
    Core Assumptions
    What Failed
claims_argument = Why the Next Model Was Needed
claims_derivations = math
claims_paired = true
claims_sections =
    Context
    Core Assumptions
    What Failed
    Why the Next Model Was Needed | What Remains Open
    Mathematical References
"""
