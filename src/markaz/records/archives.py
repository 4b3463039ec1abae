"""Archives that do not tell when they were written: the same content is the same bytes."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

# The first day that the format of an archive can name.
EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 (the format knows no zone)
_CORE = "docProps/core.xml"
# Who writes a workbook adds the moment of saving whatever its properties say.
_MOMENTS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def timeless(archive: BytesIO) -> bytes:
    """The same archive with the clock taken out of its entries and its properties."""
    out = BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == _CORE:
                content = _MOMENTS.sub(b"", content)
            new.writestr(zipfile.ZipInfo(entry.filename, EPOCH.timetuple()[:6]), content)
    return out.getvalue()
