"""Runs every benchmark, or those named: `python -m bench pages annexes`."""

import importlib
import sys

ALL = ("pages", "annexes", "mail", "search")

for name in sys.argv[1:] or ALL:
    importlib.import_module(f"bench.{name}").main()
