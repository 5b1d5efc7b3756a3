"""How hard hypothesis tries, and Spark, which takes long to start.

`HYPOTHESIS_PROFILE` chooses; without it `ci` where `CI` is true, else `dev`.
"""

import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("dev", max_examples=100, deadline=None)
# The same examples on every run, so that a red build is always about the change that it ran on.
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
# The same again, fewer: `make test`.
settings.register_profile("brief", max_examples=20, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "dev"))


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A session on two cores of this machine, which says nothing.

    Skips where `TEST_SPARK` does not ask for it: it takes a third of the time of all other tests together. Where it is
    asked for and cannot be had it skips as well, and in CI it fails.
    """
    if os.environ.get("TEST_SPARK") != "true":
        pytest.skip("Spark takes long to start: `make test-all`, or `TEST_SPARK=true`, runs it")
    if os.environ.get("CI") != "true":
        if find_spec("pyspark") is None:
            pytest.skip("PySpark is not installed: `pip install '.[spark]'`")
        if shutil.which("java") is None:
            pytest.skip("Java is not installed: `apt-get install default-jre-headless`")
    folder = tmp_path_factory.mktemp("spark")
    (folder / "log4j2.properties").write_text("rootLogger.level = off\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own making, about versions
        for name, value in (
            ("SPARK_CONF_DIR", str(folder)),
            ("SPARK_LOCAL_IP", "127.0.0.1"),
            ("PYSPARK_PYTHON", sys.executable),  # else whatever `python3` is
        ):
            patch.setenv(name, value)
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(folder))
            .getOrCreate()
        )
    yield session
    session.stop()
