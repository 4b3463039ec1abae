"""What the parts of a message have from the whole of it."""

from dataclasses import replace

from markaz.records.statement import Statement


def with_crop(whole: Statement) -> Statement:
    """The statement, where land of a part that names no crop is of the one crop of the whole."""
    crops = {land.crop.value: land.crop for land in whole.areas if land.crop is not None}
    if len(crops) != 1:
        return whole
    crop = next(iter(crops.values()))
    parts = (
        replace(part, areas=tuple(replace(land, crop=land.crop or crop) for land in part.areas))
        for part in whole.parts
    )
    return replace(whole, parts=tuple(parts))
