"""The register's settings as a real installation has them, and one more address to measure with."""

import os
from pathlib import Path

from ropa.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
STATIC_ROOT = Path(os.environ["BENCH_FOLDER"]) / "static"

# Measured with more requests than people make.
RATES_APPLY = False
