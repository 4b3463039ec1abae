"""Detectors in their own process: the shipped one agrees with the aid, rogues are told of."""

import os
from dataclasses import replace
from hashlib import sha256

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from markaz.airport.bags import wedges
from markaz.airport.bags.machine import machine as simulated
from markaz.airport.detectors import child, manifest
from markaz.airport.detectors.manifest import Detector, Output
from markaz.airport.detectors.running import Fault, Limits, Reason, run
from markaz.airport.physics.materials import material
from markaz.airport.physics.reading import depths_of, read_pair
from markaz.airport.scans.image import Kind, Origin, Scan
from markaz.airport.scans.report import Category, Decision


@pytest.fixture
def b(now):
    return wedges.calibration("B", now=now)


@pytest.fixture
def scan(chance, now):
    salt = np.zeros((140, 160))
    salt[30:100, 40:120] = 2.0
    goods = {material("meth-hcl"): salt, material("cotton"): np.full(salt.shape, 1.0)}
    view = simulated("B").shot(goods, photons=1e5, chance=chance)
    return Scan(Kind.DX, Origin("simulated B", "1.2", "1.2.3", now, (1.0, 1.0)), first=view)


def ask(detector, scan, b, now, **limits):
    return run(
        detector, scan, calibration=b, uid="1.9", now=now,
        limits=Limits(**limits) if limits else None,
    )  # fmt: skip


def made(folder, nodes, *, constants=(), output=Output.BASIS, gives=TensorProto.FLOAT, rank=4):
    graph = helper.make_graph(
        nodes, "rogue",
        [helper.make_tensor_value_info("pair", TensorProto.FLOAT, [1, 2, "h", "w"])],
        [helper.make_tensor_value_info("found", gives, [None] * rank)],
        [numpy_helper.from_array(np.asarray(one), name) for name, one in constants],
    )  # fmt: skip
    content = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10
    ).SerializeToString()
    path = folder / "rogue.onnx"
    path.write_bytes(content)
    classes = (Category.CONTRABAND, Category.LAPTOP) if output is Output.BOXES else ()
    return Detector("rogue", "1", sha256(content).hexdigest(), path, output, classes)


def test_the_shipped_detector_finds_what_the_aid_finds(scan, b, now):
    (detector,) = manifest.shipped()
    found = ask(detector, scan, b, now)
    aid = read_pair(scan.low, scan.high, calibration=b)
    assert found.decision is Decision.ALARM
    assert [one.text for one in found.findings] == [one.text for one in aid.findings]
    assert abs(found.findings[0].zeff - aid.findings[0].zeff) < 0.02
    assert found.algorithm == "physics-b"
    assert found.parameters["sha256"] == detector.sha256[:16]


def test_the_shipped_graph_reckons_the_depths_of_the_program(scan, b):
    import onnxruntime

    (detector,) = manifest.shipped()
    session = onnxruntime.InferenceSession(str(detector.model), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"pair": np.stack([scan.low, scan.high])[None]})
    assert np.abs(found[0] - depths_of(scan.first, calibration=b)).max() < 0.01


def test_every_shipped_model_is_whole_and_small():
    for detector in manifest.shipped():
        assert detector.whole()
        assert detector.model.stat().st_size < 1_000_000
        onnx.checker.check_model(str(detector.model))


def test_a_model_that_was_changed_is_not_run(scan, b, now, tmp_path):
    (detector,) = manifest.shipped()
    other = tmp_path / "other.onnx"
    other.write_bytes(detector.model.read_bytes() + b"\0")
    for model in (other, tmp_path / "gone.onnx"):
        fault = ask(replace(detector, model=model), scan, b, now)
        assert fault == Fault("physics-b", "1", Reason.MODEL, now)


def test_an_answer_that_is_no_number_switches_off(scan, b, now, tmp_path):
    rogue = made(
        tmp_path, [helper.make_node("Mul", ["pair", "nan"], ["found"])],
        constants=[("nan", np.float32(np.nan))],
    )  # fmt: skip
    assert ask(rogue, scan, b, now).reason is Reason.NUMBERS


@pytest.mark.parametrize("output", [Output.BASIS, Output.BOXES])
def test_an_answer_of_another_shape_switches_off(scan, b, now, tmp_path, output):
    rogue = made(
        tmp_path, [helper.make_node("ReduceSum", ["pair", "axes"], ["found"], keepdims=1)],
        constants=[("axes", np.array([2], np.int64))], output=output,
    )  # fmt: skip
    fault = ask(rogue, scan, b, now)
    assert fault.reason is Reason.SHAPE
    assert "(1, 2, 1, 160)" in fault.told


