"""The page's typeface: STIX, as in its formulas, cut down to the letters that the page shows."""

from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import matplotlib
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from markupsafe import Markup

BASIC = frozenset(map(chr, range(0x20, 0x7F))) | set("“”‘’–—…·×−≤≥→⌘")


class Face(NamedTuple):
    """One cut of the typeface, by the name of its file."""

    file: str
    weight: int
    style: str


FACES = (
    Face("STIXGeneral", 400, "normal"),
    Face("STIXGeneralItalic", 400, "italic"),
    Face("STIXGeneralBol", 700, "normal"),
)


def font_faces(text: str) -> Markup:
    """CSS rules that carry the typeface for these letters, so that the page asks nobody for it."""
    letters = "".join(sorted(BASIC | set(text)))
    return Markup("\n".join(_rule(face, letters) for face in FACES))


@cache
def _rule(face: Face, letters: str) -> str:
    data = b64encode(_subset(face, letters)).decode()
    return (
        f"@font-face{{font-family:Stix;font-weight:{face.weight};font-style:{face.style};"
        f'src:url("data:font/woff;base64,{data}")format("woff")}}'
    )


def _subset(face: Face, letters: str) -> bytes:
    source = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{face.file}.ttf"
    font = TTFont(source, recalcTimestamp=False)
    options = Options(flavor="woff", hinting=False, desubroutinize=True, notdef_outline=True)
    options.drop_tables += ["FFTM", "PfEd"]
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    cut = BytesIO()
    font.save(cut)
    return cut.getvalue()
