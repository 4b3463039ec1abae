"""Samples of fields to be visited."""

from collections.abc import Sequence

from markaz.records.errors import InvalidValueError
from markaz.store.models import FieldRow, SampledField, SampleRow


def keep(sample: SampleRow, drawn: Sequence[tuple[FieldRow, str]]) -> SampleRow:
    """Keep a sample with its fields, each with its stratum."""
    sample.save(force_insert=True)
    SampledField.objects.bulk_create(
        SampledField(sample=sample, field=field, place=place, stratum=stratum)
        for place, (field, stratum) in enumerate(drawn, start=1)
    )
    return sample


def listed() -> list[SampleRow]:
    """Every sample, the latest first."""
    return list(SampleRow.objects.defer("frame"))


def named(name: str) -> SampleRow:
    """The sample of this name.

    Raises:
        InvalidValueError: there is none.
    """
    found = find(name)
    if found is None:
        raise InvalidValueError("There is no sample {name}: check its name.", name=name)
    return found


def find(name: str) -> SampleRow | None:
    """The sample of this name; None where there is none."""
    return SampleRow.objects.filter(name=name).first()


def fields_of(sample: SampleRow) -> list[SampledField]:
    """The fields to be visited, in the order of the sheet."""
    return list(SampledField.objects.filter(sample=sample).select_related("field"))
