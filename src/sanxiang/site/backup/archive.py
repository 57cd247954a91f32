"""The backup's file: a plain tar whose last member, manifest.json, holds the sum of every other."""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

FORMAT = 1
MANIFEST = "manifest.json"
NAME = re.compile(r"[^/\\\0]+(/[^/\\\0]+)*")
CHUNK = 1024 * 1024


class Writer:
    """Writes members and remembers their sums. The file appears under its name only when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.partial = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(self.partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it holds the secret
        self._file = os.fdopen(descriptor, "wb")
        self._tar = tarfile.TarFile(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        self.files: dict[str, dict[str, Any]] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Add a file as it stands now; one that grows meanwhile, as a recording, is cut at this moment."""
        with path.open("rb") as source:
            stat = os.fstat(source.fileno())
            self._add(name, source, stat.st_size, stat.st_mtime)

    def add_text(self, name: str, text: str) -> None:
        data = text.encode()
        self._add(name, io.BytesIO(data), len(data), 0)

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and give the file its name. Raises OSError, as on a full disk."""
        text = json.dumps({"format": FORMAT, **manifest, "files": self.files}, ensure_ascii=False, indent=1)
        self.add_text(MANIFEST, text)
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.partial.replace(self._path)

    def give_up(self) -> None:
        self._file.close()
        self.partial.unlink(missing_ok=True)

    def _add(self, name: str, source: IO[bytes], size: int, mtime: float) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, int(mtime), 0o600
        summed = _Summing(source)
        self._tar.addfile(info, summed)
        self.files[name] = {"bytes": size, "sha256": summed.sha256.hexdigest()}


class _Summing(io.RawIOBase):
    """Sums what passes through."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.sha256.update(data)
        return data


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of a backup. Refused when the file is none, or is broken off."""
    try:
        with tarfile.open(path, "r:") as tar:
            member = tar.extractfile(MANIFEST)
            manifest: dict[str, Any] = json.load(member) if member else {}
    except (OSError, tarfile.TarError, KeyError, ValueError) as fault:
        raise Refused(
            gettext("%(path)s 不是完整的三响备份（%(fault)s），请换一个备份文件。", path=path, fault=fault)
        ) from fault
    if manifest.get("format") != FORMAT:
        raise Refused(gettext("%(path)s 由更新的三响写成，请先升级再恢复。", path=path))
    return manifest


def unpack(path: Path, manifest: dict[str, Any], folder: Path) -> None:
    """Write every member into `folder` and hold it against its sum. Refused names the first that is wrong."""
    expected = dict(manifest["files"])
    with tarfile.open(path, "r:") as tar:
        for member in _members(tar):
            want = expected.pop(member.name, None)
            if want is None or _unpack_one(tar, member, folder) != want["sha256"]:
                raise _broken(path, member.name)
    if expected:
        raise _broken(path, min(expected))


def _members(tar: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in tar:
        if member.name != MANIFEST:
            yield member


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    source = tar.extractfile(member) if member.isfile() and _inside(member.name) else None
    if source is None:
        return ""
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    summed = _Summing(source)
    with target.open("wb") as out:
        shutil.copyfileobj(summed, out, CHUNK)
    target.chmod(0o600)
    os.utime(target, (member.mtime, member.mtime))
    return summed.sha256.hexdigest()


def _inside(name: str) -> bool:
    return bool(NAME.fullmatch(name)) and ".." not in PurePosixPath(name).parts


def _broken(path: Path, name: str) -> Refused:
    return Refused(
        gettext("备份 %(path)s 已损坏：%(name)s 的校验和不符，没有恢复任何内容。", path=path, name=name)
    )
