"""The picture of a figure, made of its numbers alone: plain data in, SVG out."""

from pytest_claims.figures.drawing.picture import drawn_with as drawn_with
from pytest_claims.figures.drawing.picture import picture as picture
