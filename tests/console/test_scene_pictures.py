"""A scene is seen as far as its fields may be: no more ground, and no trace of the rest."""

import io
from datetime import date

import numpy as np
import pytest
from django.urls import reverse
from PIL import Image
from tests import fields as land

from markaz.actions.crops.claims.filing import file_fields
from markaz.actions.crops.claims.reading import Handed
from markaz.actions.crops.imagery.scenes import Pair, register

pytestmark = pytest.mark.django_db
OWN, HIDDEN, FAR = land.square(0, 0), land.square(7, 7), land.square(40, 40)


@pytest.fixture
def filing(pages_home, tmp_path, operator, now):
    """File one field for an agency under a marking."""

    def file(agency: str, where: object, marking: str = "AMBER") -> None:
        path = tmp_path / f"{agency}.geojson"
        path.write_text(land.geojson(land.feature(where, reference=f"{agency}-1")))
        handed = Handed(agency, cleared_on=land.CLEARED_ON, marking=marking)
        file_fields(path, handed, file_name=path.name, by=operator, now=now)

    return file


@pytest.fixture
def pair(pages_home, tmp_path) -> Pair:
    return Pair(
        title="valley",
        before=land.picture(tmp_path / "before.tif", crop=[OWN, HIDDEN]),
        before_on=date(2025, 2, 20),
        after=land.picture(tmp_path / "after.tif", crop=[], bare=[OWN, HIDDEN]),
        after_on=date(2025, 3, 9),
    )


@pytest.fixture
def scene(pair, operator, now) -> str:
    """A scene of both fields; its address."""
    return address(register(pair, by=operator, now=now).name)


def address(name: str) -> str:
    return reverse("console:scene_picture", kwargs={"name": name, "which": "after"})


def drawn(answer) -> np.ndarray:
    """Red, green, blue and how much of it is drawn."""
    assert answer.status_code == 200
    assert "Cookie" in answer["Vary"]
    return np.asarray(Image.open(io.BytesIO(answer.content)))


def test_an_agency_sees_the_surroundings_of_its_field_and_no_more(
    filing, scene, sign_in, anf_liaison, analyst
):
    filing("ANF", OWN)
    alone = sign_in(anf_liaison).get(scene).content
    filing("LEVIES-BA", HIDDEN)
    seen = sign_in(anf_liaison).get(scene)
    # Not one byte tells that another agency claims ground there.
    assert seen.content == alone
    # Of twelve steps each way the centre sees all, the agency one step with what lies around it.
    assert (drawn(seen)[..., 3] > 0).all()
    assert len(seen.content) < len(sign_in(analyst).get(scene).content) / 2


def test_between_two_fields_that_are_seen_nothing_is_drawn(filing, scene, sign_in, anf_liaison):
    filing("ANF", OWN)
    filing("LEVIES-BA", HIDDEN, marking="GREEN")
    part = drawn(sign_in(anf_liaison).get(scene))[..., 3]
    corners = part[-100:, :100], part[:100, -100:]
    assert all((corner == 255).mean() > 0.9 for corner in corners)
    assert (part[:400, :400] == 0).all()


def test_a_scene_without_a_field_that_is_seen_is_not_there(
    filing, scene, sign_in, anf_liaison, customs_liaison, analyst
):
    filing("LEVIES-BA", HIDDEN)
    filing("CUSTOMS", FAR)
    for person in (anf_liaison, customs_liaison):
        assert sign_in(person).get(scene).status_code == 404
        assert sign_in(person).get(address("NOSUCH")).status_code == 404
    assert sign_in(analyst).get(scene).status_code == 200


def test_the_map_lays_no_more_under_the_fields_than_is_seen(
    filing, scene, sign_in, anf_liaison, analyst
):
    filing("ANF", OWN)
    where = "/crops/?season=2025&place="
    place = sign_in(analyst).get("/crops/").context["places"][0][0]
    part = sign_in(anf_liaison).get(where + place).context["map"].under
    whole = sign_in(analyst).get(where + place).context["map"].under
    assert part.width < whole.width / 2
    assert part.scene == whole.scene


def test_the_figures_of_a_place_are_its_own(filing, sign_in, analyst):
    filing("ANF", OWN)
    filing("LEVIES-BA", land.square(1_500, 1_500))
    centre = sign_in(analyst)
    whole = centre.get("/crops/").context
    places = [code for code, _name in whole["places"]]
    assert len(places) == 2
    parts = [centre.get(f"/crops/?season=2025&place={code}").context["season"] for code in places]
    assert sum(part.claimed_ha for part in parts) == whole["season"].claimed_ha
    assert all(0 < part.union_ha < whole["season"].union_ha for part in parts)
