"""The words of calibration.md, and how its numbers are written."""

from collections.abc import Iterator

Row = list[str]


def rate(p: float) -> str:
    p = min(max(p, 0.0), 1.0)
    return f"{p:.3f}" if p == 0 or p >= 0.01 else f"{p:.1e}"


def table(rows: Iterator[Row]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


PAGE = """# Calibration: how often a verdict is wrong

Written by `python experiments/calibration.py`.
The looks, at {looks} replicas, are a finite Markov chain over wins.
So the columns HOLDS, REFUTED and INCONCLUSIVE are exact.
The last column simulates {runs} audits through real samples; a rate of 0.5 is off by {se:.3f}.
A claim may spend an error of {error:g}, half on a false HOLDS and half on a false REFUTED.

![Verdicts and replicas by the true share of wins](calibration.svg)

## One comparison

HOLDS is false at a true share that does not reach the threshold, REFUTED at one that does.
At the threshold itself both are false.
`every` is checked and not inferred, and spends no error.
It is never falsely REFUTED; its HOLDS says that none of 192 replicas lost.
At an error of 0.001 that excludes loss rates above 3.5 %, and no others.

{claims}

## Whatever the distribution

The rule sees wins and losses only.
Heavy tails, skewness, discrete values and ties change nothing but the share of wins.
A tie loses `>` and wins `>=`.

{shapes}

## Many comparisons

The error of a claim is divided by its sampled comparisons and its cases.
HOLDS is false when one comparison is false and holds, REFUTED when one of many is refuted.
Here the comparisons are independent, and each is at its threshold.

{splits}

## Populations

A claim about a population is also decided in each stratum: for each value of `across(...)`.
Half of the error is the population's, the other half the strata's, in equal parts.
HOLDS asks for the interval over all replicas and for a clear majority in every stratum.
A majority is clear that a coin would reach in at most one of twenty audits.
REFUTED needs one stratum, or all replicas, whose own interval excludes the claim.
These tables are exact; the strata are equally large.

First, strata that are alike.
What is false in all strata, or true in all, is decided wrongly as rarely as stated.
They cost power where the share is near one half, and next to none from 0.9 on.

{alike}

Then one stratum that is unlike the others, which win with a share of 0.9 or always.
The stated error does not cover this: it bounds a false HOLDS about the population as a whole.
A stratum is tried at a level of 0.05 over all looks.
At a share of 0.5 the claim loses in that stratum as often as it wins.
It is let through in {coin} of 100 audits.
At 0.4 that happens in {fewer} of 100 audits, at 0.3 in {rare}, at 0.1 in {hardly}, at 0 never.
So HOLDS says less certainly of a single value than of the whole that the claim is true.
Where one value matters, write a claim about it.

{one_apart}

## Controls

The control of a claim that holds is compared with it replica by replica.
Turned is the opposite verdict.
Weakened is significantly fewer wins without it, by a sign test at an error of 0.01.
A control at a coin is not turned, since a coin has no verdict; it weakens.
A control that changes nothing wins where the claim wins, and neither turns nor weakens.
One that wins as often, but elsewhere, weakens with a probability of at most 0.01.

{controls}
"""
