"""What standing crop and bare ground look like, and how much of a pixel's change is clearing."""

from dataclasses import dataclass, replace

import numpy as np

from markaz.crops.imagery.coverage import Coverage, Floats
from markaz.crops.imagery.evidence import FEWEST_CONTROLS, Control, control
from markaz.crops.imagery.measured import Signature
from markaz.crops.imagery.pictures import Pixels
from markaz.crops.imagery.solving.shares import WHOLE
from markaz.records.errors import InvalidValueError, MarkazError

# Usual reflectance of dry bare ground in red and near infrared, for want of any that was seen.
USUAL_SOIL = (0.20, 0.28)
# How wrong the size of a full change may be where nothing shows how much ground differs.
ERROR_USUAL = 0.10
FEWEST_PIXELS = 20
# Inner pixels of a field from which its own crop is judged.
FEWEST_INSIDE = 9
# How much less a median is worth than a mean.
_MEDIAN = 1.2533
_MAD = 1.4826
# Crop and ground nearer than this in reflectance cannot be told apart.
LEAST_CONTRAST = 0.05
SURE_SIGMAS = 3.0


@dataclass(frozen=True, eq=False)
class Change:
    """The cleared share that each pixel shows, and what stands behind it."""

    share: Floats
    signature: Signature
    control: Control
    remarks: tuple[MarkazError, ...]
    # The relative error that all fields share because bare ground is not known exactly.
    gain_error: float
    # How much denser or thinner one field's crop stands than another's, and how much brighter or
    # darker its ground is, relative to a full change.
    uneven: float


def change(
    pixels: Pixels,
    *,
    claimed: Coverage,
    controls: Coverage,
    bare: Coverage,
    signature: Signature | None,
) -> Change:
    """Lay each pixel's change along the way from standing crop to bare ground.

    Control fields change by season and by haze alone: theirs is taken off first.

    Raises:
        InvalidValueError: no pixel lies wholly in a field, or crop and ground look alike.
    """
    remarks: list[MarkazError] = []
    known = signature or _seen(pixels, claimed=claimed, bare=bare, remarks=remarks)
    still = np.zeros(2)
    moved = pixels.after - pixels.before
    first = _along(moved, still, known)
    beside = control(_means(first, pixels, controls))
    season = np.zeros(2)
    if beside.fields >= FEWEST_CONTROLS:
        season = _season(moved, pixels, controls)
    standing = _along(pixels.before - known.vegetation, still, known)
    naked = _along(pixels.after - known.vegetation, still, known)
    uneven = np.hypot(
        _uneven(standing, pixels, claimed, fewest=FEWEST_PIXELS),
        _uneven(naked, pixels, bare, fewest=FEWEST_CONTROLS),
    )
    gain_error = _gain_error(naked, pixels, bare, known=known, remarks=remarks)
    return Change(
        _along(moved, season, known), known, beside, tuple(remarks), gain_error, float(uneven)
    )


def _gain_error(
    naked: Floats, pixels: Pixels, bare: Coverage, *, known: Signature, remarks: list[MarkazError]
) -> float:
    """How far the middle of what was seen of bare ground may lie from that under the fields.

    Real ground differs from one outline to the next by far more than pixels are noisy, so a fixed
    error would be a guess: it is read off the outlines.
    """
    means = np.array(_means(naked, pixels, bare))
    if len(means) >= FEWEST_CONTROLS:
        return float(_MEDIAN * means.std(ddof=1) / np.sqrt(len(means)))
    if known.soil_seen:
        remarks.append(
            InvalidValueError(
                "Bare ground was shown in fewer than three places, which do not tell how much it"
                " differs, so the error is larger: outline three."
            )
        )
    return ERROR_USUAL


def _means(share: Floats, pixels: Pixels, fields: Coverage) -> list[float]:
    """The mean of each field over the pixels that no neighbour shares, where there are any."""
    counts, means, _ = _of_fields(share, pixels, fields)
    return [float(one) for one in means[counts > 0]]


