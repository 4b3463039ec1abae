"""DICOS files in and out: pictures, volumes and threat detection reports."""

from collections.abc import Callable, Mapping, Sequence

from pydicom.dataset import Dataset

from markaz.airport.scans import ct, dx, tags, tdr
from markaz.airport.scans.image import Half, Kind, Scan
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import ThreatReport

_READERS: Mapping[str, Callable[[Dataset], Scan | Half | ThreatReport]] = {
    tags.DX_PROCESSING: dx.half,
    tags.DX_PRESENTATION: dx.half,
    tags.CT: ct.volume,
    tags.TDR: tdr.report,
}


def read(content: bytes) -> Scan | Half | ThreatReport:
    """What one file holds: a volume, one energy of a view, or a report.

    Raises:
        Refused: It is no DICOS file, of a kind that is not read, damaged, or not whole; its one
            sentence says which.
    """
    elements = tags.opened(content)
    tags.demand(elements, ("SOPClassUID",))
    kind = str(elements.SOPClassUID)
    if kind not in _READERS:
        raise Refused("The file is of class {kind}: DX, CT and TDR of DICOS are read.", kind=kind)
    try:
        return _READERS[kind](elements)
    except tags.UNREADABLE as error:
        raise tags.damaged(error) from None


def join(parts: Sequence[Half]) -> Scan:
    """The scan of the files of both energies, of one view or two.

    Raises:
        Refused: They are of different scans, of different sizes, or one is missing.
    """
    return dx.joined(list(parts))


def write_scan(scan: Scan) -> tuple[bytes, ...]:
    """The files of a scan: one for a volume, one for each energy of each view otherwise."""
    if scan.kind is Kind.CT:
        return (ct.written(scan),)
    return tuple(dx.written(one) for one in dx.halves(scan))


def write_tdr(report: ThreatReport) -> bytes:
    """The file of a report."""
    return tdr.written(report)
