#!/usr/bin/env python3
"""Measures whether plugs that swallow every packet make the others wait.

Emulated plugs in one process, the hive in another, rounds in pairs: 'on all' or 'off all' with all plugs well, then the same with a share of them
black-holed. Prints the 99th percentile of the healthy plugs' time to proof (relay moved and read back, as the run's own evidence says) with and
without, and their ratio. A figure, not a test: run it on a machine with nothing else to do, and look at the worst pair too.

    dotnet build -c Release
    python3 tests/measure/black-holes.py artifacts/bin/TapoHive.Cli/release/tapohive --plugs 300 --share 30 --pairs 10
"""
import argparse
import json
import os
import socket
import statistics
import subprocess
import tempfile
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


class House:
    def __init__(self, program, plugs, mix, folder):
        self.program, self.folder = program, folder
        self.environment = dict(os.environ, HOME=folder, XDG_DATA_HOME=os.path.join(folder, "share"), NO_COLOR="1")
        discovery, self.control = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
        self.emulator = subprocess.Popen(
            [program, "emulate", "--plugs", str(plugs), "--mix", mix, "--bind", "127.77.0.0/16", "--port", "0", "--discovery-port", str(discovery),
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
        self.hive = subprocess.Popen([program, "up", "--house", house], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def ask(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--output", "json"], env=self.environment, capture_output=True, text=True, check=False)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def fate(self, verb, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.control}{path}", method=verb,
            data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def until_well(self):
        while True:
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


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--plugs", type=int, default=300)
    options.add_argument("--share", type=int, default=30, help="percent of the plugs")
    options.add_argument("--mix", default="klap=1")
    options.add_argument("--pairs", type=int, default=10)
    options.add_argument("--fault", default="dark:silent")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = House(os.path.abspath(chosen.program), chosen.plugs, chosen.mix, folder)
        try:
            house.until_well()
            sick = {plug["mac"] for plug in house.fate("POST", "/faults", {"fault": f"{chosen.fault}@{chosen.share}%"})["plugs"]}
            house.fate("DELETE", "/faults")
            healthy = {f"p{number}" for number, mac in enumerate(house.macs, 1) if mac not in sick}
            ratios, all_well, all_holed = [], [], []
            for pair in range(chosen.pairs):
                house.until_well()
                well = house.times("on" if pair % 2 == 0 else "off", healthy)
                house.fate("POST", "/faults", {"fault": f"{chosen.fault}@{chosen.share}%"})
                holed = house.times("off" if pair % 2 == 0 else "on", healthy)
                house.fate("DELETE", "/faults")
                with_holes, without = percentile(holed, 0.99), percentile(well, 0.99)
                ratios.append(with_holes / without)
                all_well += well
                all_holed += holed
                print(f"pair {pair + 1}: {len(well)} and {len(holed)} of {len(healthy)} healthy proven; p99 without {without} ms, with {with_holes} ms, "
                      f"ratio {ratios[-1]:.2f}", flush=True)
            print(f"all pairs: p99 without {percentile(all_well, 0.99)} ms, with {percentile(all_holed, 0.99)} ms; median ratio {statistics.median(ratios):.2f}, "
                  f"worst {max(ratios):.2f}")
        finally:
            house.end()


if __name__ == "__main__":
    main()
