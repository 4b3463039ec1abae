"""Collects what each agency sends on each day and writes it to files, with memory held flat."""

from pathlib import Path

from markaz.simulation.agencies.layouts import LAYOUTS
from markaz.simulation.agencies.layouts.layout import Layout
from markaz.simulation.block import Chunk, Delivery, rendered
from markaz.simulation.events.calendar import Calendar
from markaz.simulation.workbook import Workbook

# Spreadsheets are split: nobody opens one of a million rows.
_ROWS_PER_WORKBOOK = 20_000
_BYTES_HELD = 1 << 17


class Outbox:
    """The files of all agencies, while blocks are still adding to them."""

    def __init__(self, out: Path, *, calendar: Calendar) -> None:
        self._out = out
        self._calendar = calendar
        self._held: dict[Path, list[bytes]] = {}
        self._sizes: dict[Path, int] = {}
        self._workbooks: dict[Delivery, Workbook] = {}
        self._parts: dict[Delivery, int] = {}
        self._received: dict[str, tuple[int, str]] = {}

    def add(self, delivery: Delivery, chunk: Chunk) -> None:
        """Add a block's rows to what this source sends on this day."""
        layout = LAYOUTS[delivery.source]
        if layout.format == "xlsx":
            self._add_to_workbook(delivery, chunk, layout)
        else:
            self._append(self._path(delivery, layout, part=1), chunk.content, top=layout)

    def append_truth(self, name: str, content: bytes) -> None:
        """Add to one of the files of the truth."""
        self._append(self._out / "truth" / name, content, top=None)

    def _path(self, delivery: Delivery, layout: Layout, *, part: int) -> Path:
        suffix = f"-part{part:02d}" if part > 1 else ""
        name = f"{layout.folder}/{self._calendar.iso[delivery.day]}{suffix}.{layout.suffix}"
        self._received.setdefault(name, (delivery.day, delivery.source))
        return self._out / name

    def _append(self, path: Path, content: bytes, *, top: Layout | None) -> None:
        if path not in self._held:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
            self._held[path] = [_top(top)] if top else []
            self._sizes[path] = 0
        self._held[path].append(content)
        self._sizes[path] += len(content)
        if self._sizes[path] > _BYTES_HELD:
            self._write_held(path)

    def _write_held(self, path: Path) -> None:
        with path.open("ab") as file:
            file.writelines(self._held[path])
        self._held[path] = []
        self._sizes[path] = 0

    def _add_to_workbook(self, delivery: Delivery, chunk: Chunk, layout: Layout) -> None:
        workbook = self._workbooks.get(delivery)
        if workbook and workbook.rows + chunk.rows > _ROWS_PER_WORKBOOK:
            self._finish(delivery)
            workbook = None
        if workbook is None:
            workbook = self._workbooks[delivery] = Workbook(layout)
        workbook.extend(chunk.content, rows=chunk.rows)

    def _finish(self, delivery: Delivery) -> None:
        part = self._parts[delivery] = self._parts.get(delivery, 0) + 1
        path = self._path(delivery, LAYOUTS[delivery.source], part=part)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._workbooks.pop(delivery).finish())

    def close(self) -> list[dict[str, str]]:
        """Write what is still held; the files, in the order in which the centre received them."""
        for path in self._held:
            self._write_held(path)
        for delivery in list(self._workbooks):
            self._finish(delivery)
        ordered = sorted(self._received.items(), key=lambda item: (item[1], item[0]))
        return [
            {
                "file": name,
                "source": source,
                "received": f"{self._calendar.iso[day]}T08:00:00+05:00",
            }
            for name, (day, source) in ordered
        ]


def _top(layout: Layout) -> bytes:
    if layout.format == "jsonl":
        return b""
    top = rendered([*[(title,) for title in layout.titles], layout.header], layout=layout)
    # A byte order mark stands at the very beginning only; the rows below are written without.
    mark = b"\xef\xbb\xbf" if layout.encoding == "utf-8-sig" else b""
    return mark + top
