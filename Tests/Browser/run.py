#!/usr/bin/env python3
"""Drives the dashboard of a running sandbox in headless Chromium, as a person would.

    BOKBRO_BINARY=.build/debug/bokbro python Tests/Browser/run.py

Screenshots are kept in the folder that BOKBRO_ARTEFACTS names.
"""
import argparse
import base64
import json
import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time
import unittest
import urllib.request

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ARTEFACTS = pathlib.Path(os.environ.get("BOKBRO_ARTEFACTS", "artefacts"))
START_SECONDS = 120
PAGE_SECONDS = 20
# The short addresses lead to the pages of the reader's first company.
OTHER_PAGES = ("/mapping", "/connections", "/backfills", "/users", "/audit", "/alerts", "/reconciliation", "/search")


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

    def follow(self, test, index=0):
        """Clicks what leads to another page, and waits until that page is there: a form's answer takes its time."""
        self.find(test)
        self.driver.execute_script("window.isLeft = true")
        self.settled(lambda _: self.all(test)[index].click() or True)
        self.settled(lambda driver: driver.execute_script("return !window.isLeft && document.readyState === 'complete'"))

    def settled(self, condition, seconds=PAGE_SECONDS):
        """Waits for `condition`; a page that changes while it is looked at is looked at again."""
        return WebDriverWait(self.driver, seconds, ignored_exceptions=[WebDriverException]).until(condition)

    def read(self, test, attribute=None):
        """The text, or an attribute, of what the page shows now; pages refresh themselves meanwhile."""
        return self.settled(lambda _: self.read_now(test, attribute) or None)

    def read_now(self, test, attribute):
        element = self.driver.find_element(By.CSS_SELECTOR, f'[data-test="{test}"]')
        return element.get_attribute(attribute) if attribute else element.text

    def language(self):
        return self.driver.execute_script("return document.documentElement.lang")

    def open(self, path="/"):
        self.driver.get(SANDBOX.address + path)

    def sign_in(self, password=None):
        self.driver.delete_all_cookies()
        self.open()
        self.find("sign-in-email").clear()
        self.find("sign-in-email").send_keys(SANDBOX.email)
        self.find("sign-in-password").send_keys(password or SANDBOX.password)
        self.follow("sign-in-submit")
        self.find("sign-in-problem" if password else "overview")

    def serious_console_messages(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


class SigningIn(DashboardTest):
    def test_a_stranger_is_asked_to_sign_in_on_every_page(self):
        self.driver.delete_all_cookies()
        for path in ("/", "/events", "/attention", *OTHER_PAGES):
            self.open(path)
            self.assertTrue(self.find("sign-in-submit").is_displayed(), path)

    def test_a_wrong_password_says_so_and_lets_nobody_in(self):
        self.sign_in(password="not the password at all")
        self.assertTrue(self.read("sign-in-problem"))
        self.open("/events")
        self.assertTrue(self.find("sign-in-submit").is_displayed())

    def test_the_right_password_opens_the_overview_and_signing_out_closes_it(self):
        self.sign_in()
        self.assertTrue(self.find("overview").is_displayed())
        self.assertEqual(self.read("signed-in-as"), SANDBOX.email)
        self.follow("sign-out")
        self.open()
        self.assertTrue(self.find("sign-in-submit").is_displayed())

    def test_no_page_logs_an_error_in_the_console(self):
        self.sign_in()
        for path in ("/", "/events", "/attention", *OTHER_PAGES):
            self.open(path)
        refused = [entry for entry in self.serious_console_messages() if "401" not in entry["message"]]
        self.assertEqual(refused, [])


class Reading(DashboardTest):
    def test_the_overview_counts_what_was_booked(self):
        self.sign_in()
        self.assertRegex(self.read("booked-today"), r"[1-9]")

    def test_the_language_can_be_switched(self):
        self.sign_in()
        self.follow("language-en")
        self.settled(lambda _: self.language() == "en")
        self.follow("language-nb")
        self.settled(lambda _: self.language() == "nb")

    def test_an_event_tells_its_whole_story_and_can_be_replayed(self):
        self.sign_in()
        self.open("/events?state=done")
        self.follow("event-link")
        self.assertTrue(self.all("attempt") or self.find("event-message").is_displayed())
        self.assertTrue(self.read("explanation"))
        identifier = self.read("event-id")
        self.follow("replay-event")
        self.assertIn(identifier, self.driver.page_source)

    def test_payloads_do_not_show_who_the_buyer_is(self):
        self.sign_in()
        # Other events, such as told alerts, come from no webhook.
        self.open("/events?connection=shop")
        self.follow("event-link")
        self.find("payload").click()
        self.assertNotRegex(self.read("payload-text", "textContent"), r"@[\w-]+\.(com|example|no)")

    def test_filtering_leaves_only_what_matches(self):
        self.sign_in()
        self.open("/events?state=skipped")
        states = {element.text for element in self.all("event-state")}
        self.assertEqual(len(states), 1, states)


class ReadingOnAPhone(DashboardTest):
    width, height = 390, 844

    def test_nothing_is_wider_than_the_screen(self):
        self.sign_in()
        for path in ("/", "/events", "/attention", *OTHER_PAGES):
            self.open(path)
            overflow = self.driver.execute_script(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            self.assertLessEqual(overflow, 0, path)


class SettingUp(DashboardTest):
    def company(self):
        self.open("/mapping")
        return re.search(r"/companies/[^/]+", self.driver.current_url).group(0)

    def set_value(self, test, value):
        field = self.find(test)
        self.driver.execute_script("arguments[0].value = arguments[1]", field, value)

    def test_a_rule_is_previewed_and_saved_with_a_reason(self):
        self.sign_in()
        self.open("/mapping")
        versions = len(self.all("version"))
        account = self.find("accounts.rounding")
        value = "7741" if account.get_attribute("value") != "7741" else "7742"
        account.clear()
        account.send_keys(value)
        self.follow("mapping-preview")
        self.assertTrue(self.read("preview-summary"))
        self.assertTrue([row for row in self.all("change") if value in row.text])
        self.find("mapping-reason").send_keys("Prøvd i nettleseren")
        self.follow("mapping-save")
        self.assertTrue(self.read("mapping-notice"))
        self.assertEqual(len(self.all("version")), versions + 1)
        self.assertEqual(self.read("accounts.rounding", "value"), value)

    def test_a_wrong_account_is_named_and_nothing_is_saved(self):
        self.sign_in()
        self.open("/mapping")
        versions = len(self.all("version"))
        self.find("accounts.rounding").clear()
        self.find("accounts.rounding").send_keys("sju")
        self.follow("mapping-preview")
        self.assertIn("accounts.rounding", self.read("mapping-problem"))
        self.open("/mapping")
        self.assertEqual(len(self.all("version")), versions)

    def test_a_connection_shows_its_address_and_can_be_tested(self):
        self.sign_in()
        self.open(self.company() + "/connections")
        self.follow("connection-link", -1)
        name = self.read("connection-id")
        self.follow("connection-test")
        self.assertEqual(self.read("connection-id"), name)
        self.assertTrue(self.all("examination") or self.all("connection-problem"))

    def test_history_is_tried_before_it_is_booked(self):
        self.sign_in()
        self.open("/backfills")
        self.set_value("backfill-from", "2026-01-01")
        self.follow("backfill-dry-run")
        self.assertTrue(self.read("backfill-state"))
        self.settled(lambda driver: "state-running" not in self.read("backfill-state", "class"), 60)
        self.assertTrue(self.read("backfill-booked"))

    def test_a_user_is_invited_by_a_link_that_works_once(self):
        self.sign_in()
        self.open("/users")
        self.find("user-email").send_keys(f"ny{time.time_ns()}@nordlys.example")
        self.follow("user-add")
        link = self.read("user-link", "value")
        self.follow("sign-out")
        self.driver.get(link)
        for field in ("invitation-password", "invitation-repeated"):
            self.find(field).send_keys("riktig hest batteri stift")
        self.follow("invitation-submit")
        self.assertTrue(self.find("sign-in-submit").is_displayed())
        self.driver.get(link)
        self.assertTrue(self.find("invitation-used").is_displayed())

    def test_the_audit_log_verifies_and_names_who_did_what(self):
        self.sign_in()
        self.open("/audit")
        self.follow("audit-verify")
        self.assertIn("notice-good", self.read("audit-verdict", "class"))
        self.assertTrue(self.all("audit-row"))

    def test_an_order_tells_its_whole_story(self):
        self.sign_in()
        self.open("/events?state=done")
        self.follow("event-link")
        self.follow("subject-events")
        self.assertTrue(self.read("subject"))
        self.assertTrue(self.all("delivery"))
        self.assertTrue(self.read("explanation"))

    def test_a_month_is_chosen_and_answered(self):
        self.sign_in()
        self.open("/reconciliation")
        self.follow("period-submit")
        self.settled(lambda driver: self.all("balanced") or self.all("reconciliation-problem"), 60)


class Ledger:
    """The sandbox's stand-in of Tripletex, as somebody at the company would change it by hand."""

    def __init__(self, address):
        self.address, self.token = address, None
        tokens = {"consumerToken": "sandbox-consumer-token", "employeeToken": "sandbox-employee-token",
                  "expirationDate": "2100-01-01"}
        self.token = self.call("POST", "/token/session/:create", tokens)["value"]["token"]

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.address + path, method=method, data=json.dumps(body).encode() if body else None)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", "Basic " + base64.b64encode(f"0:{self.token}".encode()).decode())
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.loads(response.read() or b"null")


class Reconciling(DashboardTest):
    # The month of the sandbox's first orders.
    month = "/reconciliation?period=2026-01"

    def ledger(self):
        self.open("/connections")
        self.settled(lambda _: "/companies/" in self.driver.current_url)
        self.open(re.search(r"/companies/[^/]+", self.driver.current_url).group(0) + "/connections/tripletex/edit")
        return Ledger(self.read("connection-form-url", "value"))

    def open_differences(self):
        self.open(self.month)
        self.settled(lambda _: self.all("balanced"), 60)
        return int(re.sub(r"\D", "", self.read("open-differences")))

    def test_a_planted_difference_is_found_with_its_cause_and_step(self):
        self.sign_in()
        before = self.open_differences()
        ledger = self.ledger()
        postings = ledger.call("GET", "/ledger/posting?dateFrom=2026-01-01&dateTo=2026-02-01&count=1000"
                                      "&fields=row,invoiceNumber,account(number),voucher(id)")["values"]
        payment = next(posting for posting in postings if 1900 <= posting["account"]["number"] < 2000)
        ledger.call("DELETE", f"/ledger/voucher/{payment['voucher']['id']}")
        self.assertEqual(self.open_differences(), before + 1)
        self.assertEqual(self.find("balanced").get_attribute("data-balanced"), "false")
        difference = self.all("difference")[0]
        self.assertTrue(difference.find_elements(By.CSS_SELECTOR, ".remedy"))
        for kind in ("pdf", "xlsx", "csv", "json"):
            self.assertTrue(self.all(f"download-{kind}"), kind)


class ReplayingMany(DashboardTest):
    def test_what_matches_is_counted_before_it_is_replayed(self):
        self.sign_in()
        self.open("/events?state=skipped")
        shown = len(self.all("event-link"))
        self.assertTrue(shown)
        self.follow("replay-many")
        self.assertGreaterEqual(int(re.sub(r"\D", "", self.read("replay-matched"))), shown)
        self.follow("replay-confirm")
        self.assertTrue(self.find("replay").is_displayed())


class Searching(DashboardTest):
    def test_an_order_is_found_by_its_number(self):
        self.sign_in()
        self.open("/search")
        self.find("search-text").send_keys("#1001")
        self.follow("search-submit")
        self.assertTrue(self.all("match"))


class Accessibility(DashboardTest):
    tongue = "en"

    def violations(self, path):
        self.open(path)
        axe = Axe(self.driver)
        axe.inject()
        return [f"{path}: {violation['id']} – {violation['nodes'][0]['html'][:120]}"
                for violation in axe.run()["violations"] if violation["impact"] in ("serious", "critical")]

    def test_axe_finds_no_serious_violation_on_any_page(self):
        self.driver.delete_all_cookies()
        found = self.violations("/")
        self.sign_in()
        self.follow(f"language-{self.tongue}")
        self.settled(lambda _: self.language() == self.tongue)
        for path in ("/", "/events", "/attention", *OTHER_PAGES, Reconciling.month):
            found += self.violations(path)
        self.open("/events?state=done")
        self.follow("event-link")
        found += self.violations(re.sub(r"^https?://[^/]+", "", self.driver.current_url))
        self.assertEqual(self.language(), self.tongue)
        self.assertEqual(found, [])


class AccessibilityOnAPhone(Accessibility):
    width, height, tongue = 390, 844, "nb"


class FirstRun(DashboardTest):
    def test_a_used_link_opens_nothing(self):
        self.driver.delete_all_cookies()
        self.open("/set-up/nothing")
        self.assertTrue(self.find("set-up-gone").is_displayed())


class ReadingWithoutJavaScript(DashboardTest):
    javascript = False

    def test_events_can_be_found_and_replayed(self):
        self.sign_in()
        self.open("/events?state=done")
        self.follow("event-link")
        self.follow("replay-event")
        self.assertTrue(self.read("event-id"))

    def test_every_page_says_what_it_is(self):
        self.sign_in()
        for path in OTHER_PAGES:
            self.open(path)
            self.assertTrue(self.driver.find_element(By.TAG_NAME, "h1").text, path)

    def test_rules_can_be_previewed(self):
        self.sign_in()
        self.open("/mapping")
        self.follow("mapping-preview")
        self.assertTrue(self.find("no-change").is_displayed())


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
