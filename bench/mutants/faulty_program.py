"""Imports a module with a fault in it; as a program, runs a program of the register so:
`python -m bench.mutants.faulty_program PATH SOURCE MODULE [ARGUMENT ...]`.

It imports nothing else, as such a program may have little memory or time.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import runpy
import sys
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]


def import_faulty(path: str, source: Path) -> None:
    """From now on, import the module at a path of the register from a changed source."""
    sys.meta_path.insert(0, _Faulty(path, source.read_bytes()))


class _Faulty(importlib.machinery.SourceFileLoader, importlib.abc.MetaPathFinder):  # type: ignore[misc]
    def __init__(self, path: str, source: bytes) -> None:
        parts = Path(path).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        super().__init__(name, str(_ROOT / path))
        self._source = source

    def find_spec(
        self, fullname: str, _path: Any, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, _fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


def main() -> None:
    """Run what the arguments name."""
    path, source, module, *arguments = sys.argv[1:]
    import_faulty(path, Path(source))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
