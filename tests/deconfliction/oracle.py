"""What two operations do, found by looking at every second: slow, plain, and apart from the room.

Places between waypoints are taken on the whole geodesic of a leg; distances between places on the
ellipsoid; distances from an area on an equidistant map around it.  Nothing of the room is used.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np
import shapely
from pyproj import Geod, Proj

from markaz.records.operations.shape import Convoy, Flight, Point, Polygon

GEOD = Geod(ellps="WGS84")
STEP_S = 5.0
FINE = 250
LOOKED_INTO = 30


@dataclass(frozen=True)
class Seen:
    """The least distance lies between the bounds; `moments` are those within the radius."""

    at_least_m: float
    at_most_m: float
    moments: np.ndarray


class Watched:
    """One operation under observation."""

    def __init__(self, operation, kind):
        self.shape = operation.shape
        self.opens = (operation.window.starts_at - timedelta(minutes=kind.before_min)).timestamp()
        self.shuts = (operation.window.ends_at + timedelta(minutes=kind.after_min)).timestamp()
        self.half_m = self.shape.length_m / 2 if isinstance(self.shape, Convoy) else 0.0
        self.moves = not isinstance(self.shape, Point | Polygon)

    def speed(self):
        if not self.moves:
            return 0.0
        points = self.shape.waypoints
        return max(
            GEOD.inv(a.at.longitude, a.at.latitude, b.at.longitude, b.at.latitude)[2]
            / (b.moment - a.moment).total_seconds()
            for a, b in pairwise(points)
        )

    def places(self, moments):
        if isinstance(self.shape, Point):
            at = self.shape.at
            return np.full(len(moments), at.longitude), np.full(len(moments), at.latitude)
        points = self.shape.waypoints
        times = np.array([one.moment.timestamp() for one in points])
        legs = np.clip(np.searchsorted(times, moments, side="right") - 1, 0, len(points) - 2)
        east, north = np.empty(len(moments)), np.empty(len(moments))
        for leg in np.unique(legs):
            here = legs == leg
            a, b = points[leg].at, points[leg + 1].at
            azimuth, _, length = GEOD.inv(a.longitude, a.latitude, b.longitude, b.latitude)
            part = (moments[here] - times[leg]) / (times[leg + 1] - times[leg])
            same = np.ones(here.sum())
            east[here], north[here], _ = GEOD.fwd(
                a.longitude * same, a.latitude * same, azimuth * same, length * np.clip(part, 0, 1)
            )
        return east, north

    def in_the_air(self, moments):
        if not isinstance(self.shape, Flight):
            return np.zeros(len(moments), dtype=bool)
        departs, arrives = (one.moment.timestamp() for one in self.shape.waypoints)
        return (moments > departs) & (moments < arrives)


def mapped(area):
    """The area on an equidistant map around its first corner, and the map."""
    middle = area.ring[0]
    sheet = Proj(proj="aeqd", lat_0=middle.latitude, lon_0=middle.longitude, ellps="WGS84")
    corners = []
    for a, b in zip(area.ring, (*area.ring[1:], area.ring[0]), strict=True):
        corners.append((a.longitude, a.latitude))
        corners += GEOD.npts(a.longitude, a.latitude, b.longitude, b.latitude, 20)
    return shapely.Polygon([sheet(*corner) for corner in corners]), sheet


def distances(left, right, moments):
    if isinstance(left.shape, Polygon) and isinstance(right.shape, Polygon):
        area, sheet = mapped(left.shape)
        corners = [
            corner
            for a, b in zip(
                right.shape.ring, (*right.shape.ring[1:], right.shape.ring[0]), strict=True
            )
            for corner in (
                (a.longitude, a.latitude),
                *GEOD.npts(a.longitude, a.latitude, b.longitude, b.latitude, 20),
            )
        ]
        other = shapely.Polygon([sheet(*corner) for corner in corners])
        return np.full(len(moments), area.distance(other))
    if isinstance(right.shape, Polygon):
        left, right = right, left
    if isinstance(left.shape, Polygon):
        area, sheet = mapped(left.shape)
        x, y = sheet(*right.places(moments))
        return shapely.distance(area, shapely.points(x, y))
    return np.array(GEOD.inv(*left.places(moments), *right.places(moments))[2])


def looked_at(left, right, *, rules):
    """Watch two operations through their shared window; None where they share none."""
    ours, theirs = (Watched(one, rules.kind(one.kind)) for one in (left, right))
    begin, end = max(ours.opens, theirs.opens), min(ours.shuts, theirs.shuts)
    if begin >= end:
        return None
    half_m = ours.half_m + theirs.half_m
    radius_m = max(rules.kind(one.kind).radius_m for one in (left, right))

    def measured(moments):
        metres = distances(ours, theirs, moments) - half_m
        if not rules.overflight:
            metres[ours.in_the_air(moments) != theirs.in_the_air(moments)] = np.inf
        return np.maximum(metres, 0)

    moments = np.linspace(begin, end, int((end - begin) / STEP_S) + 2)
    coarse = measured(moments)
    slip_m = (ours.speed() + theirs.speed()) * STEP_S / 2
    order = np.argsort(coarse)
    fine = np.concatenate(
        [moments[order[:LOOKED_INTO], None] + np.linspace(-STEP_S / 2, STEP_S / 2, FINE + 1)]
    ).ravel()
    fine = fine[(fine >= begin) & (fine <= end)]
    near = measured(fine)
    least = min(coarse.min(), near.min())
    elsewhere = coarse[order[LOOKED_INTO:]]
    bound = min(near.min() - slip_m / FINE, elsewhere.min() - slip_m if len(elsewhere) else np.inf)
    every = np.concatenate((moments, fine))
    within = np.concatenate((coarse, near)) <= radius_m - 1.0
    return Seen(at_least_m=bound, at_most_m=least, moments=every[within])


def distance_at(left, right, moment, *, rules):
    """How far apart two operations are at one moment."""
    ours, theirs = (Watched(one, rules.kind(one.kind)) for one in (left, right))
    metres = distances(ours, theirs, np.array([moment.timestamp()]))[0]
    return max(0.0, float(metres) - ours.half_m - theirs.half_m)
