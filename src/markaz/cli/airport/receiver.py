"""Receives what scanning machines send by DICOM's C-STORE, on this machine unless told otherwise.

A machine is told "stored" only after the file was kept, so that it sends again what a stop cut off.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian
from pynetdicom import AE, evt
from pynetdicom.events import Event
from pynetdicom.service_class import StorageServiceClass
from pynetdicom.sop_class import register_uid
from pynetdicom.transport import ThreadedAssociationServer

from markaz.airport.scans import tags
from markaz.airport.scans.refused import Refused
from markaz.records.errors import InvalidValueError

_STORED, _NO_SENSE, _NO_ROOM = 0x0000, 0xC000, 0xA700
_MOST_AT_ONCE = 8
_PATIENCE_S = 30
_LONGEST_TITLE = 16
_ECHO = "1.2.840.10008.1.1"  # whether anybody answers: the first thing an installer tries
_KINDS = {
    "DicosPresentationStorage": tags.DX_PRESENTATION,
    "DicosProcessingStorage": tags.DX_PROCESSING,
    "DicosVolumeStorage": tags.CT,
    "DicosReportStorage": tags.TDR,
}
# pynetdicom knows the service of medical classes only.
for _keyword, _kind in _KINDS.items():
    register_uid(_kind, _keyword, StorageServiceClass)


@dataclass(frozen=True, slots=True)
class Door:
    """Where machines call: our title, theirs that are let in, and how large a file may be."""

    title: str
    machines: tuple[str, ...]
    host: str = "127.0.0.1"
    port: int = 11112
    most_bytes: int = tags.LARGEST

    def __post_init__(self) -> None:
        titles = (self.title, *self.machines)
        if not self.machines or not all(0 < len(one.strip()) <= _LONGEST_TITLE for one in titles):
            raise InvalidValueError(
                "Name our title and one machine's or more, each of 1 to 16 characters."
            )


class _Scale:
    """Ends a connection whose file outgrows the limit, before it fills the memory."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._taken: dict[object, int] = {}

    def weigh(self, event: Event) -> None:
        taken = self._taken.get(event.assoc, 0) + len(event.data)
        self._taken[event.assoc] = taken
        if taken > self._most:
            event.assoc.abort()

    def empty(self, event: Event) -> None:
        self._taken.pop(event.assoc, None)


def receive(keep: Callable[[bytes], None], *, door: Door) -> ThreadedAssociationServer:
    """Open the door; `keep` gets each file as bytes, in a thread of its own, until `shutdown()`.

    What `keep` refuses the machine is told it cannot be understood; when it fails, that there is no
    room, so that the machine keeps its copy.
    """
    entity = AE(ae_title=door.title)
    entity.require_called_aet = True
    entity.require_calling_aet = list(door.machines)
    entity.maximum_associations = _MOST_AT_ONCE
    entity.acse_timeout = entity.dimse_timeout = entity.network_timeout = _PATIENCE_S
    for kind in (_ECHO, *_KINDS.values()):
        entity.add_supported_context(kind, [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
    scale = _Scale(door.most_bytes)

    def store(event: Event) -> int:
        scale.empty(event)
        try:
            keep(event.encoded_dataset())
        except Refused:
            return _NO_SENSE
        except OSError:
            return _NO_ROOM
        return _STORED

    server = entity.start_server(
        (door.host, door.port),
        block=False,
        evt_handlers=[
            (evt.EVT_C_STORE, store),
            (evt.EVT_DATA_RECV, scale.weigh),
            (evt.EVT_CONN_CLOSE, scale.empty),
        ],
    )
    if server is None:
        raise InvalidValueError("The door for machines could not be opened.")
    return server
