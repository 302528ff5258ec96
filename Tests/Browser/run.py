#!/usr/bin/env python3
"""Drives the dashboard of a running sandbox in headless Chromium, as a person would.

    BOKBRO_BINARY=.build/debug/bokbro python Tests/Browser/run.py

Screenshots are kept in the folder that BOKBRO_ARTEFACTS names.
"""
import argparse
import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time
import unittest

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ARTEFACTS = pathlib.Path(os.environ.get("BOKBRO_ARTEFACTS", "artefacts"))
START_SECONDS = 120
PAGE_SECONDS = 20


class Sandbox:
    """A sandbox that has worked off its orders; what it printed says where and how to sign in."""

    def __init__(self, binary):
        self.process = subprocess.Popen(
            [binary, "sandbox", "--orders", "40", "--seed", "7", "--odd", "10"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        lines = queue.Queue()
        threading.Thread(target=lambda: [lines.put(line) for line in self.process.stdout], daemon=True).start()
        self.text, deadline = "", time.monotonic() + START_SECONDS
        while not re.search(r"Everything is booked once|Something is wrong", self.text):
            self.text += lines.get(timeout=max(0.1, deadline - time.monotonic()))
        self.address = re.search(r"Dashboard:\s+(\S+)", self.text).group(1)
        self.email = re.search(r"E-mail:\s+(\S+)", self.text).group(1)
        self.password = re.search(r"Password:\s+(\S+)", self.text).group(1)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def browser(width=1280, height=900, javascript=True):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--window-size={width},{height}"):
        options.add_argument(argument)
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class DashboardTest(unittest.TestCase):
    width, height, javascript = 1280, 900, True

    @classmethod
    def setUpClass(cls):
        cls.driver = browser(cls.width, cls.height, cls.javascript)
        cls.driver.set_page_load_timeout(PAGE_SECONDS)

    @classmethod
    def tearDownClass(cls):
        cls.driver.quit()

    def tearDown(self):
        name = re.sub(r"\W+", "-", self.id().split(".", 1)[1])
        self.driver.save_screenshot(str(ARTEFACTS / f"{name}.png"))

    def find(self, test):
        return WebDriverWait(self.driver, PAGE_SECONDS).until(
            lambda driver: driver.find_element(By.CSS_SELECTOR, f'[data-test="{test}"]'))

    def all(self, test):
        return self.driver.find_elements(By.CSS_SELECTOR, f'[data-test="{test}"]')

    def open(self, path="/"):
        self.driver.get(SANDBOX.address + path)

    def sign_in(self, password=None):
        self.driver.delete_all_cookies()
        self.open()
        self.find("sign-in-email").clear()
        self.find("sign-in-email").send_keys(SANDBOX.email)
        self.find("sign-in-password").send_keys(password or SANDBOX.password)
        self.find("sign-in-submit").click()
        self.find("sign-in-problem" if password else "overview")

    def serious_console_messages(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


class SigningIn(DashboardTest):
    def test_a_stranger_is_asked_to_sign_in_on_every_page(self):
        self.driver.delete_all_cookies()
        for path in ("/", "/events", "/attention"):
            self.open(path)
            self.assertTrue(self.find("sign-in-submit").is_displayed(), path)

    def test_a_wrong_password_says_so_and_lets_nobody_in(self):
        self.sign_in(password="not the password at all")
        self.assertTrue(self.find("sign-in-problem").text)
        self.open("/events")
        self.assertTrue(self.find("sign-in-submit").is_displayed())

    def test_the_right_password_opens_the_overview_and_signing_out_closes_it(self):
        self.sign_in()
        self.assertTrue(self.find("overview").is_displayed())
        self.assertEqual(self.find("signed-in-as").text, SANDBOX.email)
        self.find("sign-out").click()
        self.open()
        self.assertTrue(self.find("sign-in-submit").is_displayed())

    def test_no_page_logs_an_error_in_the_console(self):
        self.sign_in()
        for path in ("/", "/events", "/attention"):
            self.open(path)
        refused = [entry for entry in self.serious_console_messages() if "401" not in entry["message"]]
        self.assertEqual(refused, [])


class Reading(DashboardTest):
    def test_the_overview_counts_what_was_booked(self):
        self.sign_in()
        self.assertRegex(self.find("booked-today").text, r"[1-9]")

    def test_the_language_can_be_switched(self):
        self.sign_in()
        self.find("language-en").click()
        self.assertEqual(self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang"), "en")
        self.find("language-nb").click()
        self.assertEqual(self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang"), "nb")

    def test_an_event_tells_its_whole_story_and_can_be_replayed(self):
        self.sign_in()
        self.open("/events?state=done")
        self.all("event-link")[0].click()
        self.assertTrue(self.all("attempt") or self.find("event-message").is_displayed())
        self.assertTrue(self.find("explanation").text)
        identifier = self.find("event-id").text
        self.find("replay-event").click()
        self.assertIn(identifier, self.driver.page_source)

    def test_payloads_do_not_show_who_the_buyer_is(self):
        self.sign_in()
        self.open("/events")
        self.all("event-link")[0].click()
        self.find("payload").click()
        self.assertNotRegex(self.find("payload-text").get_attribute("textContent"), r"@[\w-]+\.(com|example|no)")

    def test_filtering_leaves_only_what_matches(self):
        self.sign_in()
        self.open("/events?state=skipped")
        states = {element.text for element in self.all("event-state")}
        self.assertEqual(len(states), 1, states)


class ReadingOnAPhone(DashboardTest):
    width, height = 390, 844

    def test_nothing_is_wider_than_the_screen(self):
        self.sign_in()
        for path in ("/", "/events", "/attention"):
            self.open(path)
            overflow = self.driver.execute_script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            self.assertLessEqual(overflow, 0, path)


class ReadingWithoutJavaScript(DashboardTest):
    javascript = False

    def test_events_can_be_found_and_replayed(self):
        self.sign_in()
        self.open("/events?state=done")
        self.all("event-link")[0].click()
        self.find("replay-event").click()
        self.assertTrue(self.find("event-id").text)


def main():
    global SANDBOX
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--counts", help="write 'ran failed skipped' to this file")
    options = arguments.parse_args()
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    SANDBOX = Sandbox(os.environ["BOKBRO_BINARY"])
    try:
        program = unittest.main(argv=["run.py", "-v"], exit=False)
    finally:
        SANDBOX.stop()
    result = program.result
    failed = len(result.failures) + len(result.errors)
    if options.counts:
        pathlib.Path(options.counts).write_text(f"{result.testsRun} {failed} {len(result.skipped)}\n")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
