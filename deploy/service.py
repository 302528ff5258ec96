"""A `bokbro serve` on loopback with a data directory of its own, as the benchmarks start it."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request

READY_SECONDS = 60


class Service:
    """Works nothing and sweeps nothing: it only takes in and shows."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, pathlib.Path(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {name: value for name, value in os.environ.items() if name != "SWIFT_DETERMINISTIC_HASHING"}
        self.environment |= {
            "BOKBRO_DATA": str(self.folder / "data"), "BOKBRO_MASTER_KEY": self.run("key", "generate").strip(),
            "BOKBRO_HTTP_PORT": str(port), "BOKBRO_LOG_LEVEL": "warning",
        }
        self.serving = {"BOKBRO_WORKERS": "0", "BOKBRO_SWEEP_SECONDS": "0"}

    def run(self, *arguments):
        """What a command of the program prints."""
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True, env=self.environment)
        if done.returncode:
            sys.exit(f"bokbro {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def apply(self, company):
        file = self.folder / "company.yaml"
        file.write_text(company)
        self.run("company", "apply", str(file))

    def start(self):
        """The seconds until it was ready."""
        started = time.monotonic()
        self.process = subprocess.Popen([self.binary, "serve"], env=self.environment | self.serving)
        while time.monotonic() - started < READY_SECONDS:
            try:
                urllib.request.urlopen(self.url + "/health/ready", timeout=1).read()
                return time.monotonic() - started
            except OSError:
                time.sleep(0.005)
        sys.exit(f"the server did not get ready in {READY_SECONDS} s")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)
