"""The code of functions and layers, unpacked."""

import hashlib
import importlib.util
import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path


class Packages:
    """A folder for each list of archives, made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        folder.chmod(0o755)

    def unpack(self, archives: list[bytes]) -> Path:
        """The folder with the files of all these zip archives; what comes later replaces what came before."""
        digests = b"".join(hashlib.sha256(archive).digest() for archive in archives)
        target = self.folder / hashlib.sha256(digests).hexdigest()[:24]
        if not target.exists():
            unfinished = Path(tempfile.mkdtemp(dir=self.folder))
            unfinished.chmod(0o755)
            for archive in archives:
                extract(archive, unfinished)
            try:
                unfinished.rename(target)
            except OSError:
                # Another invocation was quicker.
                shutil.rmtree(unfinished)
        return target


# Source: AWS Lambda Developer Guide, "Lambda runtimes", and the requirements of boto3 and botocore; read 2026-11-21.
RUNTIME = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3")


def link_runtime(folder: Path) -> Path:
    """A folder with what the managed runtime brings besides Python, and nothing else that is installed here."""
    folder.mkdir()
    folder.chmod(0o755)
    for name in RUNTIME:
        specification = importlib.util.find_spec(name)
        assert specification and specification.origin, "boto3 is installed with all that it needs"
        origin = Path(specification.origin)
        source = origin.parent if origin.name == "__init__.py" else origin
        (folder / source.name).symlink_to(source)
    return folder


def extract(archive: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        file.extractall(folder)
        for entry in file.infolist():
            mode = (entry.external_attr >> 16) & 0o777
            if mode and not entry.is_dir():
                os.chmod(folder / entry.filename, mode)
