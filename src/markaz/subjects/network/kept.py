"""A network as files: Arrow tables in one folder, mapped into memory when it is opened."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from markaz.subjects.network.links import Network

_TABLES = {
    "nodes": ("names",),
    "ties": ("kinds", "values"),
    "pairs": ("tie_of", "node_of"),
    "reports_from": ("reports_from",),
    "reports": ("reports",),
    "by_node": ("by_node",),
    "members_from": ("members_from",),
    "ties_from": ("ties_from",),
}


def save(network: Network, folder: Path) -> None:
    """Write the network into a folder that is there."""
    for name, columns in _TABLES.items():
        table = pa.table({column: pa.array(getattr(network, column)) for column in columns})
        with pa.ipc.new_file(str(folder / f"{name}.arrow"), table.schema) as writer:
            writer.write_table(table)


def load(folder: Path) -> Network:
    """The network of a folder; FileNotFoundError where there is none."""
    columns: dict[str, pa.Array | np.ndarray] = {}
    for name in _TABLES:
        with pa.memory_map(str(folder / f"{name}.arrow")) as file:
            table = pa.ipc.open_file(file).read_all().combine_chunks()
        for column in table.column_names:
            array = table[column].combine_chunks()
            text = pa.types.is_string(array.type)
            columns[column] = array if text else array.to_numpy()
    return Network(**columns)
