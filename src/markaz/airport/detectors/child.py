"""The process of one detector: it reads a pair of pictures, runs the model, writes what came out.

It is shut in before the model is loaded: a network of its own without any way out where the system
allows one, and in any case no socket, no other program, no file opened for writing.
"""

import ctypes
import os
import resource
import sys
from io import BytesIO

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_BARRED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "ctypes.")


def main() -> None:
    """Run the model named first, within the bytes and seconds named after it."""
    model, most_bytes, most_seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
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
    into = BytesIO()
    np.save(into, np.asarray(found[0]), allow_pickle=False)
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
