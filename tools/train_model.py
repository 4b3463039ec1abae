"""Makes the weights that come with the program, from simulated campaigns: the same every time.

`python tools/train_model.py` simulates each campaign of `CAMPAIGNS` into a home of its own, takes
it in as an agency's files are taken in, compares all candidates, and learns from all together.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from markaz.consolidation.weights import model as models
from markaz.consolidation.weights.samples import Sample
from markaz.consolidation.weights.training import learn

TARGET = Path("src/markaz/consolidation/weights/model.json")
# Scale, seed and profile.  The seeds are used nowhere else: benchmarks measure on others.
CAMPAIGNS = (
    (1, 9_001, "plain"),
    (1, 9_002, "plain"),
    (1, 9_003, "hostile"),
    (1, 9_004, "hostile"),
    (10, 9_005, "plain"),
    (10, 9_006, "hostile"),
)
_SETTINGS = "markaz.config.settings"


def main() -> None:
    """Learn and write, or (called by itself) draw one campaign's sample."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--sample", nargs=2, type=Path, metavar=("TRUTH", "OUT"))
    asked.add_argument("--keep", type=Path, help="keep the samples in this folder, and use them")
    options = asked.parse_args()
    if options.sample:
        _draw(*options.sample)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        samples = [_sample(folder, *campaign) for campaign in CAMPAIGNS]
    model = learn(
        samples,
        start=models.prior_model(),
        name="simulated-3",
        learned_from=f"{len(samples)} simulated campaigns of one year,"
        f" {sum(one.pairs.num_rows for one in samples):,} pairs"
        f" (tools/train_model.py names their seeds)",
    )
    models.save(model, TARGET)
    print(f"{TARGET}: learned from {model.learned_from}")


def _sample(folder: Path, scale: int, seed: int, profile: str) -> Sample:
    out = folder / f"{scale}-{seed}-{profile}.parquet"
    if not out.is_file():
        with tempfile.TemporaryDirectory() as scratch:
            files, home = Path(scratch) / "files", Path(scratch) / "home"
            home.mkdir()
            # What is shipped was perhaps made for other comparisons.
            models.save(models.prior_model(), home / "model.json")
            _markaz(home, "simulate", "--out", files, "--scale", scale, "--seed", seed,
                    "--profile", profile)  # fmt: skip
            _markaz(home, "intake", files / "manifest.json")
            truth = files / "truth" / "reports.csv"
            _run(home, sys.executable, __file__, "--sample", truth, out)
    found = Sample(pq.read_table(out), whole=True)
    print(f"{out.stem}: {found.pairs.num_rows:,} pairs, {int(found.same.sum()):,} of one event")
    return found


def _draw(truth: Path, out: Path) -> None:
    import django

    django.setup()
    from markaz.actions.review.training import sample_of_truth

    pq.write_table(sample_of_truth(truth, model=models.prior_model()).pairs, out)


def _markaz(home: Path, *words: object) -> None:
    _run(home, sys.executable, "-m", "markaz", *words, "--json")


def _run(home: Path, *words: object) -> None:
    subprocess.run(
        list(map(str, words)),
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "MARKAZ_HOME": str(home), "DJANGO_SETTINGS_MODULE": _SETTINGS},
    )


if __name__ == "__main__":
    main()
