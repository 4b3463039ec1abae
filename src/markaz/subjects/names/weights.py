"""The learned weights of a comparison of names: one file for each edition, never altered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from markaz.subjects.names.features import FEATURES
from markaz.subjects.names.words import NameKind

_FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class NameWeights:
    """The edition, and for one kind of name an intercept and a weight for each feature."""

    edition: str
    intercept: float
    weights: Mapping[str, float]

    def chance(self, values: tuple[float, ...]) -> float:
        """The probability that two names with these features are one name."""
        total = self.intercept + sum(
            self.weights[name] * value for name, value in zip(FEATURES, values, strict=True)
        )
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@cache
def name_weights(kind: NameKind) -> NameWeights:
    """The weights for one kind of name."""
    read = json.loads(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"))
    known = read["kinds"][kind.value]
    return NameWeights(read["edition"], known["intercept"], known["weights"])
