"""Detectors of others at the desk: asked of each scan, and switched off where they go wrong."""

from hashlib import sha256

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from markaz.actions.airport.bags import asking, receiving
from markaz.actions.airport.machines import detectors
from markaz.airport.detectors import running
from markaz.airport.detectors.running import Limits, Reason
from markaz.airport.scans import dicos
from markaz.airport.scans.report import ThreatReport
from markaz.governance.audit import Event
from markaz.records.errors import InvalidValueError, NotPermittedError
from markaz.store import files
from markaz.store.models import AuditRow, DetectorSwitch, DetectorWord, ScanRow

MANIFEST = "name: {name}\nversion: '1'\nmodel: {name}.onnx\nsha256: {sha256}\noutput: {output}\n"


def graph(nodes, constants, *, rank=4):
    made = helper.make_graph(
        nodes, "rogue",
        [helper.make_tensor_value_info("pair", TensorProto.FLOAT, [1, 2, "h", "w"])],
        [helper.make_tensor_value_info("found", TensorProto.FLOAT, [None] * rank)],
        [numpy_helper.from_array(np.asarray(one), name) for name, one in constants.items()],
    )  # fmt: skip
    opset = [helper.make_opsetid("", 17)]
    return helper.make_model(made, opset_imports=opset, ir_version=10).SerializeToString()


