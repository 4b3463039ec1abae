"""The weights of the comparisons: a versioned file that says what they were learned from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from markaz.consolidation.weights.comparisons import Comparison, comparisons
from markaz.records.errors import MarkazError

# Raised when the file's form changes.
FORM = 1


class ModelError(MarkazError):
    """A model file that these comparisons cannot use."""


@dataclass(frozen=True, slots=True)
class Model:
    """What each level weighs, in bits: +1 doubles the odds that two reports tell of one event.

    `weights` has, for each comparison, one weight for each level from 1 on; `rarity` is how
    strongly a rare place or substance counts beyond its level (0 not at all, 1 in full);
    `intercept` is the weight of a pair of which nothing is known but that a key found it;
    `share` is the share of true pairs among the candidates it was learned from.
    """

    name: str
    learned_from: str
    weights: dict[str, tuple[float, ...]]
    rarity: dict[str, float]
    intercept: float
    share: float
    # Pairs at or above `automatic` are joined, pairs at or above `review` shown to a person.
    automatic: float
    review: float


@cache
def shipped() -> Model:
    """The model that comes with the program."""
    path = files("markaz.consolidation.weights").joinpath("model.json")
    return _read(path.read_text(encoding="utf-8"), where="the shipped model")


def load(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelError: it is of another form, or of other comparisons, or no model at all.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            "{path} could not be read ({error}): name a model file.", path=path, error=error
        ) from error
    return _read(text, where=str(path))


def save(model: Model, path: Path) -> None:
    """Write a model file, whole or not at all."""
    part = path.with_suffix(".part")
    kept = {"form": FORM, "comparisons": fingerprint(), **asdict(model)}
    part.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)


@cache
def fingerprint() -> str:
    """Which comparisons a model is for: it changes with any name or condition of theirs."""
    told = [
        (known.name, known.unknown, [(level.condition, level.rarity) for level in known.levels])
        for known in comparisons()
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def prior_model() -> Model:
    """The comparisons' own weights, before anything was learned."""
    return Model(
        name="unlearned",
        learned_from="nothing: the weights that the comparisons declare",
        weights={known.name: _declared(known) for known in comparisons()},
        rarity={"place": 1.0, "substance": 1.0},
        intercept=-8.0,
        share=0.05,
        automatic=1.0,
        review=-2.5,
    )


def _declared(comparison: Comparison) -> tuple[float, ...]:
    return tuple(level.bits for level in comparison.levels)


def _read(text: str, *, where: str) -> Model:
    try:
        kept = dict(json.loads(text))
        form, of = kept.pop("form"), kept.pop("comparisons")
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            "{where} is no model file: train one with markaz train.", where=where
        ) from error
    if (form, of) != (FORM, fingerprint()):
        raise ModelError(
            "{where} was made for another version of the comparisons: train it anew with"
            " markaz train.",
            where=where,
        )
    weights = {name: tuple(found) for name, found in kept.pop("weights").items()}
    return Model(weights=weights, **kept)
