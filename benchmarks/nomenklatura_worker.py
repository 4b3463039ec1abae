"""Runs in an environment of its own: pairs as JSON on standard input, scores on standard output."""

import json
import sys

from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

SCHEMATA = {"person": "Person", "organisation": "Organization"}


def entity(number: int, name: str, kind: str) -> EntityProxy:
    """One name as the peer's own kind of record."""
    return EntityProxy.from_dict(
        {"id": str(number), "schema": SCHEMATA[kind], "properties": {"name": [name]}}
    )


def main() -> None:
    """Score every pair with every algorithm asked for."""
    asked = json.load(sys.stdin)
    scores = {}
    for name in asked["algorithms"]:
        algorithm = get_algorithm(name)
        if algorithm is None:
            raise SystemExit(f"no algorithm {name}")
        config = ScoringConfig.defaults()
        scores[name] = [
            # The peer remembers a record by its number: no number may come twice.
            algorithm.compare(
                entity(2 * at, left, kind), entity(2 * at + 1, right, kind), config
            ).score
            for at, (left, right, kind) in enumerate(asked["pairs"])
        ]
    json.dump(scores, sys.stdout)


assert model
if __name__ == "__main__":
    main()
