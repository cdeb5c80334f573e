#!/usr/bin/env python3
"""Measures a hive that looks at many meters: is anything lost, and what does it cost?

Emulated plugs that measure, in one process, the hive in another, every plug asked every few seconds for some minutes, one relay in fifty moved once a minute in the second half.
Prints looks kept against looks wanted, losses that the hive itself counted, CPU and memory of the hive, what it wrote to disk, what came into the journal while
nothing was switched, and how far the energy of every outlet is from what truly flowed. A year of one outlet is measured by TapoHive.Benchmarks energy-year.
A figure, not a test: run it on a machine with nothing else to do.

    dotnet build -c Release
    python3 tests/measure/energy.py artifacts/bin/TapoHive.Cli/release/tapohive --plugs 1000 --every 5s --minutes 10
"""
import argparse
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.request

ACCOUNT = {"username": "me@example.com", "password": "measured"}
TICK = os.sysconf("SC_CLK_TCK")


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    def __init__(self, program, plugs, every, folder):
        self.program, self.folder = program, folder
        self.environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, "share"), NO_COLOR="1")
        discovery, self.control = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
        self.emulator = subprocess.Popen(
            [program, "emulate", "--plugs", str(plugs), "--mix", "p110=1", "--bind", "127.78.0.0/16", "--port", "0", "--discovery-port", str(discovery),
             "--control", str(self.control), "--username", ACCOUNT["username"], "--password", ACCOUNT["password"]],
            env=self.environment, stdout=subprocess.PIPE, text=True)
        self.macs = [json.loads(self.emulator.stdout.readline())["mac"] for _ in range(plugs)]
        self.write("password", ACCOUNT["password"])
        listed = "\n".join(f'p{number} {{ mac = "{mac}" }}' for number, mac in enumerate(self.macs, 1))
        house = self.write("house.conf", f"""
            house {{
              name = measured
              time-zone = "Europe/London"
              accounts.default {{ username = "{ACCOUNT['username']}", password {{ file = password }} }}
              discovery {{ targets = [ "127.255.255.255" ], port = {discovery}, every = 5s }}
              plugs {{
            {listed}
              }}
            }}""")
        self.hive = subprocess.Popen(
            [program, "up", "--house", house, "--set", f"plugs.poll-every={every}", "--set", f"energy.lively-every={every}"],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @property
    def database(self):
        return os.path.join(self.folder, "share", "tapohive", "telemetry.db")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def ask(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--output", "json"], env=self.environment, capture_output=True, text=True, check=False)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def truth(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.control}/energy") as answer:
            return {f"p{outlet['plug']}": outlet["wattHours"] for outlet in json.load(answer)["outlets"]}

    def until_metered(self):
        while True:
            energy = self.ask("energy", "now")
            if energy and len(energy["outlets"]) == len(self.macs):
                return
            time.sleep(2)

    def spent(self):
        with open(f"/proc/{self.hive.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        with open(f"/proc/{self.hive.pid}/io", encoding="ascii") as io:
            written = next(int(line.split()[1]) for line in io if line.startswith("write_bytes"))
        return (int(fields[11]) + int(fields[12])) / TICK, int(fields[21]) * os.sysconf("SC_PAGE_SIZE"), written

    @property
    def journal(self):
        return os.path.join(self.folder, "share", "tapohive", "journal.db")

    def events(self):
        with sqlite3.connect(f"file:{self.journal}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM journal").fetchone()[0]

    def size(self):
        return sum(os.path.getsize(self.database + end) for end in ("", "-wal") if os.path.exists(self.database + end))

    def energy(self):
        """What the hive says flowed today, and what truly did around the moment it said so."""
        before = self.truth()
        told = {outlet["name"]: outlet["wattHours"] or 0 for outlet in self.ask("energy", "today")["outlets"]}
        after = self.truth()
        return told, {name: (before[name] + after[name]) / 2 for name in after}

    def looks(self, since):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            return (database.execute("SELECT count(*) FROM energy_sample WHERE at >= ?", (int(since * 1000),)).fetchone()[0],
                    database.execute("SELECT coalesce(sum(looks), 0) FROM energy_loss").fetchone()[0])

    def end(self):
        for process in (self.hive, self.emulator):
            process.terminate()
            process.wait()


def seconds(text):
    return float(text[:-2]) / 1000 if text.endswith("ms") else float(text[:-1]) * (60 if text.endswith("m") else 1)


def run(house, chosen):
    house.until_metered()
    house.ask("on", "all", "--yes")
    time.sleep(20)
    known, before = house.energy()
    began, (cpu, _, disk), size, events = time.time(), house.spent(), house.size(), house.events()
    quiet_events = None
    for minute in range(chosen.minutes):
        # Nothing is switched in the first half: whatever the journal gets meanwhile would come from looking.
        if minute >= chosen.minutes // 2 and chosen.minutes > 1:
            quiet_events = house.events() - events if quiet_events is None else quiet_events
            for number in range(1 + minute % 2, len(house.macs) + 1, 50):
                house.ask("off" if minute % 4 < 2 else "on", f"p{number}", "--no-wait")
        time.sleep(max(0, began + (minute + 1) * 60 - time.time()))
    took, (cpu_after, memory, disk_after) = time.time() - began, house.spent()
    quiet_events = house.events() - events if quiet_events is None else quiet_events
    told, truth = house.energy()
    kept, lost = house.looks(began)
    rate = len(house.macs) / seconds(chosen.every)
    off = {name: abs((told[name] - known[name]) - (truth[name] - before[name])) for name in truth if truth[name] > before[name]}
    share = [off[name] / (truth[name] - before[name]) for name in off if truth[name] - before[name] > 5]
    print(f"{len(house.macs)} meters, every {chosen.every}, {took:.0f} s: {rate * took:.0f} looks wanted, {kept} kept ({kept / (rate * took):.1%}), {lost} lost by the hive's own count")
    print(f"hive: {(cpu_after - cpu) / took:.2f} cores, {memory / 1e6:.0f} MB resident; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"disk: {(disk_after - disk) / max(1, kept):.0f} bytes written a look ({(disk_after - disk) / took * 86400 / 1e9:.2f} GB a day), "
          f"telemetry.db grew by {(house.size() - size) / max(1, kept):.0f} bytes a look, to {house.size() / 1e6:.1f} MB")
    print(f"journal: {quiet_events} events while nothing was switched")
    print(f"energy against the truth (which is told some tenths of a second apart): median {statistics.median(share):.3%}, worst {max(share):.3%} of what flowed, worst {max(off.values()):.2f} Wh")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--plugs", type=int, default=1000)
    options.add_argument("--every", default="5s")
    options.add_argument("--minutes", type=int, default=10)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = House(os.path.abspath(chosen.program), chosen.plugs, chosen.every, folder)
        try:
            run(house, chosen)
        finally:
            house.end()


if __name__ == "__main__":
    main()
