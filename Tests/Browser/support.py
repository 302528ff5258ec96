"""What every browser test stands on: a sandbox that is worked off, and a browser that looks at it."""
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
    # The sandbox that all tests share; set before the first.
    sandbox = None
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
        self.driver.get(self.sandbox.address + path)

    def sign_in(self, password=None):
        self.driver.delete_all_cookies()
        self.open()
        self.find("sign-in-email").clear()
        self.find("sign-in-email").send_keys(self.sandbox.email)
        self.find("sign-in-password").send_keys(password or self.sandbox.password)
        self.follow("sign-in-submit")
        self.find("sign-in-problem" if password else "overview")

    def serious_console_messages(self):
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
