import os

from tests import profiles

# The hook of the one named first is called last: it shares out what the others have grouped.
pytest_plugins = [
    *("tests.sharing", "tests.record.plugin", "tests.databases", "tests.published", "tests.console", "tests.browser"),
]

# Before Prefect is imported anywhere: no test run speaks to the outside.
os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"

profiles.load()
