"""The derived network: built once for each state of the tables and each viewer's sight of them."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from pyarrow import feather

from markaz.actions.subjects.looking import written_numbers
from markaz.data.folding import fold
from markaz.governance.disclosure import told_whole
from markaz.governance.visibility import Viewer
from markaz.store.naming import keyed_names
from markaz.store.subjects import network as store
from markaz.subjects.network import kept
from markaz.subjects.network.links import Network, build
from markaz.subjects.network.sharing import sharing

# Raised whenever the derived files change their form, so that older ones are built afresh.
FORM = 3
_WHOSE, _CALLED = "whose.arrow", "called.arrow"
_MOST_IN_MEMORY = 8


@dataclass(frozen=True, slots=True)
class Built:
    """A network, and of each node the subject's id (None: no subject's) and the mention's.

    A mention that is a subject's is still found by its own name: `called` gives the subject's.
    """

    network: Network
    subjects: tuple[int | None, ...]
    mentions: tuple[int | None, ...]
    called: Mapping[str, str]

    def place(self, name: str) -> int | None:
        """Where the node of this name stands; None where there is none."""
        return self.network.place(self.called.get(name, name))


def open_network(viewer: Viewer) -> Built:
    """The network of nothing but what the viewer may see, built where the tables have moved on."""
    scope = _scope(viewer)
    # Asked once: what is filed meanwhile must not change the name between look and open.
    target = _folder() / f"network-{FORM}-{store.version()}-{scope}"
    with _alone(scope):
        if not target.is_dir():
            _build(target, viewer=viewer)
            _clear(beside=target, scope=scope)
        return _opened(target)


def is_in_use(viewer: Viewer) -> bool:
    """Whether somebody with this sight of the tables has asked for a network before."""
    return any(_folder().glob(f"network-*-{_scope(viewer)}"))


def _scope(viewer: Viewer) -> str:
    return hashlib.sha256(told_whole(viewer).encode()).hexdigest()[:12]


def _build(target: Path, *, viewer: Viewer) -> None:
    standing, subjects = store.standing(viewer), store.subjects(viewer)
    numbers = _numbers()
    named = _named(standing, subjects)
    made = sharing(named.drop_columns("own"), numbers, subjects)
    whose = made.whose.sort_by("node")
    part = target.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    kept.save(build(whose["node"].combine_chunks(), made.shared), part)
    feather.write_feather(whose, part / _WHOSE, compression="uncompressed")
    called = named.filter(pc.is_valid(named["subject"])).select(["own", "node"])
    feather.write_feather(called, part / _CALLED, compression="uncompressed")
    part.replace(target)


def _named(standing: pa.Table, subjects: pa.Table) -> pa.Table:
    """The mentions with the name of their node: of a subject that the viewer may see, or their own.

    `own` is their own name in either case.
    Whose they are is forgotten where that subject is not the viewer's to see.
    """
    place = pc.index_in(standing["subject"], value_set=subjects["subject"].combine_chunks())
    seen = pc.and_(pc.is_valid(place), pc.is_valid(standing["subject"]))
    own = pa.array(keyed_names(standing["mention"].to_pylist()), pa.string())
    node = pc.if_else(seen, pc.take(subjects["name"], place), own)
    known = pc.if_else(seen, standing["subject"], pa.scalar(None, pa.int64()))
    folded = pa.array([fold(text) for text in standing["address"].to_pylist()], pa.string())
    at = standing.schema.get_field_index
    named = standing.set_column(at("subject"), "subject", known)
    named = named.set_column(at("address"), "address", folded)
    return named.append_column("node", node).append_column("own", own)


def _numbers() -> pa.Table:
    """The numbers of all mentions; what was read once is not read again.

    A report's words and a list's entries never change, so that only later ones are added.
    """
    with _alone("numbers"):
        reported = _grown("numbers", store.last_reported(), _fresh_numbers)
        return pa.concat_tables([reported, _grown("listed", store.last_listed(), store.listed)])


def _grown(name: str, top: int, fresh: Callable[[int], pa.Table]) -> pa.Table:
    """The table of this name up to an id, by what is kept and what came after it."""
    target = _folder() / f"{name}-{FORM}-{top}.arrow"
    if target.exists():
        return feather.read_table(target)
    older = sorted(_folder().glob(f"{name}-{FORM}-*.arrow"), key=_upto)
    before = [one for one in older if _upto(one) < top]
    since = _upto(before[-1]) if before else 0
    table = fresh(since)
    if before:
        table = pa.concat_tables([feather.read_table(before[-1], memory_map=False), table])
    part = target.with_suffix(".part")
    feather.write_feather(table, part, compression="uncompressed")
    part.replace(target)
    for old in older:
        old.unlink()
    return table


def _fresh_numbers(since: int) -> pa.Table:
    rows = [
        (mention, number.kind.value, number.canonical)
        for mention, *words in store.words_since(since)
        for number in written_numbers(*words)
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(store.NUMBERS)
    arrays = [
        pa.array(values, field.type) for values, field in zip(columns, store.NUMBERS, strict=True)
    ]
    return pa.table(arrays, schema=store.NUMBERS)


def _upto(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


@lru_cache(maxsize=_MOST_IN_MEMORY)
def _opened(folder: Path) -> Built:
    whose, called = (feather.read_table(folder / name) for name in (_WHOSE, _CALLED))
    return Built(
        kept.load(folder),
        tuple(whose["subject"].to_pylist()),
        tuple(whose["mention"].to_pylist()),
        dict(zip(called["own"].to_pylist(), called["node"].to_pylist(), strict=True)),
    )


def _clear(*, beside: Path, scope: str) -> None:
    """Remove what this viewer's network was before; others clear their own."""
    for old in _folder().glob(f"network-*-{scope}*"):
        if old != beside:
            shutil.rmtree(old, ignore_errors=True)


def _folder() -> Path:
    return Path(settings.MARKAZ_HOME) / "network"


@contextmanager
def _alone(scope: str) -> Iterator[None]:
    _folder().mkdir(parents=True, exist_ok=True)
    with (_folder() / f".lock-{scope}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
