"""The process of one detector: it reads a pair of pictures, runs the model, writes what came out.

It is shut in before the model is loaded: a network of its own without any way out where the system
allows one, and in any case no socket, no other program, no file opened for writing.
"""

import ctypes
import os
import resource
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_BARRED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.")


# The process ends with these where the model is another one, or its answer no picture's.
OTHER_MODEL, TOO_LONG = 3, 4
_MOST_ANSWER = 1 << 29


def main() -> None:
    """Run the model named first, if its hash is the second, within so many bytes and seconds."""
    named, digest, most_bytes, most_seconds = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:5])
    # From these bytes alone: a file changed after it was judged, or weights laid beside it that
    # nobody judged, are never read.
    model = Path(named).read_bytes()
    if sha256(model).hexdigest() != digest:
        sys.exit(OTHER_MODEL)
    _leave_network()
    # Only now: both begin threads, and a process with threads may not change its namespaces.
    import numpy as np
    import onnxruntime

    _shut_in(most_bytes, most_seconds)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    pair = np.load(BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    found = session.run(None, {session.get_inputs()[0].name: pair})
    answer = np.asarray(found[0])
    if answer.nbytes > _MOST_ANSWER:
        sys.exit(TOO_LONG)
    into = BytesIO()
    np.save(into, answer, allow_pickle=False)
    sys.stdout.buffer.write(into.getvalue())


def _leave_network() -> bool:
    """Move into an empty network; not every system lets a plain account have one of its own."""
    return bool(ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK) == 0)


def _shut_in(most_bytes: int, most_seconds: int) -> None:
    """Limit memory and seconds, and bar what Python code could reach the outside by."""
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_bar)


def _bar(event: str, given: tuple[object, ...]) -> None:
    if event.startswith(_BARRED):
        raise PermissionError(event)
    if event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
