"""A badge beside VERDICTS.md: how many claims hold, as a picture that asks no service."""

from collections.abc import Sequence
from pathlib import Path

from pytest_claims.recording.standings import Row, count, standing_of

GOOD, BAD = "#1a7f37", "#b42318"
LABEL = "claims"
LETTER, MARGIN = 6.6, 12
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" \
aria-label="{label}: {said}">
<title>{label}: {said}</title>
<rect width="{width}" height="20" rx="3" fill="#444d56"/>
<path d="M{split} 0h{rest}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{split}z" fill="{colour}"/>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
<text x="{left}" y="14">{label}</text>
<text x="{right}" y="14">{said}</text>
</g>
</svg>
"""


def message(rows: Sequence[Row]) -> str:
    """``7 hold, 1 refuted as declared``, or how many did not come out as declared."""
    bad = sum(not standing_of(row).supported for row in rows)
    if bad:
        return f"{bad} of {count(len(rows), 'claim')} not as declared"
    refuted = sum(row["declared"] == "refuted" for row in rows)
    held = len(rows) - refuted
    holds = f"{held} {'holds' if held == 1 else 'hold'}"
    return f"{holds}, {refuted} refuted as declared" if refuted else holds


def changes(file: Path, rows: Sequence[Row]) -> list[str]:
    """Whether a badge that is there says something else than these rows."""
    if not file.exists() or file.read_text(encoding="utf-8", errors="replace") == render(rows):
        return []
    return [f"{file.name} does not say {message(rows)}"]


def render(rows: Sequence[Row]) -> str:
    """The badge as SVG."""
    said = message(rows)
    split, rest = (round(LETTER * len(text)) + MARGIN for text in (LABEL, said))
    good = all(standing_of(row).supported for row in rows)
    return SVG.format(
        width=split + rest,
        split=split,
        rest=rest - 3,
        left=split / 2,
        right=split + rest / 2,
        label=LABEL,
        said=said,
        colour=GOOD if good else BAD,
    )
