#!/usr/bin/env python3
"""Measures whether plugs that swallow every packet make the others wait.

Emulated plugs in one process, the hive in another, rounds in pairs: 'on all' or 'off all' with all plugs well, then the same with a share of them
black-holed. Prints the 99th percentile of the healthy plugs' time to proof (relay moved and read back, as the run's own evidence says) with and
without, and their ratio. A figure, not a test: run it on a machine with nothing else to do, and look at the worst pair too.

    dotnet build -c Release
    python3 tests/measure/black-holes.py artifacts/bin/TapoHive.Cli/release/tapohive --plugs 300 --share 30 --pairs 10
"""
import argparse
import os
import statistics
import tempfile

from measured import House, percentile


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
