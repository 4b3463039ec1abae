"""The pages' typefaces: cut from `data/fonts` to the letters of pages, and packed for the web.

`pip install fonttools brotli && python tools/web_fonts.py` writes console/static/console/fonts.
"""

from pathlib import Path

from fontTools import subset

HOUSE = Path("src/markaz")
OUT = HOUSE / "console" / "static" / "console" / "fonts"
_LATIN = (
    "U+0000-024F,U+02B0-02FF,U+1E00-1EFF,U+2000-209F,U+20A0-20BF,U+2100-214F,U+2190-21FF,"
    "U+2212,U+2260-2265,U+FEFF,U+FFFD"
)
_ARABIC = (
    "U+0020-007E,U+00A0,U+0600-06FF,U+0750-077F,U+200B-200F,U+2010-2026,U+2066-2069,"
    "U+FB50-FDFF,U+FE70-FEFF"
)


def main() -> None:
    """Write each typeface as WOFF2, with every feature that shapes its script."""
    OUT.mkdir(parents=True, exist_ok=True)
    for path in sorted((HOUSE / "data" / "fonts").glob("*.ttf")):
        letters = _LATIN if path.name.startswith("NotoSans-") else _ARABIC
        subset.main(
            [str(path), f"--unicodes={letters}", "--layout-features=*", "--flavor=woff2",
             f"--output-file={OUT / path.with_suffix('.woff2').name}"]
        )  # fmt: skip


if __name__ == "__main__":
    main()
