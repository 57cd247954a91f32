"""The backup's file: whole or not there, and nothing is taken from a damaged one."""

import io
import json
import tarfile

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.site.backup.archive import MANIFEST, Writer, read_manifest, unpack


@pytest.fixture
def backup(tmp_path):
    path = tmp_path / "b.tar"
    sound = tmp_path / "a.wav"
    sound.write_bytes(b"RIFF" + b"\x01" * 200_000)
    writer = Writer(path)
    writer.add_file("recordings/2026/a.wav", sound)
    writer.add_text("secret.json", '{"secret_key": "x"}')
    writer.finish({"version": "0.1.0"})
    return path


def test_what_was_put_in_comes_out(backup, tmp_path):
    unpack(backup, read_manifest(backup), tmp_path / "out")
    assert (tmp_path / "out/recordings/2026/a.wav").read_bytes() == (tmp_path / "a.wav").read_bytes()
    assert backup.stat().st_mode & 0o077 == 0


def test_one_changed_byte_is_found_and_the_file_named(backup, tmp_path):
    data = bytearray(backup.read_bytes())
    data[data.index(b"\x01" * 100) + 7] = 2
    backup.write_bytes(data)
    with pytest.raises(Refused, match=r"recordings/2026/a\.wav 的校验和不符"):
        unpack(backup, read_manifest(backup), tmp_path / "out")


@pytest.mark.parametrize("cut", [0.2, 0.9])
def test_a_file_that_breaks_off_is_no_backup(backup, cut):
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(Refused, match="不是完整的三响备份"):
        read_manifest(backup)


def test_a_missing_member_is_found(tmp_path):
    path = tmp_path / "b.tar"
    manifest = json.dumps({"format": 1, "files": {"db.sqlite3": {"sha256": "0", "bytes": 1}}}).encode()
    _tar(path, {MANIFEST: manifest})
    with pytest.raises(Refused, match=r"db\.sqlite3"):
        unpack(path, read_manifest(path), tmp_path / "out")


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside", "a//b"])
def test_a_member_never_leaves_the_folder(tmp_path, name):
    path = tmp_path / "b.tar"
    files = {name: {"sha256": "2c624232cdd221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3"}}
    _tar(path, {name: b"x", MANIFEST: json.dumps({"format": 1, "files": files}).encode()})
    with pytest.raises(Refused, match="已损坏"):
        unpack(path, read_manifest(path), tmp_path / "out")
    assert not (tmp_path / "outside").exists()


def test_a_backup_that_fails_leaves_nothing(tmp_path):
    writer = Writer(tmp_path / "b.tar")
    writer.add_text("secret.json", "{}")
    writer.give_up()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_grows_is_cut_at_the_moment_it_is_read(tmp_path):
    sound = tmp_path / "a.wav"
    sound.write_bytes(b"1" * 1000)
    writer = Writer(tmp_path / "b.tar")
    with sound.open("ab") as growing:
        writer.add_file("a.wav", sound)
        growing.write(b"2" * 1000)
    writer.finish({})
    unpack(tmp_path / "b.tar", read_manifest(tmp_path / "b.tar"), tmp_path / "out")
    assert (tmp_path / "out/a.wav").read_bytes() == b"1" * 1000


def _tar(path, members):
    with tarfile.open(path, "w") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
