"""A house to measure: emulated plugs in one process, the hive in another, in a folder of their own."""
import datetime
import json
import os
import socket
import subprocess
import time
import urllib.request

ACCOUNT = {"username": "me@example.com", "password": "measured"}


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def processor_seconds(process):
    """User and system time that a process has used."""
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class House:
    def __init__(self, program, plugs, mix, folder):
        self.program, self.folder = program, folder
        self.environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, "share"), NO_COLOR="1")
        self.discovery, self.control = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
        self.emulator = subprocess.Popen(
            [program, "emulate", "--plugs", str(plugs), "--mix", mix, "--bind", "127.77.0.0/16", "--port", "0", "--discovery-port", str(self.discovery),
             "--control", str(self.control), "--username", ACCOUNT["username"], "--password", ACCOUNT["password"]],
            env=self.environment, stdout=subprocess.PIPE, text=True)
        self.macs = [json.loads(self.emulator.stdout.readline())["mac"] for _ in range(plugs)]
        self.write("password", ACCOUNT["password"])
        self.complaints = os.path.join(folder, "complaints")
        with open(self.complaints, "wb") as complaints:
            self.hive = subprocess.Popen(
                [program, "up", "--house", self.write("house.conf", self.text())], env=self.environment, stdout=subprocess.DEVNULL, stderr=complaints)

    def text(self, more=""):
        """The house file, its plugs named p1, p2 and so on."""
        listed = "\n".join(f'p{number} {{ mac = "{mac}" }}' for number, mac in enumerate(self.macs, 1))
        return f"""
            house {{
              name = measured
              time-zone = "Etc/UTC"
              accounts.default {{ username = "{ACCOUNT['username']}", password {{ file = password }} }}
              discovery {{ targets = [ "127.255.255.255" ], port = {self.discovery}, every = 5s }}
              plugs {{
            {listed}
              }}
              {more}
            }}"""

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def apply(self, more):
        """Applies the house file with more in it."""
        done = subprocess.run(
            [self.program, "house", "apply", self.write("house.conf", self.text(more))], env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"The house file was not applied: {done.stdout}{done.stderr}")

    def ask(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--output", "json"], env=self.environment, capture_output=True, text=True, check=False)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def fate(self, verb, path, body=None):
        """Asks the emulator's control interface."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.control}{path}", method=verb,
            data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def movements(self):
        """What moved by the emulator's own record: number of the plug, when, to what."""
        return [(moved["plug"], datetime.datetime.fromisoformat(moved["at"]), moved["to"]) for moved in self.fate("GET", "/movements")["movements"]]

    def until_well(self):
        while True:
            if self.hive.poll() is not None:
                with open(self.complaints, encoding="utf-8") as complaints:
                    raise SystemExit(f"The hive ended with {self.hive.returncode}: {complaints.read()[-1000:]}")
            status = self.ask("status")
            if status and len(status["outlets"]) == len(self.macs) and all(
                    outlet["phase"] == "LoggedIn" and not outlet["problem"] for outlet in status["outlets"]):
                return status["outlets"]
            time.sleep(1)

    def times(self, power, healthy):
        run = self.ask(power, "all", "--yes")
        return [outlet["milliseconds"] for outlet in run["outlets"] if outlet["name"] in healthy and outlet["outcome"] == "converged"]

    def end(self):
        for process in (self.hive, self.emulator):
            process.terminate()
            process.wait()
