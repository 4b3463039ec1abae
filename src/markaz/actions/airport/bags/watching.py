"""A folder that a machine writes to, swept into a desk's queue and its list of files set aside."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from markaz.accounts.models import User
from markaz.actions.airport.bags import opening, receiving
from markaz.airport.scans.folder import Arrival, Sweep, WatchedFolder
from markaz.airport.scans.image import Half, Scan
from markaz.airport.scans.refused import Refused
from markaz.airport.scans.report import ThreatReport
from markaz.store.airport.scans import Bag
from markaz.store.models import DeskRow


@dataclass(frozen=True, slots=True)
class Watch:
    """One folder of one desk's machine."""

    folder: WatchedFolder
    desk: DeskRow
    by: User

    def sweep(self, *, now: datetime) -> Sweep:
        """Take in what is whole; a sweep that was stopped is taken up again by the next one."""

        def keep(arrival: Arrival) -> None:
            receiving.receive_read(
                arrival.what, arrival.files, arrival.names, desk=self.desk, bag=Bag(), by=self.by,
                now=now,
            )  # fmt: skip

        return self.folder.sweep(keep, now=now)


def watch(root: Path, *, desk: DeskRow, by: User, now: datetime) -> Watch:
    """Watch a folder; what cannot be read stands on the desk's list as well as in the folder."""

    def read(content: bytes, path: Path) -> Scan | Half | ThreatReport:
        try:
            written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
            return opening.read(content, name=path.name, now=written)
        except Refused as why:
            receiving.refuse(content, name=path.name, why=why, desk=desk, by=by, now=now)
            raise

    return Watch(WatchedFolder(root, read=read), desk, by)
