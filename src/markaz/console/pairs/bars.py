"""A reason as a bar: to one side what speaks for one event, to the other what speaks against."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from markaz.actions.review.explaining import Why
from markaz.briefing.printing import numbers
from markaz.console.wording import language
from markaz.consolidation.reasons import Reason

# Half the drawing's width, and the bits that fill it; nothing stronger needs a longer bar.
HALF, _FULL = 100, 12.0
# Less than this is printed as 0.0 and drawn as nothing.
_LEAST = 0.05
# Beyond these a chance is not told apart by anybody.
_NEVER, _SURELY = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Bar:
    """One reason, in words and as a bar from the middle of the drawing."""

    label: str
    said: str
    stated: bool
    bits: str
    start: int
    length: int

    @property
    def speaks_for(self) -> bool:
        """Whether it speaks for one event."""
        return self.start >= HALF


def bar(reason: Reason) -> Bar:
    """One reason as a bar."""
    urdu = language() == "ur"
    return _bar(
        reason.label_ur if urdu else reason.label_en,
        reason.said_ur if urdu else reason.said_en,
        bits=reason.bits,
        stated=reason.level > 0,
    )


def total(why: Why) -> Bar:
    """What all reasons come to."""
    return _bar(str(_("Taken together")), chance(why.reasons.chance), bits=why.reasons.weight)


def before(why: Why) -> Bar:
    """What was held before anything was known."""
    return bar(replace(why.reasons.before, level=1))


def stated(why: Why) -> list[Bar]:
    """All reasons that say something, from what was held before to the sum."""
    said = [bar(reason) for reason in why.reasons.compared if reason.level]
    return [before(why), *said, total(why)]


def chance(probability: float) -> str:
    """A probability in words that a person can weigh."""
    if probability < _NEVER:
        return str(_("less than 1 in 100"))
    if probability > _SURELY:
        return str(_("more than 99 in 100"))
    hundredths = numbers.decimal(round(probability * 100), lang=language(), places=0)
    return str(_("about %(n)s in 100")) % {"n": hundredths}


def kilograms(milligrams: int) -> str:
    """A weight at stake, which is an expectation and needs no grams."""
    return numbers.printed(Decimal(milligrams // 100_000) / 10, "kg", lang=language())


def _bar(label: str | Promise, said: str, *, bits: float, stated: bool = True) -> Bar:
    length = round(min(abs(bits), _FULL) / _FULL * HALF) if abs(bits) >= _LEAST else 0
    return Bar(
        label=str(label),
        said=said,
        stated=stated,
        bits=_signed(bits) if stated else "",
        start=HALF if bits >= 0 else HALF - length,
        length=length,
    )


def _signed(bits: float) -> str:
    written = numbers.decimal(Decimal(str(round(bits, 1))), lang=language(), places=1, fixed=True)
    return f"+{written}" if bits >= _LEAST else written
