"""What a detector says of itself, and whether its model is still the one that was described."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from markaz.airport.scans.report import Category
from markaz.records.errors import InvalidValueError

SHIPPED = Path(__file__).parent / "shipped"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


class Output(StrEnum):
    """What a model gives: depths of the basis (1 x 2 x H x W), or boxes (N x 6).

    A box is left, top, right, bottom in picture points, a probability, and the row of the classes.
    """

    BASIS = "basis"
    BOXES = "boxes"


@dataclass(frozen=True, slots=True)
class Detector:
    """One detector; its input is always low and high transmission, float32, 1 x 2 x H x W.

    `classes` are the categories of boxes in the model's order; `least` is the probability below
    which a box is left away. `machines` names those it was trained for; none means any.
    """

    name: str
    version: str
    sha256: str
    model: Path
    output: Output
    classes: tuple[Category, ...] = ()
    least: float = 0.5
    machines: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (_NAME.fullmatch(self.name) and _NAME.fullmatch(self.version)):
            raise InvalidValueError(
                "A detector's name and version have letters, digits, dots and hyphens: 40 or fewer."
            )
        if self.output is Output.BOXES and not self.classes:
            raise InvalidValueError("A detector of boxes names its classes.")
        if not 0 <= self.least <= 1:
            raise InvalidValueError("A probability lies between 0 and 1.")

    def fits(self, machine: str) -> bool:
        """Whether it reads the pictures of this machine."""
        return not self.machines or machine.casefold() in map(str.casefold, self.machines)

    def whole(self) -> bool:
        """Whether the model's bytes are the ones that the manifest was written for."""
        if not self.model.is_file():
            return False
        return sha256(self.model.read_bytes()).hexdigest() == self.sha256


def described(manifest: Path) -> Detector:
    """The detector of a manifest; its model lies in the same folder.

    Raises:
        InvalidValueError: The manifest is none.
    """
    try:
        given: Any = yaml.safe_load(manifest.read_text(encoding="utf-8"))
        return Detector(
            name=str(given["name"]),
            version=str(given["version"]),
            sha256=str(given["sha256"]),
            # Only a name: a manifest leads to no file outside its folder.
            model=manifest.parent / Path(str(given["model"])).name,
            output=Output(given["output"]),
            classes=tuple(Category(one) for one in given.get("classes", ())),
            least=float(given.get("least", 0.5)),
            machines=tuple(map(str, given.get("machines", ()))),
        )
    except InvalidValueError:
        raise
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidValueError(
            "{name} describes no detector ({why}).",
            name=manifest.name,
            why=" ".join(str(error).split()),
        ) from None


def manifests(folder: Path) -> tuple[Path, ...]:
    """The manifests that lie in a folder, by name; none where there is no folder."""
    return tuple(sorted(folder.glob("*.yml")))


def shipped() -> tuple[Detector, ...]:
    """The detectors that come with the program."""
    return tuple(map(described, manifests(SHIPPED)))
