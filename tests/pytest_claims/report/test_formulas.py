import re

import pytest

from pytest_claims.report.formulas import LONGEST, Formulas

OURS = [
    r"\frac{\partial h_t}{\partial h_k} = \prod_{i=k+1}^{t} \operatorname{diag}(\phi'(a_i)) W",
    r"\|W\| \leq \sqrt{d}, \quad \sigma(x) \odot \tilde{h}_t",
    r"\mathbb{E}[x] = \sum_{i=1}^{n} p_i x_i, \ldots, \text{if } x \in \mathcal{N}",
    r"\hat{y}, \bar{h}, \overline{xy}, \lfloor x \rfloor, W^\top, \mathbf{x}, \dfrac{1}{2}",
]
NOT_OURS = [
    r"\begin{aligned} a &= b \end{aligned}",
    r"\undefined{x}",
    "{",
    "^" * 3,
    "x^{" * 300,
    "\N{GRINNING FACE}",
    "x" * (LONGEST + 1),
]


@pytest.mark.parametrize("source", OURS)
def test_a_formula_is_drawn_from_glyphs_that_the_page_holds(source):
    formulas = Formulas()

    svg = formulas.render(source)

    assert svg.startswith("<svg")
    used = set(re.findall(r'href="#(g\d+)"', svg))
    assert used
    assert used == set(re.findall(r'id="(g\d+)"', formulas.glyphs()))
    assert formulas.unrendered == []


@pytest.mark.parametrize("source", NOT_OURS)
def test_one_that_cannot_be_set_is_shown_as_source_and_listed(source):
    formulas = Formulas()

    assert formulas.render(source).startswith("<code")
    assert formulas.unrendered == [source]


def test_its_baseline_is_that_of_the_text():
    formulas = Formulas()

    def drop(source):
        return float(re.search(r"vertical-align:([-\d.]+)em", formulas.render(source))[1])

    assert drop("x") == pytest.approx(0, abs=0.06)
    assert drop("x_{i_j}") < drop("x") - 0.1


def test_a_glyph_is_drawn_once_however_often_it_is_used():
    formulas = Formulas()
    for n in range(50):
        formulas.render(f"x + x + x + {n % 10}")

    assert formulas.glyphs().count("<path") == 12


@pytest.mark.parametrize("source", [r"\text{<script>alert(1)</script>}", '"><script>', "&lt;"])
def test_its_source_ends_as_text(source):
    assert "<script" not in Formulas().render(source)