def never_ending():
    """A loop without an end that an ONNX graph may hold: it never answers."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go"], ["on"]),
            helper.make_node("Add", ["was", "was"], ["is"]),
        ],
        "round",
        [
            helper.make_tensor_value_info("at", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("was", TensorProto.FLOAT, [None] * 4),
        ],
        [
            helper.make_tensor_value_info("on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("is", TensorProto.FLOAT, [None] * 4),
        ],
    )
    loop = helper.make_node("Loop", ["", "true", "pair"], ["found"], body=body)
    return graph([loop], {"true": np.bool_(1)})


def boxes(*rows):
    named = {"boxes": np.array(rows, np.float32)}
    return graph([helper.make_node("Identity", ["boxes"], ["found"])], named, rank=2)


ROGUES = {
    "hangs": (never_ending(), "basis", Reason.TIME),
    "crashes": (b"no model at all", "basis", Reason.CRASH),
    "writes-rubbish": (
        graph([helper.make_node("Mul", ["pair", "nan"], ["found"])], {"nan": np.float32(np.nan)}),
        "basis",
        Reason.NUMBERS,
    ),
    "writes-another-shape": (boxes([1, 2, 3, 4, 0.9, 0]), "basis", Reason.SHAPE),
}


@pytest.fixture
def install(home):
    folder = home / "detectors"
    folder.mkdir()

    def lay(name, model, *, output="basis", classes="", digest=""):
        (folder / f"{name}.onnx").write_bytes(model)
        text = MANIFEST.format(name=name, output=output, sha256=digest or sha256(model).hexdigest())
        (folder / f"{name}.yml").write_text(text + classes, encoding="utf-8")
        return folder / f"{name}.onnx"

    return lay


@pytest.fixture
def switch(desk, supervisor, now):
    def turn(name, *, on=True, why="simulated trial", by=supervisor):
        return detectors.switch(name, desk=desk, on=on, why=why, by=by, now=now)

    return turn


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(running, "Limits", lambda: Limits(seconds=4.0))


def test_the_shipped_detector_speaks_beside_the_aid(hand_in, switch):
    switch("physics-b")
    scan = hand_in(shielded=True).scan
    word = DetectorWord.objects.get(scan=scan)
    assert (word.detector, word.version, word.views) == ("physics-b", "1", 1)
    kept = {one.file_name: files.of(one.sha256).path.read_bytes() for one in scan.files.all()}
    aid, told = (dicos.read(kept[name]) for name in ("reading-aid.tdr.dcs", "physics-b-1.tdr.dcs"))
    assert isinstance(told, ThreatReport)
    assert (aid.algorithm, told.algorithm) == ("Markaz reading aid", "physics-b")
    assert told.parameters["sha256"] == word.sha256[:16]
    assert [one.text for one in told.findings] == [one.text for one in aid.findings] != []
    assert AuditRow.objects.filter(event=Event.DETECTOR_SPOKE.value).count() == 1


def test_nothing_is_asked_until_a_person_switches_it_on_with_a_reason(
    hand_in, install, switch, officer
):
    install("boxes", boxes([1, 2, 30, 40, 0.9, 0]), output="boxes", classes="classes: [CONTRABAND]")
    hand_in(1)
    assert not DetectorWord.objects.exists()
    with pytest.raises(InvalidValueError, match="Say why"):
        switch("boxes", why=" ")
    with pytest.raises(NotPermittedError):
        switch("boxes", by=officer)
    switch("boxes")
    scan = hand_in(2).scan
    scan.refresh_from_db()
    assert (scan.alarm, DetectorWord.objects.get().decision) == (True, "alarm")


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("name", ROGUES)
def test_a_rogue_is_switched_off_with_its_event_while_the_desk_works_on(
    hand_in, install, switch, desk, supervisor, name
):
    model, output, reason = ROGUES[name]
    install(name, model, output=output)
    switch("physics-b")
    switch(name)
    first = hand_in(1).scan
    # The scan waits in the queue, and whoever behaves was asked.
    assert ScanRow.objects.get(name=first.name).decided_at is None
    assert [one.detector for one in first.words.all()] == ["physics-b"]
    off = DetectorSwitch.objects.get(detector=name, ended_at=None)
    assert (off.on, off.fault) == (False, reason.value)
    logged = AuditRow.objects.filter(event=Event.DETECTOR_SWITCHED_OFF.value).get()
    assert (logged.details["fault"], logged.details["scan"]) == (reason.value, f"scan {first.name}")
    state = {one.detector.name: one.on for one in detectors.installed(desk, by=supervisor)}
    assert state == {"physics-b": True, name: False}
    # The next bag is not held up by it.
    hand_in(2)
    assert DetectorSwitch.objects.filter(detector=name).count() == 2


def test_a_model_changed_behind_its_manifest_is_not_run(hand_in, install, switch):
    model = boxes([1, 2, 30, 40, 0.9, 0])
    path = install("boxes", model, output="boxes", classes="classes: [CONTRABAND]")
    switch("boxes")
    path.write_bytes(boxes([0, 0, 60, 60, 1.0, 0]))
    hand_in(1)
    assert not DetectorWord.objects.exists()
    off = DetectorSwitch.objects.get(detector="boxes", ended_at=None)
    assert (off.on, off.fault) == (False, Reason.MODEL.value)
    with pytest.raises(InvalidValueError, match="not the one that its manifest describes"):
        switch("boxes")


def test_a_switch_holds_for_the_model_that_it_was_made_for(hand_in, install, switch):
    install("boxes", boxes([1, 2, 30, 40, 0.9, 0]), output="boxes", classes="classes: [CONTRABAND]")
    switch("boxes")
    install_again = boxes([0, 0, 60, 60, 1.0, 0])
    folder = detectors.folder()
    (folder / "boxes.onnx").write_bytes(install_again)
    text = MANIFEST.format(name="boxes", output="boxes", sha256=sha256(install_again).hexdigest())
    (folder / "boxes.yml").write_text(f"{text}classes: [CONTRABAND]", encoding="utf-8")
    hand_in(1)
    assert not DetectorWord.objects.exists()
    assert DetectorSwitch.objects.get().on


def test_weights_laid_beside_a_model_are_not_read(hand_in, install, switch):
    """The hash covers the model's own file: what it takes from others nobody judged."""
    weights = numpy_helper.from_array(np.ones((1, 2, 60, 80), np.float32), "w")
    tensor = onnx.TensorProto()
    tensor.CopyFrom(weights)
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="weights.bin")
    made = helper.make_graph(
        [helper.make_node("Mul", ["pair", "w"], ["found"])], "outside",
        [helper.make_tensor_value_info("pair", TensorProto.FLOAT, [1, 2, 60, 80])],
        [helper.make_tensor_value_info("found", TensorProto.FLOAT, [None] * 4)], [tensor],
    )  # fmt: skip
    opset = [helper.make_opsetid("", 17)]
    path = install(
        "outside", helper.make_model(made, opset_imports=opset, ir_version=10).SerializeToString()
    )
    (path.parent / "weights.bin").write_bytes(np.ones((1, 2, 60, 80), np.float32).tobytes())
    switch("outside")
    hand_in(1)
    assert DetectorSwitch.objects.get(ended_at=None).fault == Reason.CRASH.value


def test_a_detector_that_a_kill_cut_short_is_asked_when_the_file_comes_again(
    hand_in, switch, monkeypatch
):
    switch("physics-b")
    with monkeypatch.context() as killed:
        killed.setattr(asking, "run", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            hand_in(1)
    assert (ScanRow.objects.count(), DetectorWord.objects.count()) == (1, 0)
    assert hand_in(1).repeated
    assert hand_in(1).repeated
    assert (ScanRow.objects.count(), DetectorWord.objects.count()) == (1, 1)


def test_what_the_aid_could_not_see_stays_not_inspected_after_another_word(
    hand_in, desk, officer, now, tmp_path
):
    """A machine's own report that is silent on the shield takes nothing of it back."""
    scan = hand_in(shielded=True).scan
    aid = next(one for one in scan.files.all() if one.file_name == "reading-aid.tdr.dcs")
    from dataclasses import replace

    said = replace(dicos.read(files.of(aid.sha256).path.read_bytes()), findings=(), uid="1.2.9")
    path = tmp_path / "told.dcs"
    path.write_bytes(dicos.write_tdr(said))
    receiving.receive_scan(path, desk=desk, bag=receiving.Bag(), by=officer, now=now)
    scan.refresh_from_db()
    assert scan.not_inspected
