"""What axe finds on the pages, on a desk and on a phone."""
import re

from axe_selenium_python import Axe
from reconciling import Reconciling
from support import OTHER_PAGES, DashboardTest


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
