"""What the visited fields say about all of them: an estimate with its 95 % interval.

Sums are exact fractions; one square root is taken, to 50 digits: the printed figures are the
same to the last digit on any machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from markaz.crops.sampling import Design, Drawn, Sample
from markaz.records.errors import InvalidValueError

_EXACT = Context(prec=50)
_FEWEST_VISITED = 2
# Student's t, two-sided 95 %, by degrees of freedom; between two rows the smaller row counts.
_T = {
    1: "12.706", 2: "4.303", 3: "3.182", 4: "2.776", 5: "2.571", 6: "2.447", 7: "2.365",
    8: "2.306", 9: "2.262", 10: "2.228", 11: "2.201", 12: "2.179", 13: "2.160", 14: "2.145",
    15: "2.131", 16: "2.120", 17: "2.110", 18: "2.101", 19: "2.093", 20: "2.086", 21: "2.080",
    22: "2.074", 23: "2.069", 24: "2.064", 25: "2.060", 26: "2.056", 27: "2.052", 28: "2.048",
    29: "2.045", 30: "2.042", 40: "2.021", 60: "2.000", 120: "1.980", 1000: "1.962",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estimate:
    """The verified area of all claims, in square metres rounded to the hundredth.

    Attributes:
        share: of the claimed area that holds.
        low_m2: lower end of the 95 % interval, not below 0.
        high_m2: its upper end.
        missing: drawn but not visited; they are taken to be like the visited of their stratum.
    """

    area_m2: Decimal
    sigma_m2: Decimal
    low_m2: Decimal
    high_m2: Decimal
    share: Decimal
    visited: int
    missing: int
    freedom: int


def estimate(sample: Sample, verified_m2: Mapping[str, Fraction]) -> Estimate:
    """The verified area of all claims, by the ratio of verified to claimed area.

    Stratified: a ratio over all strata, its variance from each stratum's residuals.
    By size: the mean of verified over claimed, its variance by Hajek's approximation.

    Args:
        sample: as drawn.
        verified_m2: what was found on the ground, by the claim's name; 0 where nothing was.

    Raises:
        InvalidValueError: too few were visited, or one was visited that was not drawn.
    """
    drawn = {one.claim.name: one for one in sample.drawn}
    strange = sorted(set(verified_m2) - set(drawn))
    if strange:
        raise InvalidValueError(
            "Claim {name} was not drawn: estimate from the drawn fields alone.", name=strange[0]
        )
    visited = [(one, verified_m2[name]) for name, one in drawn.items() if name in verified_m2]
    missing = len(drawn) - len(visited)
    if len(visited) < _FEWEST_VISITED:
        raise InvalidValueError("Fewer than two drawn fields were visited: visit more.")
    if sample.design is Design.STRATIFIED:
        area_m2, variance, freedom = _by_strata(sample, visited)
    else:
        area_m2, variance, freedom = _by_size(sample, visited, len(drawn))
    sigma_m2 = _EXACT.sqrt(_decimal(variance))
    half_m2 = sigma_m2 * _quantile(freedom)
    middle_m2 = _decimal(area_m2)
    return Estimate(
        _rounded(middle_m2),
        _rounded(sigma_m2),
        _rounded(max(Decimal(0), middle_m2 - half_m2)),
        _rounded(middle_m2 + half_m2),
        _decimal(area_m2 / sample.claimed_m2).quantize(Decimal("0.000001")),
        len(visited),
        missing,
        freedom,
    )


def _by_strata(
    sample: Sample, visited: list[tuple[Drawn, Fraction]]
) -> tuple[Fraction, Fraction, int]:
    by_stratum: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for one, found in visited:
        by_stratum.setdefault(one.claim.stratum, []).append((one.claim.area_m2, found))
    for stratum, (claims, _) in sample.strata.items():
        if len(by_stratum.get(stratum, ())) < min(_FEWEST_VISITED, claims):
            raise InvalidValueError(
                "Stratum {stratum} has fewer than two visited fields: visit more of it.",
                stratum=stratum,
            )
    # Unbiased for each stratum: all claims over the visited ones.
    weights = {name: Fraction(sample.strata[name][0], len(by_stratum[name])) for name in by_stratum}
    claimed = _weighted(weights, {k: sum(c for c, _ in v) for k, v in by_stratum.items()})
    found = _weighted(weights, {k: sum(f for _, f in v) for k, v in by_stratum.items()})
    ratio = found / claimed
    variance = sum(
        (
            _variance([f - ratio * c for c, f in pairs], of=sample.strata[name][0])
            for name, pairs in by_stratum.items()
        ),
        Fraction(0),
    )
    total = sample.claimed_m2
    freedom = max(1, len(visited) - len(by_stratum))
    return ratio * total, variance * (total / claimed) ** 2, freedom


def _weighted(weights: Mapping[str, Fraction], sums: Mapping[str, Fraction | int]) -> Fraction:
    return sum((weights[name] * amount for name, amount in sums.items()), Fraction(0))


def _variance(residuals: list[Fraction], *, of: int) -> Fraction:
    """The variance of a stratum's total, drawn without putting back."""
    count = len(residuals)
    if count < _FEWEST_VISITED:
        return Fraction(0)
    mean = sum(residuals, Fraction(0)) / count
    spread = sum(((one - mean) ** 2 for one in residuals), Fraction(0)) / (count - 1)
    return of**2 * (1 - Fraction(count, of)) * spread / count


def _by_size(
    sample: Sample, visited: list[tuple[Drawn, Fraction]], drawn: int
) -> tuple[Fraction, Fraction, int]:
    # A field that was not reached counts as its like: the chance of being seen is that much less.
    reached = Fraction(len(visited), drawn)
    chances = [one.chance * reached for one, _ in visited]
    expanded = [found / chance for (_, found), chance in zip(visited, chances, strict=True)]
    claimed = sum(
        (one.claim.area_m2 / c for (one, _), c in zip(visited, chances, strict=True)), Fraction(0)
    )
    ratio = sum(expanded, Fraction(0)) / claimed
    apart = [
        (found - ratio * one.claim.area_m2) / chance
        for (one, found), chance in zip(visited, chances, strict=True)
    ]
    left = [1 - chance for chance in chances]
    count, weight = len(visited), sum(left, Fraction(0))
    middle = sum((w * a for w, a in zip(left, apart, strict=True)), Fraction(0)) / (weight or 1)
    spread = sum((w * (a - middle) ** 2 for w, a in zip(left, apart, strict=True)), Fraction(0))
    return ratio * sample.claimed_m2, spread * count / (count - 1), count - 1


def _quantile(freedom: int) -> Decimal:
    return Decimal(_T[max(one for one in _T if one <= freedom)])


def _decimal(exact: Fraction) -> Decimal:
    return _EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def verified(rows: Iterable[tuple[str, Decimal]]) -> dict[str, Fraction]:
    """Verified areas in square metres by claim, exact."""
    return {name: Fraction(area) for name, area in rows}
