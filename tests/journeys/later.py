"""A program as it runs some days later: `python -m tests.journeys.later DAYS manage.py ARGUMENTS`."""

import runpy
import sys
from datetime import UTC, datetime, timedelta

import time_machine

if __name__ == "__main__":
    days, *sys.argv = sys.argv[1:]
    sys.path[0] = "."
    time_machine.travel(datetime.now(UTC) + timedelta(days=float(days)), tick=True).start()
    runpy.run_path(sys.argv[0], run_name="__main__")
