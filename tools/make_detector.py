"""Writes the reference detector, the physics as one ONNX graph: `python tools/make_detector.py`.

Logarithms of means over three by three points, then the polynomial of simulated machine B.
"""

from datetime import UTC, datetime
from hashlib import sha256

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from markaz.airport.bags.wedges import calibration
from markaz.airport.detectors.manifest import SHIPPED
from markaz.airport.physics.basis import powers

NAME = "physics-b"
_LEAST_LIGHT = 1e-4
_OPSET, _IR = 17, 10


def main() -> None:
    """Write the model and its manifest."""
    model = _model()
    onnx.checker.check_model(model)
    content = model.SerializeToString()
    SHIPPED.mkdir(exist_ok=True)
    (SHIPPED / f"{NAME}.onnx").write_bytes(content)
    (SHIPPED / f"{NAME}.yml").write_text(
        f"name: {NAME}\nversion: '1'\nmodel: {NAME}.onnx\nsha256: {sha256(content).hexdigest()}\n"
        "input: low and high transmission, float32, 1 x 2 x H x W\noutput: basis\n",
        encoding="utf-8",
    )


def _model() -> onnx.ModelProto:
    inverse = calibration("B", now=datetime(2026, 1, 1, tzinfo=UTC)).inverse
    constants: dict[str, np.ndarray] = {"least": np.array(_LEAST_LIGHT, np.float32)}
    nodes = [
        # Edges are repeated, as the program's own mean does within one point of them.
        helper.make_node("Pad", ["pair", "sides"], ["padded"], mode="edge"),
        helper.make_node("AveragePool", ["padded"], ["mean"], kernel_shape=[3, 3]),
        helper.make_node("Max", ["mean", "least"], ["light"]),
        helper.make_node("Log", ["light"], ["bright"]),
        helper.make_node("Neg", ["bright"], ["logs"]),
        helper.make_node("Split", ["logs", "halves"], ["low", "high"], axis=1),
    ]
    constants["sides"] = np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64)
    constants["halves"] = np.array([1, 1], np.int64)
    names = []
    for at, (i, j) in enumerate(powers(inverse.degree)):
        constants[f"i{at}"], constants[f"j{at}"] = np.float32(i), np.float32(j)
        nodes += [
            helper.make_node("Pow", ["low", f"i{at}"], [f"low{at}"]),
            helper.make_node("Pow", ["high", f"j{at}"], [f"high{at}"]),
            helper.make_node("Mul", [f"low{at}", f"high{at}"], [f"term{at}"]),
        ]
        names.append(f"term{at}")
    constants["weights"] = np.array(inverse.coefficients, np.float32)[:, :, None, None]
    nodes += [
        helper.make_node("Concat", names, ["terms"], axis=1),
        helper.make_node("Conv", ["terms", "weights"], ["depths"]),
    ]
    shape = [1, 2, "height", "width"]
    graph = helper.make_graph(
        nodes,
        NAME,
        [helper.make_tensor_value_info("pair", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("depths", TensorProto.FLOAT, shape)],
        [numpy_helper.from_array(np.asarray(one), name) for name, one in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)


if __name__ == "__main__":
    main()
