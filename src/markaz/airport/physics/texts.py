"""Every sentence the reading aid may say of a region; none says more than two energies tell."""

from enum import StrEnum


class Remark(StrEnum):
    """The fixed sentences, in English as the faces translate them."""

    SALT = (
        "Fits the window of chloride salts, some drugs among them. Baking soda, soda ash, washing"
        " powder, silica toothpaste, leather, office paper, PTFE and thin lead fit it as well:"
        " only a search tells."
    )
    NOT_INSPECTED = (
        "Not inspected: too little light came through to see what lies here or behind it."
    )
    BLURRED = (
        "Smoother than this machine's noise allows: the picture was blurred or smoothed on its way."
        " Its edges are not read, so no mark can stand in it."
    )
    ORGANIC = "Organic material: two energies tell nothing more of it."
    MIXED = "Mixed or mineral material: two energies tell nothing more of it."
    METAL = "Metal: two energies tell nothing more of it, nor how much it weighs."
    THIN = "Too thin to be read: under 0.5 g/cm2 noise outweighs what is measured."
