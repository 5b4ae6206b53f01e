from __future__ import annotations

import structlog
from hypothesis import settings

pytest_plugins = ["tests.support.postgres", "tests.support.synapse", "tests.support.faces"]

# How long an example takes says more about the machine than about the code; benchmarks measure.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

# By default a trace back shows every local, which takes a minute where one is the whole directory.
structlog.configure(processors=[structlog.processors.KeyValueRenderer()])
