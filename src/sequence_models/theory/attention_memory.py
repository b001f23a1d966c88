"""What is derived about how attention spreads, and about what a sum of products can tell."""

import math


def effective_number(n: int, variance: float) -> float:
    """How many of ``n`` positions have weight in effect, when scores are Gaussian and n is large.

    Positions, in (0, n].
    Result 4.14, math/04_attention.md.
    """
    return n * math.exp(-variance / 2)  # (4.y)


def linear_answers(questions: int, features: int) -> int:
    """To how many ways of answering that many yes-or-no questions a linear state can be set.

    In [2, 2 ** questions].
    Result 4.15, math/04_attention.md.
    """
    return 2 * sum(math.comb(questions - 1, k) for k in range(features))  # (4.z)