def _uneven(share: Floats, pixels: Pixels, fields: Coverage, *, fewest: int) -> float:
    """The spread of the fields' means, what pixels differ by within a field taken off."""
    counts, means, squares = _of_fields(share, pixels, fields)
    large = counts >= FEWEST_INSIDE
    if large.sum() < fewest:
        return 0.0
    counts, means = counts[large], means[large]
    within = (squares[large] - counts * means**2).sum() / (counts - 1).sum()
    spread = _MAD * np.median(np.abs(means - np.median(means)))
    return float(np.sqrt(max(0.0, spread**2 - within / np.median(counts))))


def _of_fields(share: Floats, pixels: Pixels, fields: Coverage) -> tuple[Floats, Floats, Floats]:
    """Of each field's inner pixels seen: how many, their mean, the sum of their squares."""
    inside = fields.share >= WHOLE
    shown = share[pixels.at(fields.cell[inside])]
    seen = np.isfinite(shown)
    field, shown = fields.field[inside][seen], shown[seen]
    count = len(fields.pixels)
    counts = np.bincount(field, minlength=count).astype(np.float64)
    means = np.bincount(field, shown, count) / np.maximum(counts, 1)
    squares = np.bincount(field, shown**2, count).astype(np.float64)
    return counts, means, squares


def _along(moved: Floats, season: Floats, known: Signature) -> Floats:
    """How far each change goes, 0 for what only the season did and 1 for bare ground."""
    way = np.subtract(known.soil, known.vegetation) - season
    length = float(way @ way)
    if length < LEAST_CONTRAST**2 and season.any():
        raise InvalidValueError(
            "Fields that nobody claims changed as much as a clearing would: choose a second picture"
            " that is nearer to the first, without snow."
        )
    if length < LEAST_CONTRAST**2:
        raise InvalidValueError(
            "Crop and bare ground look alike in the first picture: choose one in which the crop"
            " stands."
        )
    found: Floats = (moved - season) @ way / length
    return found


def _seen(
    pixels: Pixels, *, claimed: Coverage, bare: Coverage, remarks: list[MarkazError]
) -> Signature:
    crop = _inside(pixels.before, pixels, claimed)
    if crop is None:
        raise InvalidValueError(
            "Too few pixels lie wholly inside a field to see what the crop looks like: give its"
            " signature, or a finer picture."
        )
    found = Signature((float(crop[0]), float(crop[1])), USUAL_SOIL)
    ground = _inside(pixels.after, pixels, bare)
    if ground is None:
        remarks.append(
            InvalidValueError(
                "Bare ground was not shown, so its usual brightness was taken and the error is"
                " larger: outline some bare ground."
            )
        )
        return found
    return replace(found, soil=(float(ground[0]), float(ground[1])), soil_seen=True)


def _season(moved: Floats, pixels: Pixels, controls: Coverage) -> Floats:
    """The change of the control fields, band by band, where it is more than their noise."""
    inside = _whole(moved, pixels, controls)
    middle = _middle(inside)
    if middle is None:
        return np.zeros(2)
    error = inside.std(axis=0) / np.sqrt(len(inside))
    return np.where(np.abs(middle) > SURE_SIGMAS * error, middle, 0.0)


def _inside(values: Floats, pixels: Pixels, cover: Coverage) -> Floats | None:
    return _middle(_whole(values, pixels, cover))


def _whole(values: Floats, pixels: Pixels, cover: Coverage) -> Floats:
    """The values of the pixels wholly inside that were seen."""
    inside = values[pixels.at(cover.cell[cover.share >= WHOLE])]
    seen: Floats = inside[np.isfinite(inside).all(axis=1)]
    return seen


def _middle(inside: Floats) -> Floats | None:
    """The middle value in each band; None where there are too few."""
    if len(inside) < FEWEST_PIXELS:
        return None
    found: Floats = np.median(inside, axis=0)
    return found
