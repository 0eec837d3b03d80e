"""Writes the manifest of a package that has the generated services in Sources/AWS and what they need, and no more.

services_package.py MANIFEST FOLDER, where MANIFEST is that of Borealis.
"""

import json
import re
import sys
from pathlib import Path


def replaced(text: str, pattern: str, replacement: str) -> str:
    changed, count = re.subn(pattern, replacement, text, flags=re.MULTILINE | re.DOTALL)
    if count != 1:
        sys.exit(f"services_package.py: the manifest has {count} times: {pattern}")
    return changed


def main(manifest: Path, folder: Path) -> None:
    services = sorted(path.name for path in (folder / "Sources" / "AWS").iterdir())
    text = replaced(manifest.read_text(), r"^let services = \[.*?^\]$", f"let services = {json.dumps(services)}")
    text = replaced(text, r"targets: core \+ migrations \+ generated[^\n]*$", "targets: core + generated")
    text = replaced(text, r"products: \[[^\n]*\]\n *\+ services", "products: services")
    (folder / "Package.swift").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