def test_what_is_no_model_switches_off(scan, b, now, tmp_path):
    path = tmp_path / "rogue.onnx"
    path.write_bytes(b"no model at all")
    digest = sha256(path.read_bytes()).hexdigest()
    fault = ask(Detector("rogue", "1", digest, path, Output.BASIS), scan, b, now)
    assert fault.reason is Reason.CRASH
    assert fault.told


def slow(folder, rounds):
    """A graph that multiplies a large square by itself, again and again."""
    nodes = [
        helper.make_node("ReduceMean", ["pair"], ["seed"], keepdims=0),
        helper.make_node("Mul", ["square", "seed"], ["s0"]),
    ]
    for at in range(rounds):
        nodes.append(helper.make_node("MatMul", [f"s{at}", f"s{at}"], [f"s{at + 1}"]))
    nodes.append(helper.make_node("ReduceMean", [f"s{rounds}"], ["mean"], keepdims=0))
    nodes.append(helper.make_node("Mul", ["pair", "mean"], ["found"]))
    return made(folder, nodes, constants=[("square", np.full((1500, 1500), 1e-4, np.float32))])


def test_a_slow_detector_is_ended_and_the_desk_goes_on(scan, b, now, tmp_path):
    fault = ask(slow(tmp_path, 400), scan, b, now, seconds=3.0)
    assert fault.reason in (Reason.TIME, Reason.CRASH)  # by the clock, or by its own seconds
    (good,) = manifest.shipped()
    assert ask(good, scan, b, now).decision is Decision.ALARM


def test_a_greedy_detector_is_ended(scan, b, now, tmp_path):
    rogue = made(
        tmp_path,
        [
            helper.make_node("ConstantOfShape", ["size"], ["much"]),
            helper.make_node("ReduceMean", ["much"], ["mean"], keepdims=0),
            helper.make_node("Mul", ["pair", "mean"], ["found"]),
        ],
        constants=[("size", np.array([60_000, 60_000], np.int64))],
    )
    assert ask(rogue, scan, b, now, most_bytes=2 << 30).reason is Reason.CRASH


def test_boxes_become_marks_and_faint_or_foreign_ones_do_not(scan, b, now, tmp_path):
    boxes = [[1, 2, 30, 40, 0.9, 1], [5, 5, 9, 9, 0.8, 0], [0, 0, 5, 5, 0.2, 0], [0, 0, 5, 5, 1, 7]]
    detector = made(
        tmp_path, [helper.make_node("Identity", ["boxes"], ["found"])], output=Output.BOXES,
        constants=[("boxes", np.array(boxes, np.float32))], rank=2,
    )  # fmt: skip
    found = ask(detector, scan, b, now)
    assert [one.category for one in found.findings] == [Category.LAPTOP, Category.CONTRABAND]
    assert found.findings[0].polygon == ((1, 2), (30, 2), (30, 40), (1, 40))
    assert "only a search tells" in found.findings[0].text


@pytest.mark.parametrize(
    ("event", "given"),
    [
        ("socket.connect", (None, ("127.0.0.1", 80))),
        ("subprocess.Popen", ()),
        ("open", ("/tmp/x", "w", os.O_WRONLY)),
    ],
)
def test_the_child_bars_network_programs_and_writing(event, given):
    with pytest.raises(PermissionError):
        child._bar(event, given)


def test_the_child_may_read():
    child._bar("open", ("/tmp/x", "r", os.O_RDONLY))
    child._bar("import", ("math",))


def test_a_shut_in_process_reaches_no_network():
    """In a process of its own, because nothing opens the door again."""
    import subprocess
    import sys

    code = (
        "import socket\nfrom markaz.airport.detectors.child import _shut_in\n"
        "_shut_in(1 << 32, 10)\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except PermissionError:\n    print('barred')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "barred\n"


def test_where_the_system_allows_it_the_network_is_empty():
    import subprocess
    import sys

    code = (
        "from pathlib import Path\nfrom markaz.airport.detectors.child import _leave_network\n"
        "left = _leave_network()\n"
        "print(left, len(Path('/proc/net/dev').read_text().splitlines()) - 2)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    left, devices = done.stdout.split()
    if left == "False":
        pytest.skip("this system gives a plain account no network of its own")
    assert devices == "1"  # loopback, and that is down


@pytest.mark.parametrize(
    "text", ["", "[]", "name: x", "name: x\nversion: 1\nsha256: a\nmodel: m\noutput: sums\n"]
)
def test_a_manifest_that_describes_nothing_is_refused(tmp_path, text):
    path = tmp_path / "x.yml"
    path.write_text(text)
    with pytest.raises(ValueError, match="describes no detector"):
        manifest.described(path)


def test_a_manifest_leads_to_no_file_outside_its_folder(tmp_path):
    path = tmp_path / "x.yml"
    path.write_text("name: x\nversion: 1\nsha256: a\nmodel: ../../etc/passwd\noutput: basis\n")
    assert manifest.described(path).model == tmp_path / "passwd"
