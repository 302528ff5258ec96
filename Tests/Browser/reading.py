"""Signing in, and reading what happened."""
import http.client
import json
import re
import socket
import urllib.parse

from selenium.webdriver.common.by import By
from support import OTHER_PAGES, DashboardTest


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
        self.assertEqual(self.read("signed-in-as"), self.sandbox.email)
        self.follow("sign-out")
        self.open()
        self.assertTrue(self.find("sign-in-submit").is_displayed())

    def test_no_page_logs_an_error_in_the_console(self):
        self.sign_in()
        for path in ("/", "/events", "/attention", *OTHER_PAGES):
            self.open(path)
        refused = [entry for entry in self.serious_console_messages() if "401" not in entry["message"]]
        self.assertEqual(refused, [])


class SigningInTooOften(DashboardTest):
    def test_guessing_is_slowed_down_and_said_so(self):
        self.open("/sign-in")
        for _ in range(7):
            self.find("sign-in-email").clear()
            self.find("sign-in-email").send_keys("gjetter@nordlys.example")
            self.find("sign-in-password").send_keys("feil passord igjen")
            self.follow("sign-in-submit")
        said = self.read("sign-in-problem")
        self.assertRegex(said, r"\d+ min\.")


class AskedOddly(DashboardTest):
    def setUp(self):
        super().setUp()
        place = urllib.parse.urlsplit(self.sandbox.address)
        self.place = (place.hostname, place.port)

    def test_a_method_that_nothing_takes_is_refused_with_the_error_body_of_all_answers(self):
        for method, path, status in (("DELETE", "/sign-in", 404), ("PATCH", "/api/v1/companies/nordlys/events", 404),
                                     ("POST", "/nothing", 404), ("POST", "/health", 405),
                                     ("GET", "/webhooks/nordlys/shop", 405)):
            connection = http.client.HTTPConnection(*self.place, timeout=10)
            connection.request(method, path)
            answer = connection.getresponse()
            self.assertEqual(answer.status, status, path)
            self.assertTrue(json.loads(answer.read())["error"]["message"], path)
            connection.close()

    def test_a_monitor_may_ask_for_the_head_alone(self):
        for path, status in (("/sign-in", 200), ("/health", 200), ("/health/ready", 200), ("/metrics", 200),
                             ("/assets/stylesheet.css", 200), ("/nothing", 404), ("/webhooks/nordlys/shop", 405)):
            # A client library would hide a body that follows, and take it for the next answer.
            with socket.create_connection(self.place, timeout=10) as plain:
                plain.sendall(f"HEAD {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode())
                head, _, body = b"".join(iter(lambda: plain.recv(65_536), b"")).partition(b"\r\n\r\n")
            self.assertEqual((int(head.split()[1]), body), (status, b""), path)


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
