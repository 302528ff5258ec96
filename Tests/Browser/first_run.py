"""The first run: from an empty directory to a booked order, by the pages alone."""
import os
import re
import signal
import subprocess
import tempfile
import threading

from own_shop import OwnShop, Partner, order
from selenium.webdriver.common.by import By
from support import START_SECONDS, DashboardTest


class Service:
    """A `bokbro serve` on an empty directory; its log says where the first user is made."""

    def __init__(self, binary):
        self.folder = tempfile.TemporaryDirectory(prefix="bokbro-first-run-")
        key = subprocess.run([binary, "key", "generate"], check=True, capture_output=True, text=True).stdout.strip()
        self.process = subprocess.Popen(
            [binary, "serve"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "BOKBRO_DATA": self.folder.name + "/data", "BOKBRO_MASTER_KEY": key,
                 "BOKBRO_HTTP_PORT": "0"})
        self.found, self.link = threading.Event(), None
        threading.Thread(target=self.watch, daemon=True).start()
        if not self.found.wait(START_SECONDS):
            raise TimeoutError("the log has no link for the first user")
        self.address = self.link.split("/set-up/")[0]
        self.email = self.password = ""

    def watch(self):
        for line in self.process.stderr:
            match = re.search(r"http://\S+/set-up/\S+", line)
            if match and not self.link:
                self.link = match.group(0)
                self.found.set()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.folder.cleanup()


class FirstRun(DashboardTest):
    def fill(self, **values):
        for test, value in values.items():
            field = self.find(test.replace("_", "-"))
            field.clear()
            field.send_keys(value)

    def is_done(self, step):
        self.open("/companies/ny-butikk-as/set-up")
        return self.read(f"step-{step}", "data-done") == "true"

    def test_a_used_link_opens_nothing(self):
        self.driver.delete_all_cookies()
        self.open("/set-up/nothing")
        self.assertTrue(self.find("set-up-gone").is_displayed())

    def test_an_empty_installation_is_led_to_its_first_booked_order(self):
        self.sign_in()
        self.open("/companies/nordlys/connections/tripletex/edit")
        ledger = self.read("connection-form-url", "value")
        shared, self.sandbox = self.sandbox, Service(os.environ["BOKBRO_BINARY"])
        try:
            self.walk(ledger)
        finally:
            self.sandbox.stop()
            self.sandbox = shared

    def walk(self, ledger):
        self.driver.delete_all_cookies()
        self.driver.get(self.sandbox.link)
        password = "riktig hest batteri stift"
        self.fill(first_user_email="eier@ny.example", first_user_password=password, first_user_repeated=password)
        self.follow("first-user-submit")

        self.fill(company_name="Ny Butikk AS", company_number="123456789")
        self.follow("company-submit")
        self.assertIn("123456789", self.read("company-problem") + self.read("company-number", "value"))
        self.fill(company_number="123456785")
        self.follow("company-submit")
        self.assertTrue(self.find("set-up").is_displayed())
        self.assertEqual([step for step in ("ledger", "source", "rules", "from-date", "webhook") if self.is_done(step)], [])

        self.find("step-ledger").find_element(By.TAG_NAME, "a").click()
        self.fill(connection_form_url=ledger, **{"secret.consumerToken": "sandbox-consumer-token",
                                                 "secret.employeeToken": "sandbox-employee-token"})
        self.follow("connection-form-submit")
        self.follow("connection-test")
        self.assertEqual(self.read("examination", "data-tone"), "good")
        self.assertTrue(self.is_done("ledger"))

        self.open("/companies/ny-butikk-as/connections/new?service=standard-webhooks")
        self.fill(connection_form_id="butikk", **{"secret.webhookSecret": Partner.secret})
        self.follow("connection-form-submit")
        partner = Partner(self.read("webhook-address", "value"))
        self.assertTrue(self.is_done("source"))

        self.open("/companies/ny-butikk-as/mapping")
        self.driver.execute_script("arguments[0].value = '2026-01-01'", self.find("fromDate"))
        self.follow("mapping-preview")
        self.find("mapping-reason").send_keys("Vi begynner i januar")
        self.follow("mapping-save")
        self.assertTrue(self.is_done("rules") and self.is_done("from-date"))

        event = partner.send(order("N-1"))
        self.assertTrue(self.is_done("webhook"))
        OwnShop.settled_event(self, event, "ny-butikk-as")
        self.assertFalse(self.all("event-cause"))
        self.assertTrue(self.all("effect"))

        self.open("/companies/new")
        self.fill(company_name="Andre Butikk AS", company_number="910667572")
        self.follow("company-submit")
        self.open("/")
        self.assertEqual(len(self.all("overview-company")), 2)
        self.driver.set_window_size(390, 844)
        self.assertLessEqual(*self.driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]"))
