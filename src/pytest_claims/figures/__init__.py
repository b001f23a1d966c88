"""Figures as measurements: what ``experiments/NAME.py`` says is drawn.

It asks one question in its docstring and defines ``NAME(measure)``, which returns a ``Figure``.
"""

from pytest_claims.figures.figure import Figure as Figure
from pytest_claims.figures.figure import Panel as Panel
from pytest_claims.figures.marks import cells as cells
from pytest_claims.figures.marks import curve as curve
from pytest_claims.figures.marks import dots as dots
from pytest_claims.figures.marks import scope as scope
from pytest_claims.figures.marks import table as table
from pytest_claims.figures.marks import theory as theory
from pytest_claims.figures.marks import threshold as threshold
from pytest_claims.figures.scale import grid as grid
