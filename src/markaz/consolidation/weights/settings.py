"""A model as the settings of Splink, the same for every engine."""

from math import log2
from typing import Any

from markaz.consolidation.weights.comparisons import Comparison, Level, comparisons
from markaz.consolidation.weights.model import Model

# Splink multiplies m/u; only the ratio counts.  u stays in the middle of what both may be.
_U = 1e-3


def splink_settings(model: Model) -> dict[str, Any]:
    """Settings under which Splink's match weight of a pair is the model's, in bits."""
    odds = 2.0**model.intercept
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "number",
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "probability_two_random_records_match": odds / (1 + odds),
        "comparisons": [_comparison(known, model) for known in comparisons()],
    }


def _comparison(known: Comparison, model: Model) -> dict[str, Any]:
    weighed = zip(known.levels, model.weights[known.name], strict=True)
    levels = [_level(level, bits, model) for level, bits in weighed]
    unknown = {
        "sql_condition": known.unknown,
        "label_for_charts": "unknown",
        "is_null_level": True,
    }
    return {
        "output_column_name": known.name,
        "comparison_description": known.label_en,
        "comparison_levels": [unknown, *levels],
    }


def _level(level: Level, bits: float, model: Model) -> dict[str, Any]:
    coefficient = model.rarity.get(level.rarity, 0.0)
    # Splink adds coefficient * log2(u / frequency): what u adds to it is taken away beforehand.
    ratio = 2.0 ** (bits - coefficient * log2(_U))
    rare = {
        "tf_adjustment_column": level.rarity,
        "tf_adjustment_weight": coefficient,
        "disable_tf_exact_match_detection": True,
    }
    return {
        "sql_condition": level.condition or "ELSE",
        "label_for_charts": level.label_en,
        "m_probability": _U * ratio,
        "u_probability": _U,
        **(rare if coefficient else {}),
    }
