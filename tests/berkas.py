"""What a run has written, to be compared byte by byte."""

import hashlib
from pathlib import Path


def made(out: Path) -> dict[str, str]:
    """Fingerprint of every HTML, CSV, workbook, data package and run.json; executed notebooks carry timings and are left out."""
    kept = [path for path in out.rglob("*") if path.suffix in (".html", ".csv", ".xlsx") or path.name in ("run.json", "datapackage.json")]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}
