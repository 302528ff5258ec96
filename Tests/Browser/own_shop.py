"""A shop that is connected in the dashboard and sends orders of the test's own."""
import base64
import hashlib
import hmac
import json
import re
import time
import urllib.request

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select
from support import DashboardTest


class Partner:
    """A shop of the test's own, connected in the dashboard, which sends signed orders."""

    key = b"k" * 24
    secret = "whsec_" + base64.b64encode(key).decode()

    def __init__(self, address):
        self.address = address

    def send(self, order):
        name, moment = f"msg_{time.time_ns()}", str(int(time.time()))
        body = json.dumps({"type": "order.updated", "data": order,
                           "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}).encode()
        signed = hmac.new(self.key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
        request = urllib.request.Request(self.address, body, {
            "Content-Type": "application/json", "webhook-id": name, "webhook-timestamp": moment,
            "webhook-signature": "v1," + base64.b64encode(signed).decode()})
        return json.load(urllib.request.urlopen(request, timeout=10))["event"]


def order(number, title="Sokker", **changes):
    return {"number": number, "source": "nettleser", "orderDate": "2026-03-01", "fulfilledDate": "2026-03-02",
            "currency": "NOK", "pricesIncludeVat": True, "shipTo": {"country": "NO", "postalCode": "0150"},
            "customer": {"type": "B2C", "country": "NO", "email": "kunde@example.com"}, "totalMinor": 29800,
            "lines": [{"id": "1", "qty": "1", "unitPriceMinor": 29800, "shopVatRate": "25", "shopVatMinor": 5960,
                       "title": title}],
            "payments": [{"id": "t1", "method": "vipps", "amountMinor": 29800, "date": "2026-03-02"}], **changes}


class OwnShop(DashboardTest):
    def connect(self, name):
        self.sign_in()
        self.open("/companies/nordlys/connections/new?service=standard-webhooks")
        self.find("connection-form-id").clear()
        self.find("connection-form-id").send_keys(name)
        self.find("secret.webhookSecret").send_keys(Partner.secret)
        self.follow("connection-form-submit")
        return Partner(self.read("webhook-address", "value"))

    def open_event(self, event):
        self.open(f"/companies/nordlys/events/{event}")

    def settled_event(self, event, company="nordlys"):
        """Waits until the event is worked off; its page refreshes itself only while somebody looks."""
        def is_settled(_):
            self.open(f"/companies/{company}/events/{event}")
            return not self.driver.find_elements(By.CSS_SELECTOR, ".state-pending, .state-running")
        self.settled(is_settled, 30)

    def test_a_held_order_is_booked_once_its_mapping_is_added(self):
        event = self.connect("egen-butikk").send(order("E-1", payments=[
            {"id": "t1", "method": "Betalbart", "amountMinor": 29800, "date": "2026-03-02"}]))
        self.settled_event(event)
        self.assertEqual(self.read("event-cause"), "MISSING_ACCOUNT_MAPPING")
        self.assertIn("Betalbart", self.read("event-remedy"))
        self.open("/companies/nordlys/attention")
        cause = self.find("cause")
        self.assertTrue(cause.is_displayed())
        self.open_event(event)
        self.follow("mend")
        row = next(number for number in range(50) if not self.find(f"payments.{number}.label").get_attribute("value"))
        self.find(f"payments.{row}.label").send_keys("Betalbart")
        target = self.find(f"payments.{row}.target")
        if target.tag_name == "select":
            Select(target).select_by_value(next(
                option.get_attribute("value") for option in Select(target).options
                if "vipps" in option.get_attribute("value").lower()))
        else:
            target.send_keys("vipps")
        self.follow("mapping-preview")
        self.assertTrue([found for found in self.all("preview-order") if "E-1" in found.text])
        self.find("mapping-reason").send_keys("Betalbart er Vipps")
        self.follow("mapping-save")
        self.assertTrue(self.read("mapping-notice"))
        self.settled_event(event)
        self.assertFalse(self.all("event-cause"))
        self.assertTrue(self.all("effect"))

    def test_an_open_page_shows_what_has_come_meanwhile(self):
        partner = self.connect("levende")
        self.open("/companies/nordlys/events?connection=levende")
        self.assertFalse(self.all("event-row"))
        self.driver.execute_script("window.isSamePage = true")
        partner.send(order("E-3"))
        self.settled(lambda _: self.all("event-row"), 15)
        self.assertTrue(self.driver.execute_script("return window.isSamePage"))

    def test_names_that_are_code_stay_text_on_every_page(self):
        hostile = "<script>window.isBroken=1</script><img src=x onerror='window.isBroken=1'>\"\u202e" + "Æ" * 200
        event = self.connect("fiendtlig").send(order("E-2", title=hostile, customer={
            "type": "B2B", "country": "NO", "email": "kunde@example.com", "name": hostile, "orgNumber": "123456785"}))
        self.settled_event(event)
        pages = [f"/companies/nordlys/events/{event}", "/companies/nordlys/events?connection=fiendtlig",
                 "/companies/nordlys/search?q=E-2", "/companies/nordlys/attention"]
        self.open_event(event)
        self.follow("subject-events")
        pages.append(re.sub(r"^https?://[^/]+", "", self.driver.current_url))
        for path in pages:
            self.open(path)
            self.assertIsNone(self.driver.execute_script("return window.isBroken"), path)
            self.assertFalse(self.driver.find_elements(By.CSS_SELECTOR, "main img[src=x]"), path)
