import os

from tests import profiles

pytest_plugins = ["tests.record.plugin", "tests.databases", "tests.published", "tests.console", "tests.browser"]

# Before Prefect is imported anywhere: no test run speaks to the outside.
os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"

profiles.load()
