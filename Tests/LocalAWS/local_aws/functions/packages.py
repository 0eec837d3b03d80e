"""The code of functions and layers, unpacked."""

import hashlib
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


def extract(archive: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        file.extractall(folder)
        for entry in file.infolist():
            mode = (entry.external_attr >> 16) & 0o777
            if mode and not entry.is_dir():
                os.chmod(folder / entry.filename, mode)
