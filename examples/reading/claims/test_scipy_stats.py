"""What notes/scipy_stats.md asserts, in the order it asserts it."""

from probes.deciding import bartlett, chi_square, levene, rank_sum, student

from pytest_claims import control

UNEQUAL = {"small": 10, "large": 40, "ratio": 3.0}


@control(welch=True, because="pooling the variances")
def test_student_pools_what_differs(measure):
    """If the smaller of two samples, 10 items against 40, has three times the standard deviation,
    the default t-test rejects equal means in more than 20 cases of 100.
    """
    assert measure(student, **UNEQUAL, welch=False) > 0.2


@control(welch=False, because="Welch's correction")
def test_welch_keeps_the_level(measure):
    """For the same samples Welch's test, one argument away, rejects in fewer than 7 cases of 100.

    If the smaller of two samples, 10 items against 40, has three times the standard deviation,
    Welch's t-test rejects equal means in fewer than 7 cases of 100.
    """
    assert measure(student, **UNEQUAL, welch=True) < 0.07


@control(population="normal", because="that the population is not normal")
def test_bartlett_takes_tails_for_spread(measure):
    """Of three exponential samples of 40 with one variance, Bartlett's test finds the variances
    unequal at least five times as often as Levene's.
    """
    population = "exponential"
    assert measure(bartlett, population=population) >= 5 * measure(levene, population=population)


@control(expected=0.5, because="that there are two of each kind, where a half is too few")
def test_two_expected_are_too_few(measure):
    """With two items expected in each of ten equal categories, the chi-square test rejects equal
    shares in more than 7 cases of 100.
    """
    assert measure(chi_square, expected=2.0, categories=10) > 0.07


@control(population="normal", because="the skew")
def test_ranks_do_not_compare_medians(measure):
    """Where two exponential populations have one median and one is spread out three times as far,
    the test of Mann and Whitney on 60 items each rejects in more than 8 cases of 100.
    """
    assert measure(rank_sum, population="exponential", spread=3.0) > 0.08
