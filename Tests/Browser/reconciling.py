"""A month that does not tie, and why."""
import base64
import json
import re
import urllib.request

from selenium.webdriver.common.by import By
from support import DashboardTest


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
