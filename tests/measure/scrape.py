#!/usr/bin/env python3
"""Measures what it costs commands that somebody looks at the hive's figures.

Emulated plugs in one process, the hive in another, figures of each outlet on. Rounds come in pairs, alternating which comes first: in one of a pair nobody looks, in
the other somebody scrapes again and again, --every seconds after the last answer. A round switches all outlets off or on, several times, and takes the time of each outlet from the
hive's own evidence, and that of the whole command. Printed are the medians of both, the median of the pairs' ratios with its spread, how long scrapes took and how
large they were. A figure, not a test: run it on a machine with nothing else to do.

    dotnet build -c Release
    python3 tests/measure/scrape.py artifacts/bin/TapoHive.Cli/release/tapohive --plugs 500 --pairs 20
"""
import argparse
import os
import socket
import statistics
import tempfile
import threading
import time
import urllib.request

import measured


class Scraper:
    """Asks for the figures again and again, while it is let."""

    def __init__(self, url, every):
        self.url, self.every, self.took, self.size = url, every, [], 0
        self.runs, self.ends = threading.Event(), False
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def look(self):
        begun = time.monotonic()
        with urllib.request.urlopen(self.url, timeout=30) as answer:
            self.size = len(answer.read())
        self.took.append((time.monotonic() - begun) * 1000)

    def work(self):
        while not self.ends:
            if self.runs.wait(0.1):
                self.look()
                time.sleep(self.every)


def round_of(house, commands):
    """Milliseconds of each outlet, of each whole command, and the hive's processor time in all."""
    outlets, whole = [], []
    before = measured.processor_seconds(house.hive)
    for power in ["off", "on"] * commands:
        run = house.ask(power, "all", "--yes")
        times = [outlet["milliseconds"] for outlet in run["outlets"] if outlet["outcome"] == "converged"]
        if len(times) != len(run["outlets"]):
            raise SystemExit(f"{len(run['outlets']) - len(times)} outlets did not converge")
        outlets += times
        whole.append(max(times))
    return statistics.median(outlets), statistics.median(whole), measured.processor_seconds(house.hive) - before


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--plugs", type=int, default=500)
    options.add_argument("--mix", default="klap=5,aes=2,tpap=1")
    options.add_argument("--pairs", type=int, default=20)
    options.add_argument("--commands", type=int, default=3, help="off and on so many times in a round")
    options.add_argument("--every", type=float, default=1, help="seconds between an answer and the next scrape; Prometheus takes 15 or more")
    chosen = options.parse_args()
    port = measured.free_port(socket.SOCK_STREAM)
    os.environ.update(TAPOHIVE_METRICS_LISTEN=f"127.0.0.1:{port}", TAPOHIVE_METRICS_OUTLETS="on", TAPOHIVE_PLUGS_REQUESTS_A_MINUTE="100000")
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = measured.House(os.path.abspath(chosen.program), chosen.plugs, chosen.mix, folder)
        try:
            house.until_well()
            scraper = Scraper(f"http://127.0.0.1:{port}/metrics", chosen.every)
            round_of(house, 1)
            rounds = {False: [], True: []}
            for pair in range(chosen.pairs):
                for looked in [False, True] if pair % 2 == 0 else [True, False]:
                    if looked:
                        scraper.runs.set()
                    rounds[looked].append(round_of(house, chosen.commands))
                    scraper.runs.clear()
            for what, unit, index in [("an outlet, intent to proof", "ms", 0), ("the slowest outlet of a command", "ms", 1), ("the hive's processor time in a round", "s", 2)]:
                alone, seen = [each[index] for each in rounds[False]], [each[index] for each in rounds[True]]
                ratios = sorted(b / a for a, b in zip(alone, seen) if a > 0)
                print(f"{what}: {statistics.median(alone):.4g} {unit} alone, {statistics.median(seen):.4g} {unit} scraped; "
                      f"ratio of pairs: median {statistics.median(ratios):.3f} (quartiles {measured.percentile(ratios, 0.25):.3f} and {measured.percentile(ratios, 0.75):.3f})")
            print(f"{len(scraper.took)} scrapes of {scraper.size / 1024:.0f} KiB: median {statistics.median(scraper.took):.1f} ms, p99 {measured.percentile(scraper.took, 0.99):.1f} ms")
        finally:
            house.end()


if __name__ == "__main__":
    main()
