"""What notes/numerics.md asserts, in the order it asserts it."""

from probes.quadrature import clenshaw_curtis, gauss, simpsons_rule, trapezoidal_rule
from probes.sampling import all_points, without_the_first
from probes.summation import compensated, left_to_right, numpy_column_sum, numpy_sum

from pytest_claims import across, control, every

N = 100_000


@control(numpy_sum, numpy_column_sum, because="adding in halves, which a column does not get")
def test_numpy_adds_in_halves(measure):
    """NumPy adds 100,000 single-precision numbers with less than a tenth of the error of adding
    them from left to right.
    """
    in_halves, in_order = measure(numpy_sum, terms=N), measure(left_to_right, terms=N)
    assert in_halves < in_order / 10


@control(compensated, left_to_right, because="adding again what was rounded off")
def test_compensation_is_exact_to_the_last_digit(measure):
    """Kahan's sum of 300, 1,000 or 3,000 positive single-precision numbers is never off by more
    than one unit of their last digit.
    """
    assert every(measure(compensated, terms=across(300, 1_000, 3_000)) <= 2**-23)


@control(periods=0.9, because="the period")
def test_trapezoids_beat_simpson_over_a_period(measure):
    """Over a whole period of a smooth wave the trapezoidal rule with 17 points errs less than a
    thousandth as much as Simpson's.
    """
    error = measure(trapezoidal_rule, points=17, periods=1.0)
    assert error < measure(simpsons_rule, points=17, periods=1.0) / 1000


@control(integrand="polynomial", because="all but the degrees that the theorem speaks of")
def test_gauss_needs_half_the_points(measure):
    """For functions with a pole near the interval, Gauss's rule with 10 points makes no larger an
    error than the rule of Clenshaw and Curtis with 18.
    """
    error = measure(gauss, points=10, integrand="pole")
    assert error <= measure(clenshaw_curtis, points=18, integrand="pole")


@control(sequence="random", because="that the points make a net together")
def test_first_point_may_be_skipped(measure):
    """Leaving out the first of 1,024 scrambled Sobol points at most doubles the error of a smooth
    mean over a square.
    """
    skipped = measure(without_the_first, points=1024, sequence="sobol")
    assert skipped <= 2 * measure(all_points, points=1024, sequence="sobol")


@control(sequence="random", because="that the points make a net together")
def test_round_numbers_cost_digits(measure):
    """A smooth mean over a square from 1,000 scrambled Sobol points has more than three
    times the error of the mean from 1,024.
    """
    rounded = measure(all_points, points=1000, sequence="sobol")
    assert rounded > 3 * measure(all_points, points=1024, sequence="sobol")
