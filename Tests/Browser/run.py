#!/usr/bin/env python3
"""Drives the dashboard of a running sandbox in headless Chromium, as a person would.

    BOKBRO_BINARY=.build/debug/bokbro python Tests/Browser/run.py [CLASS[.TEST] ...]

Screenshots are kept in the folder that BOKBRO_ARTEFACTS names.
"""
import argparse
import os
import pathlib
import unittest

import accessibility
import first_run
import own_shop
import reading
import reconciling
import setting_up
from support import ARTEFACTS, DashboardTest, Sandbox

MODULES = (first_run, reading, setting_up, own_shop, reconciling, accessibility)


def tests(names):
    """The tests of the classes that are named, or of all."""
    loader, suite = unittest.TestLoader(), unittest.TestSuite()
    for module in MODULES:
        for name, value in sorted(vars(module).items()):
            if isinstance(value, type) and issubclass(value, DashboardTest) and value.__module__ == module.__name__:
                for test in loader.getTestCaseNames(value):
                    if not names or {name, f"{name}.{test}"} & set(names):
                        suite.addTest(value(test))
    return suite


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--counts", help="write 'ran failed skipped' to this file")
    arguments.add_argument("names", nargs="*", help="test classes, or CLASS.TEST; default: all")
    options = arguments.parse_args()
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    DashboardTest.sandbox = Sandbox(os.environ["BOKBRO_BINARY"])
    try:
        result = unittest.TextTestRunner(verbosity=2).run(tests(options.names))
    finally:
        DashboardTest.sandbox.stop()
    failed = len(result.failures) + len(result.errors)
    if options.counts:
        pathlib.Path(options.counts).write_text(f"{result.testsRun} {failed} {len(result.skipped)}\n")
    raise SystemExit(1 if failed or not result.testsRun else 0)


if __name__ == "__main__":
    main()
