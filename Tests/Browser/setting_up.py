"""Rules, connections, history, users and what each role may do."""
import re
import time

from selenium.webdriver.support.ui import Select
from support import DashboardTest


PASSWORD = "riktig hest batteri stift"


def accept(test, link):
    """Chooses a password by a one-time link."""
    test.driver.get(link)
    for field in ("invitation-password", "invitation-repeated"):
        test.find(field).send_keys(PASSWORD)
    test.follow("invitation-submit")


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
        accept(self, link)
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


class Roles(DashboardTest):
    """What each role sees and may do, as somebody with that role in the browser."""

    def sign_in_as(self, role):
        self.sign_in()
        self.open("/users")
        email = f"{role}{time.time_ns()}@nordlys.example"
        self.find("user-email").send_keys(email)
        Select(self.find("user-new-role")).select_by_value(role)
        self.follow("user-add")
        link = self.read("user-link", "value")
        self.follow("sign-out")
        accept(self, link)
        self.find("sign-in-email").clear()
        self.find("sign-in-email").send_keys(email)
        self.find("sign-in-password").send_keys(PASSWORD)
        self.follow("sign-in-submit")
        self.find("overview")

    def status(self, path, method="GET"):
        return self.driver.execute_async_script(
            "const [path, method, done] = arguments; fetch(path, {method}).then(answer => done(answer.status))",
            path, method)

    def test_a_viewer_reads_and_changes_nothing(self):
        self.sign_in_as("viewer")
        self.open("/events?state=done")
        self.follow("event-link")
        self.assertTrue(self.find("timeline").is_displayed())
        self.assertFalse(self.all("replay-event"))
        address = re.sub(r"^https?://[^/]+", "", self.driver.current_url)
        self.assertEqual(self.status(address + "/replays", "POST"), 403)
        self.open("/mapping")
        self.assertFalse(self.all("mapping-preview"))
        self.assertFalse(self.find("accounts.rounding").is_enabled())
        self.assertEqual(self.status("/companies/nordlys/users"), 403)
        self.assertEqual(self.status("/companies/nordlys/connections/new?service=shopify"), 403)

    def test_an_accountant_changes_rules_but_neither_users_nor_secrets(self):
        self.sign_in_as("accountant")
        self.open("/mapping")
        self.assertTrue(self.find("mapping-preview").is_displayed())
        self.assertFalse(self.all("tab-users"))
        self.assertEqual(self.status("/companies/nordlys/users"), 403)
        self.assertEqual(self.status("/companies/nordlys/connections/new?service=shopify"), 403)
        self.open("/events?state=done")
        self.follow("event-link")
        self.assertTrue(self.find("replay-event").is_displayed())

    def test_a_company_of_others_is_not_there(self):
        self.sign_in_as("viewer")
        self.assertEqual(self.status("/companies/fremmed"), 404)
