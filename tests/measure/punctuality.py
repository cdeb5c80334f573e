#!/usr/bin/env python3
"""Measures how long after its scheduled instant a relay moves.

Emulated plugs in one process, the hive in another. Schedules that are due together, or over some seconds, switch every plug once a round; the
emulator's own record says when each relay moved. Prints the percentiles of 'relay moved after the scheduled instant' and what the hive used of the
processor from just before the first instant until the last relay had moved. A figure, not a test: run it on a machine with nothing else to do.

    dotnet build -c Release
    python3 tests/measure/punctuality.py artifacts/bin/TapoHive.Cli/release/tapohive --plugs 1000 --schedules 300 --over 0
    python3 tests/measure/punctuality.py artifacts/bin/TapoHive.Cli/release/tapohive --plugs 1000 --schedules 300 --over 60
"""
import argparse
import datetime
import os
import tempfile
import time

import measured

UTC = datetime.timezone.utc


def due(options, first, schedule):
    return first + datetime.timedelta(seconds=schedule * options.over // options.schedules)


def schedules(options, first, power):
    lines = []
    for schedule in range(options.schedules):
        outlets = ", ".join(f"p{plug}" for plug in range(1, options.plugs + 1) if plug % options.schedules == schedule)
        lines.append(f's{schedule} {{ at = "{due(options, first, schedule):%Y-%m-%dT%H:%M:%S}", {power} = [ {outlets} ] }}')
    return "schedules {\n" + "\n".join(lines) + "\n}"


def play(house, options, power):
    house.fate("DELETE", "/logs")
    first = datetime.datetime.now(UTC).replace(microsecond=0) + datetime.timedelta(seconds=options.lead)
    house.apply(schedules(options, first, power))
    if datetime.datetime.now(UTC) > first - datetime.timedelta(seconds=2):
        raise SystemExit("The machine is too slow for this lead: give a longer --lead.")
    time.sleep((first - datetime.datetime.now(UTC)).total_seconds() - 0.5)
    before = measured.processor_seconds(house.hive)
    end = time.monotonic() + options.over + 60
    moved = []
    while len(moved) < options.plugs and time.monotonic() < end:
        time.sleep(0.5)
        moved = house.movements()
    used = measured.processor_seconds(house.hive) - before
    late = [(at - due(options, first, plug % options.schedules)).total_seconds() * 1000 for plug, at, _ in moved]
    once = len({plug for plug, _, _ in moved})
    print(f"{power}: {once} of {options.plugs} moved, {len(moved) - once} more than once; after the instant: median {measured.percentile(late, 0.5):.0f} ms, "
          f"p90 {measured.percentile(late, 0.9):.0f} ms, p99 {measured.percentile(late, 0.99):.0f} ms, last {max(late):.0f} ms, first {min(late):.0f} ms; "
          f"hive {used:.2f} s of processor", flush=True)
    return late


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--plugs", type=int, default=1000)
    parser.add_argument("--schedules", type=int, default=300)
    parser.add_argument("--over", type=int, default=0, help="seconds over which the schedules are due; 0 for all at one instant")
    parser.add_argument("--mix", default="klap=1")
    parser.add_argument("--rounds", type=int, default=6, help="the first one warms up and does not count")
    parser.add_argument("--lead", type=int, default=40, help="seconds between applying the schedules and the first instant")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = measured.House(os.path.abspath(options.program), options.plugs, options.mix, folder)
        try:
            house.until_well()
            late = []
            for number in range(options.rounds):
                times = play(house, options, "on" if number % 2 == 0 else "off")
                late += times if number > 0 or options.rounds == 1 else []
            print(f"all rounds but the first: p99 {measured.percentile(late, 0.99):.0f} ms, median {measured.percentile(late, 0.5):.0f} ms")
        finally:
            house.end()


if __name__ == "__main__":
    main()
