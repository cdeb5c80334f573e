#!/usr/bin/env python3
"""Measures a hive that looks at many meters: is anything lost, and what does it cost?

Emulated plugs that measure, in one process, the hive in another, every plug asked every few seconds for some minutes, half of the relays moved once a minute.
Prints looks kept against looks due, losses that the hive itself counted, CPU and memory of the hive, what it wrote to disk, and how far the energy of every
outlet is from what truly flowed. Then fills a year of one outlet among the others' and times the query as the command line and as the store see it.
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
    before, began, (cpu, _, disk) = house.truth(), time.time(), house.spent()
    known = {outlet["name"]: outlet["wattHours"] or 0 for outlet in house.ask("energy", "today")["outlets"]}
    for minute in range(chosen.minutes):
        for number in range(1 + minute % 2, len(house.macs) + 1, 50):
            house.ask("off" if minute % 4 < 2 else "on", f"p{number}", "--no-wait")
        time.sleep(max(0, began + (minute + 1) * 60 - time.time()))
    took, (cpu_after, memory, disk_after) = time.time() - began, house.spent()
    after = {outlet["name"]: outlet["wattHours"] or 0 for outlet in house.ask("energy", "today")["outlets"]}
    truth = house.truth()
    kept, lost = house.looks(began)
    due = len(house.macs) * took / seconds(chosen.every)
    off = [abs((after[name] - known[name]) - (truth[name] - before[name])) for name in truth if truth[name] > before[name]]
    share = [error / (truth[name] - before[name]) for error, name in zip(off, [name for name in truth if truth[name] > before[name]]) if truth[name] - before[name] > 5]
    print(f"{len(house.macs)} meters, every {chosen.every}, {took:.0f} s: {kept} looks kept ({kept / due:.1%} of one every {chosen.every}), {lost} lost on the way")
    print(f"hive: {(cpu_after - cpu) / took:.2f} cores, {memory / 1e6:.0f} MB resident, {(disk_after - disk) / took / 1e3:.0f} kB/s written, "
          f"telemetry.db {os.path.getsize(house.database) / 1e6:.1f} MB")
    print(f"energy against the truth: median {statistics.median(share):.3%}, worst {max(share):.3%} of what flowed, worst {max(off):.2f} Wh")


def year(house, chosen):
    """A year of quarters and days of one outlet, put beside what is there."""
    house.hive.terminate()
    house.hive.wait()
    quarter = int(time.time()) // 900
    with sqlite3.connect(house.database) as database:
        outlets = [row[0] for row in database.execute("SELECT id FROM energy_outlet ORDER BY id LIMIT ?", (chosen.years,))]
        for outlet in outlets:
            database.executemany(
                "INSERT OR IGNORE INTO energy_quarter (outlet, start, energy, measured, filled) VALUES (?, ?, ?, 900000, 0)",
                ((outlet, quarter - back, 900 * (50_000 + 1_000 * (back % 96))) for back in range(2, 365 * 96)))
        name = database.execute("SELECT plug FROM energy_outlet WHERE id = ?", (outlets[0],)).fetchone()[0]
        times = []
        for _ in range(20):
            start = time.perf_counter()
            rows = database.execute(
                "SELECT start, energy, measured, filled FROM energy_quarter WHERE outlet = ? AND start >= ? ORDER BY start", (outlets[0], quarter - 365 * 96)).fetchall()
            times.append((time.perf_counter() - start) * 1000)
    print(f"a year of one outlet among {len(outlets)} such years, {len(rows)} quarters read by SQLite alone: median {statistics.median(times):.1f} ms")
    plug = next(f"p{number}" for number, mac in enumerate(house.macs, 1) if mac == name)
    house.hive = subprocess.Popen(
        [house.program, "up", "--house", os.path.join(house.folder, "house.conf")], env=house.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not house.ask("energy", "now"):
        time.sleep(1)
    for by in ("hour", "day", "month"):
        whole, bare = [], []
        for _ in range(10):
            for times, words in ((bare, ("energy", plug, "now")), (whole, ("energy", plug, "--since", "365d", "--by", by))):
                start = time.perf_counter()
                house.ask(*words)
                times.append((time.perf_counter() - start) * 1000)
        print(f"energy {plug} --since 365d --by {by}: {statistics.median(whole):.0f} ms as a whole process, {statistics.median(whole) - statistics.median(bare):.0f} ms "
              f"more than 'energy {plug} now'")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--plugs", type=int, default=1000)
    options.add_argument("--every", default="5s")
    options.add_argument("--minutes", type=int, default=10)
    options.add_argument("--years", type=int, default=20, help="how many outlets get a year each before one is asked for")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = House(os.path.abspath(chosen.program), chosen.plugs, chosen.every, folder)
        try:
            run(house, chosen)
            year(house, chosen)
        finally:
            house.end()


if __name__ == "__main__":
    main()
