import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_figures_paper_is_what_the_declarations_say():
    spec = importlib.util.spec_from_file_location("paper", ROOT / "tools" / "figures_paper.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAPER.read_text(encoding="utf-8") == module.paper()
