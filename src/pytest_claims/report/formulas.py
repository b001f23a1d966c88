"""Formulas as SVG: parsed by matplotlib's mathtext, each glyph drawn once for the whole page."""

import re
from dataclasses import dataclass, field

from jinja2 import Template
from markupsafe import Markup
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, GlyphIndexType, LoadFlags
from matplotlib.mathtext import MathTextParser
from matplotlib.path import Path

EM = 100.0
"""Size at which formulas are set; the page scales them to its text."""
LONGEST = 2_000
MISSING = 0xA4
"""What mathtext draws for a glyph that its font lacks."""

PARSER = MathTextParser("path")
LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}

FORMULA = Template(
    '<svg class="tex{{ " display" if display }}" role="img" aria-label="{{ source }}"'
    ' viewBox="0 {{ -top }} {{ width }} {{ height }}"'
    ' style="width:{{ width / em }}em;height:{{ height / em }}em;vertical-align:{{ drop / em }}em">'
    "{% for name, x, y, size in glyphs %}"
    '<use href="#{{ name }}" transform="translate({{ x }} {{ y }}) scale({{ size }})"/>'
    "{% endfor %}"
    '{% for x, y, w, h in rules %}<rect x="{{ x }}" y="{{ y }}" width="{{ w }}" height="{{ h }}"/>'
    "{% endfor %}</svg>",
    autoescape=True,
)
UNRENDERED = Template(
    '<code class="tex-source" title="this formula could not be set">{{ source }}</code>',
    autoescape=True,
)


@dataclass
class Formulas:
    """The formulas of one page; those that cannot be set are shown as source and listed."""

    unrendered: list[str] = field(default_factory=list)
    _names: dict[tuple[str, object], str] = field(default_factory=dict)
    _outlines: dict[str, str] = field(default_factory=dict)
    _set: dict[tuple[str, bool], Markup] = field(default_factory=dict)

    def render(self, source: str, *, display: bool = False) -> Markup:
        """The formula as SVG whose baseline is the text's, in its colour and size."""
        key = (source.strip(), display)
        if key not in self._set:
            try:
                self._set[key] = self._typeset(*key)
            except (ValueError, RuntimeError, KeyError, IndexError, RecursionError):
                self.unrendered.append(key[0])
                self._set[key] = Markup(UNRENDERED.render(source=key[0]))
        return self._set[key]

    def glyphs(self) -> Markup:
        """The outlines that the page's formulas refer to."""
        paths = (f'<path id="{name}" d="{d}"/>' for name, d in sorted(self._outlines.items()))
        return Markup("".join(paths))

    def _typeset(self, source: str, display: bool) -> Markup:
        if len(source) > LONGEST:
            raise ValueError("longer than a formula")
        written = re.sub(r"\s+", " ", source)
        if display:
            written = written.replace(r"\frac", r"\dfrac")
        style = FontProperties(size=EM, math_fontfamily="stix")
        width, height, depth, glyphs, rules = PARSER.parse(f"${written}$", dpi=72, prop=style)
        if not glyphs or any(code == MISSING for _, _, code, *_ in glyphs):
            raise ValueError("a sign that the font lacks")
        margin = 0.04 * EM
        return Markup(
            FORMULA.render(
                source=source,
                display=display,
                em=EM,
                width=round(width + margin),
                height=round(height + 2 * margin),
                top=round(height - depth + margin),
                drop=round(-depth - margin),
                glyphs=[
                    (self._outline(font, index), round(x), round(-y), f"{size / EM:.3g}")
                    for font, size, _, index, x, y in glyphs
                ],
                rules=[[f"{v:.4g}" for v in (x, -y - h, w, h)] for x, y, w, h in rules],
            )
        )

    def _outline(self, font: FT2Font, index: GlyphIndexType) -> str:
        glyph = (font.postscript_name, index)
        name = self._names.setdefault(glyph, f"g{len(self._names)}")
        if name not in self._outlines:
            font.clear()
            font.set_size(EM, 72)
            font.load_glyph(index, flags=LoadFlags.NO_HINTING)
            self._outlines[name] = _svg_path(*font.get_path())
        return name


def _svg_path(vertices: object, codes: object) -> str:
    parts = []
    for points, code in Path(vertices, codes).iter_segments(simplify=False, curves=True):  # type: ignore[arg-type]
        if code == Path.CLOSEPOLY:
            parts.append("Z")
        else:
            flipped = (v if i % 2 == 0 else -v for i, v in enumerate(points))
            parts.append(LETTERS[code] + " ".join(f"{v:.4g}" for v in flipped))
    return "".join(parts)
