"""What notes/hashing.md asserts, in the order it asserts it."""

from probes.hashing import fullest_by_remainder, fullest_of_choices, steps_to_a_key

from pytest_claims import control


@control(stride=7, because="the factor that stride and size share")
def test_powers_of_two_crowd(measure):
    """Of 1,000 keys that are multiples of 8, the fullest of 1,024 buckets holds more than twice as
    many as the fullest of 1,021, where the bucket is the key's remainder.
    """
    even = measure(fullest_by_remainder, buckets=1024, stride=8)
    assert even > 2 * measure(fullest_by_remainder, buckets=1021, stride=8)


@control(choices=1)
def test_two_choices_level_the_buckets(measure):
    """Where each of 10,000 keys goes to the emptier of two random buckets out of 10,000, none
    comes to hold more than four.
    """
    assert measure(fullest_of_choices, choices=2) <= 4


@control(load=0.95, because="the places that are free")
@control(probing="double", because="that neighbours fill up together")
def test_knuths_count(measure):
    """With nine of ten places taken, a search that goes on from place to place looks at 4.5 to 6.5
    places to find a key.
    """
    looked_at = measure(steps_to_a_key, load=0.9, probing="linear")
    assert 4.5 < looked_at < 6.5
