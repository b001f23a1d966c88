"""Integrals of random functions, by rules with the same number of points."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.polynomial import Chebyshev
from scipy.integrate import quad, simpson, trapezoid

Function = Callable[[np.ndarray], np.ndarray]


def gauss(*, seeds: Sequence[int], points: int, integrand: str) -> np.ndarray:
    """Error of Gauss's rule on [−1, 1]. In [0, ∞), 0 is exact."""
    x, weights = np.polynomial.legendre.leggauss(points)
    return np.array([_error(integrand, seed, x, weights) for seed in seeds])


def clenshaw_curtis(*, seeds: Sequence[int], points: int, integrand: str) -> np.ndarray:
    """Error of the rule of Clenshaw and Curtis on [−1, 1]. In [0, ∞), 0 is exact."""
    x = np.cos(np.pi * np.arange(points) / (points - 1))
    weights = _interpolating(x)
    return np.array([_error(integrand, seed, x, weights) for seed in seeds])


def trapezoidal_rule(*, seeds: Sequence[int], points: int, periods: float) -> np.ndarray:
    """Error of the trapezoidal rule on a smooth wave, over this many periods."""
    return np.array([_wave_error(trapezoid, seed, points, periods) for seed in seeds])


def simpsons_rule(*, seeds: Sequence[int], points: int, periods: float) -> np.ndarray:
    """Error of Simpson's rule on the same wave."""
    return np.array([_wave_error(simpson, seed, points, periods) for seed in seeds])


def _integrand(kind: str, seed: int) -> tuple[Function, float]:
    """A random function and its integral over [−1, 1].

    ``pole``: smooth on the interval and infinite beside it; ``polynomial``: of degree 19.
    """
    draw = np.random.default_rng(seed)
    if kind == "polynomial":
        series = Chebyshev(draw.normal(size=20))
        return series, series.integ(lbnd=-1)(1)
    centre = draw.uniform(-0.5, 0.5)
    exact = (np.arctan(4 * (1 - centre)) + np.arctan(4 * (1 + centre))) / 4
    return lambda x: 1 / (1 + 16 * (x - centre) ** 2), exact


def _error(kind: str, seed: int, x: np.ndarray, weights: np.ndarray) -> float:
    function, exact = _integrand(kind, seed)
    return abs(float(weights @ function(x)) - exact)


def _interpolating(x: np.ndarray) -> np.ndarray:
    """The weights by which a rule with these points integrates every polynomial it can."""
    degrees = np.arange(len(x))
    moments = np.where(degrees % 2, 0.0, 2 / (1.0 - np.where(degrees % 2, 0, degrees) ** 2))
    return np.linalg.solve(np.polynomial.chebyshev.chebvander(x, len(x) - 1).T, moments)


def _wave_error(rule: Callable[..., float], seed: int, points: int, periods: float) -> float:
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi)
    end = 2 * np.pi * periods
    x = np.linspace(0, end, points)
    exact = quad(lambda t: np.exp(np.sin(t + phase)), 0, end, epsabs=1e-12)[0]
    return abs(float(rule(np.exp(np.sin(x + phase)), x=x)) - exact)
