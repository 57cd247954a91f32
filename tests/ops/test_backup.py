"""A backup made while the desk runs, restored on a clean machine and compared."""

import hashlib
import shutil
import sqlite3
import tarfile

from tests.ops.house import House


def _sums(folder):
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for name in ("recordings", "rulebook")
        for file in sorted((folder / name).rglob("*"))
        if file.is_file()
    }


def _rows(folder):
    with sqlite3.connect(folder / "db.sqlite3") as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f"SELECT * FROM {name}"))) for name in names}


def test_restored_on_a_clean_home_everything_is_the_same(house, tmp_path):
    (house.folder / "rulebook" / "company.toml").write_text("# ours\n", encoding="utf-8")
    (house.folder / "sanxiang.env").write_text("SANXIANG_LOG=ERROR\n", encoding="utf-8")
    file = tmp_path / "b.tar"
    with house.run():
        said = house.done("backup", str(file))
        assert "5 段录音" in said
    clean = House(tmp_path / "clean")
    assert "全部相符" in clean.done("restore", str(file))
    assert _sums(clean.folder) == _sums(house.folder)
    before, after = _rows(house.folder), _rows(clean.folder)
    for table in ("contacts_contact", "contacts_callevent", "people_staff", "estate_resident"):
        assert after[table] == before[table]
    for name in ("secret.json", "sanxiang.env", "demo.json"):
        assert (clean.folder / name).read_text() == (house.folder / name).read_text()
    assert clean.done("admin", "list") == house.done("admin", "list")


def test_a_home_with_anything_in_it_is_left_alone(house, tmp_path):
    file = tmp_path / "b.tar"
    house.done("backup", str(file))
    again = house.command("backup", str(file))
    assert again.returncode == 2
    assert "已经存在" in again.stderr
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("x")
    done = house.command("restore", str(file), "--home", str(full))
    assert done.returncode == 2
    assert "不是空文件夹" in done.stderr
    assert [path.name for path in full.iterdir()] == ["mine.txt"]


def test_a_damaged_backup_restores_nothing(house, tmp_path):
    file = tmp_path / "b.tar"
    house.done("backup", str(file))
    data = bytearray(file.read_bytes())
    with tarfile.open(file) as tar:
        sound = next(member for member in tar if member.name.endswith(".wav"))
    data[sound.offset_data + 5000] ^= 1
    file.write_bytes(data)
    clean = House(tmp_path / "clean")
    done = clean.command("restore", str(file))
    assert done.returncode == 2
    assert f"{sound.name} 的校验和不符" in done.stderr
    assert not clean.folder.exists()
    assert not list(tmp_path.glob(".*"))


def test_a_restored_copy_never_works_on_the_database_it_was_copied_from(house, tmp_path):
    shutil.copy(house.folder / "db.sqlite3", tmp_path / "elsewhere.sqlite3")
    address = f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"
    (house.folder / "sanxiang.env").write_text(f"SANXIANG_DATABASE_URL={address}\n", encoding="utf-8")
    house.done("backup", str(tmp_path / "b.tar"))
    clean = House(tmp_path / "clean")
    clean.done("restore", str(tmp_path / "b.tar"))
    assert (clean.folder / "sanxiang.env").read_text() == f"# SANXIANG_DATABASE_URL={address}\n"
    clean.done("admin", "create", "7001", "新人", "--generate")
    assert "7001" not in house.done("admin", "list")
