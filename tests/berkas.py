"""What a run has written, to be compared byte by byte."""

import hashlib
from pathlib import Path


def made(out: Path) -> dict[str, str]:
    """Fingerprint of every file but the lock; executed notebooks too, for they carry no clock time."""
    kept = [path for path in out.rglob("*") if path.is_file() and path.name != ".kunci"]
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}
