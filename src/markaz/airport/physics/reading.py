"""The reading aid: from a pair of pictures to material, numbers with their doubt, and marks."""

import numpy as np
import scipy
from numpy.typing import NDArray

from markaz.airport.physics import shadow, steps
from markaz.airport.physics.aid import Aid, Material
from markaz.airport.physics.basis import Floats
from markaz.airport.physics.calibration import Calibration
from markaz.airport.physics.texts import Remark
from markaz.airport.physics.uncertainty import Light, Reading, reading
from markaz.airport.scans.image import Picture, View
from markaz.airport.scans.report import Ability, Category, Finding, Polygon
from markaz.records.errors import InvalidValueError

# Up to here things are organic, up to there mixed or mineral; beyond is metal.
ORGANIC_TO, MIXED_TO = 10.0, 18.0
_NOTHING = 0.1  # g/cm2
_LEAST_LIGHT = 1e-4
_WINDOW = 3
_SMALLEST_SHADOW = 60
_MARKS = 20


def read_pair(low: Picture, high: Picture, *, calibration: Calibration) -> Aid:
    """Read one view; its findings are cues for a search and never say that a bag is clear.

    Raises:
        InvalidValueError: The two pictures differ in size.
    """
    view = View(low, high)
    depths = depths_of(view, calibration=calibration)
    unseen = shadow.not_inspected(view.low, view.high, calibration=calibration)
    density: Floats = depths.sum(axis=0)
    number = calibration.zeff(depths)
    material = _materials(number, density, unseen=unseen)
    known = (material != Material.OPEN) & ~unseen
    return Aid(
        material=material,
        zeff=np.where(known, number, np.nan).astype(np.float32),
        areal_density=np.where(known & (material != Material.METAL), density, np.nan).astype(
            np.float32
        ),
        not_inspected=unseen,
        findings=_marks(view, depths, unseen=unseen, calibration=calibration),
    )


def marks(view: View, depths: Floats, *, calibration: Calibration) -> tuple[Finding, ...]:
    """The marks over depths of the basis (2 x H x W) that somebody else reckoned."""
    unseen = shadow.not_inspected(view.low, view.high, calibration=calibration)
    return _marks(view, depths, unseen=unseen, calibration=calibration)


def _marks(
    view: View, depths: Floats, *, unseen: NDArray[np.bool_], calibration: Calibration
) -> tuple[Finding, ...]:
    if shadow.is_blurred(view, calibration=calibration):
        return (_blurred(view), *_shadows(unseen))
    outlines = steps.outlines(depths, unseen=unseen, calibration=calibration)[:_MARKS]
    salts = [_salt(one, view=view, calibration=calibration) for one in outlines]
    return (*salts, *_shadows(unseen))


def depths_of(view: View, *, calibration: Calibration) -> Floats:
    """Depths of the basis in g/cm2 at every point, from means over three by three points."""
    logs = [
        -np.log(np.maximum(scipy.ndimage.uniform_filter(one, _WINDOW), np.float32(_LEAST_LIGHT)))
        for one in (view.low, view.high)
    ]
    return calibration.depths(*logs)


def read_region(view: View, inside: NDArray[np.bool_], *, calibration: Calibration) -> Finding:
    """Read one region of a view, as an officer draws it; what lies over it counts in.

    Raises:
        InvalidValueError: The region has too few points, or none.
    """
    rows, columns = np.nonzero(inside)
    polygon = steps.hull(rows, columns) if len(rows) else None
    if polygon is None:
        raise InvalidValueError("The region is too small to be read: draw a larger one.")
    light = _light(view, rows, columns)
    if light.low < shadow.DIMMEST or bool(
        shadow.detectability(
            np.array([light.low]), np.array([light.high]), calibration=calibration
        )[0]
        < 1
    ):
        return _shadow(polygon)
    found = calibration.depths(-np.log(np.array([light.low])), -np.log(np.array([light.high])))
    read = reading((float(found[0, 0]), float(found[1, 0])), light=light, calibration=calibration)
    remark = _remark(read)
    if remark is Remark.THIN:
        return Finding(polygon, Category.OTHER, remark.value)
    return _finding(polygon, remark, read)


def _remark(read: Reading) -> Remark:
    if read.areal_density < steps.THINNEST:
        return Remark.THIN
    if steps.WINDOW[0] < read.zeff < steps.WINDOW[1]:
        return Remark.SALT
    if read.zeff > MIXED_TO:
        return Remark.METAL
    return Remark.MIXED if read.zeff > ORGANIC_TO else Remark.ORGANIC


def _finding(polygon: Polygon, remark: Remark, read: Reading) -> Finding:
    weighed = remark is not Remark.METAL
    return Finding(
        polygon,
        Category.CONTRABAND if remark is Remark.SALT else Category.OTHER,
        remark.value,
        zeff=read.zeff,
        zeff_sigma=read.zeff_sigma,
        areal_density=read.areal_density if weighed else None,
        areal_density_sigma=read.areal_density_sigma if weighed else None,
    )


def _salt(outline: steps.Outline, *, view: View, calibration: Calibration) -> Finding:
    light = _light(view, outline.rows, outline.columns)
    read = reading(outline.depths, light=light, calibration=calibration, background=1.0)
    return _finding(outline.polygon, Remark.SALT, read)


def _light(view: View, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Light:
    low, high = (
        max(float(one[rows, columns].mean()), _LEAST_LIGHT) for one in (view.low, view.high)
    )
    return Light(low, high, len(rows))


def _materials(number: Floats, density: Floats, *, unseen: NDArray[np.bool_]) -> NDArray[np.uint8]:
    found = np.full(number.shape, Material.ORGANIC, np.uint8)
    with np.errstate(invalid="ignore"):
        found[number > ORGANIC_TO] = Material.MIXED
        # Where metal is the more, the light part of the basis goes below nothing.
        found[(number > MIXED_TO) | np.isnan(number)] = Material.METAL
    found[np.abs(density) < _NOTHING] = Material.OPEN
    found[unseen] = Material.NOT_INSPECTED
    return found


def _shadows(unseen: NDArray[np.bool_]) -> list[Finding]:
    labelled, _ = scipy.ndimage.label(unseen)
    sizes = np.bincount(labelled.ravel())
    sizes[0] = 0
    largest = [int(one) for one in np.argsort(sizes)[::-1][:_MARKS] if sizes[one] > 0]
    polygons = [
        steps.hull(*np.nonzero(labelled == one))
        for one in largest
        if sizes[one] >= _SMALLEST_SHADOW
    ]
    return [_shadow(polygon) for polygon in polygons if polygon is not None]


def _blurred(view: View) -> Finding:
    """What is said of the whole picture instead of marks."""
    height, width = view.low.shape
    across, down = float(width), float(height)
    corners = ((0.0, 0.0), (across, 0.0), (across, down), (0.0, down))
    return Finding(corners, Category.UNKNOWN, Remark.BLURRED.value)


def _shadow(polygon: Polygon) -> Finding:
    return Finding(polygon, Category.ANOMALY, Remark.NOT_INSPECTED.value, ability=Ability.SHIELD)
