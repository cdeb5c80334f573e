#!/usr/bin/env python3
"""Draws the dashboard of config/grafana without Grafana: docs/dashboard.png.

A hive with emulated plugs is driven for some minutes (commands, a scene, a schedule, plugs that go dark and come back), a real Prometheus looks at it, and each panel's own
questions are put to that Prometheus. Where the panels stand, their titles, units and colours are the dashboard's; the strokes are matplotlib's, so Grafana's look is
only resembled. Needs Debian's prometheus and python3-matplotlib.

    dotnet build -c Release
    python3 tests/measure/dashboard.py artifacts/bin/TapoHive.Cli/release/tapohive --minutes 6
"""
import argparse
import datetime
import json
import math
import os
import re
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

import matplotlib
matplotlib.use("Agg")
import matplotlib.dates
import matplotlib.pyplot
import matplotlib.ticker

import measured

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PALETTE = ["#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#f2495c", "#5794f2", "#b877d9", "#705da0", "#37872d", "#fade2a"]
NAMED = {"green": "#73bf69", "yellow": "#f2cc0c", "red": "#f2495c", "orange": "#ff9830", "text": "#d8d9da"}
BACK, PANEL, INK, FAINT = "#111217", "#181b1f", "#d8d9da", "#2c3235"


class Prometheus:
    def __init__(self, folder, target, every):
        self.port, self.every = measured.free_port(socket.SOCK_STREAM), every
        with open(os.path.join(folder, "prometheus.yml"), "w", encoding="utf-8") as file:
            file.write(f"global: {{ scrape_interval: {every}s }}\nscrape_configs: [ {{ job_name: tapohive, static_configs: [ {{ targets: [ '{target}' ] }} ] }} ]\n")
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/prometheus", f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=error"])

    def ask(self, question, begun, ended):
        question = question.replace("$__rate_interval", f"{self.every * 6}s").replace("$job", "tapohive").replace("[1d]", "[5m]")
        form = urllib.parse.urlencode({"query": question, "start": begun, "end": ended, "step": self.every})
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/query_range?{form}") as answer:
            return json.load(answer)["data"]["result"]


def drive(house, minutes):
    ends, turn = time.time() + minutes * 60, 0
    while time.time() < ends:
        turn += 1
        house.ask("off" if turn % 2 else "on", "all", "--yes")
        if turn % 4 == 0:
            house.ask("scene", "run", "evening")
        if turn % 5 == 2:
            for number in range(1, 9):
                house.fate("POST", "/faults", {"fault": f"dark:refused@{number}"})
        if turn % 5 == 4:
            house.fate("DELETE", "/faults")
        time.sleep(6)
    house.fate("DELETE", "/faults")


def time_of(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


def shown(value, unit):
    if unit == "percentunit":
        return f"{value * 100:.3g}%"
    if unit == "s":
        return f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"
    if unit == "bytes":
        return f"{value / 2**20:.0f} MiB"
    tail = {"reqps": " req/s", "watt": " W", "watth": " Wh"}.get(unit, "")
    return (f"{value:.0f}" if value == int(value) else f"{value:.3g}") + tail


def colour(steps, value):
    return NAMED[[step["color"] for step in steps if step["value"] is None or value >= step["value"]][-1]]


def draw(dashboard, prometheus, begun, ended, path):
    panels = dashboard["panels"]
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in panels)
    figure = matplotlib.pyplot.figure(figsize=(16, rows * 0.29), facecolor=BACK, dpi=100)
    for panel in panels:
        at = panel["gridPos"]
        left, width = at["x"] / 24 + 0.004, at["w"] / 24 - 0.008
        top, height = 1 - at["y"] / rows, at["h"] / rows
        if panel["type"] == "row":
            figure.text(left, top - height / 2, f"⌄ {panel['title']}", color=INK, fontsize=11, va="center", weight="bold")
            continue
        figure.add_artist(matplotlib.pyplot.Rectangle((left, top - height + 0.002), width, height - 0.004, transform=figure.transFigure, facecolor=PANEL, edgecolor=FAINT, zorder=-1))
        figure.text(left + 0.006, top - 0.006, panel["title"], color=INK, fontsize=9, va="top", weight="bold")
        unit = panel["fieldConfig"]["defaults"]["unit"]
        if panel["type"] == "stat":
            answers = prometheus.ask(panel["targets"][0]["expr"], begun, ended)
            values = [float(value) for _, value in answers[0]["values"]] if answers else []
            last = next((value for value in reversed(values) if not math.isnan(value)), None)
            steps = panel["fieldConfig"]["defaults"]["thresholds"]["steps"]
            figure.text(left + width / 2, top - height / 2 - 0.003, "–" if last is None else shown(last, unit), color=INK if last is None else colour(steps, last), fontsize=24, ha="center", va="center")
            continue
        axes = figure.add_axes((left + width * 0.1, top - height + height * 0.24, width * 0.88, height * 0.60), facecolor=PANEL)
        lines = []
        for target in panel["targets"]:
            for answer in prometheus.ask(target["expr"], begun, ended):
                name = re.sub(r"\{\{(\w+)\}\}", lambda label, of=answer: of["metric"].get(label.group(1), ""), target["legendFormat"])
                lines.append((name, [float(at) for at, _ in answer["values"]], [float(value) for _, value in answer["values"]]))
        fixed = {each["matcher"]["options"]: each["properties"][0]["value"]["fixedColor"] for each in panel["fieldConfig"]["overrides"]}
        stacked = panel["fieldConfig"]["defaults"]["custom"]["stacking"]["mode"] == "normal"
        moments = sorted({at for _, when, _ in lines for at in when})
        floor = [0.0] * len(moments)
        for number, (name, when, values) in enumerate(sorted(lines)):
            known = dict(zip(when, values))
            ys = [known.get(at, math.nan) for at in moments]
            days = [matplotlib.dates.date2num(time_of(at)) for at in moments]
            ink = NAMED.get(fixed.get(name), PALETTE[number % len(PALETTE)])
            if stacked:
                tops = [low + (0 if math.isnan(y) else y) for low, y in zip(floor, ys)]
                axes.fill_between(days, floor, tops, color=ink, alpha=0.35, linewidth=0)
                axes.plot(days, tops, color=ink, linewidth=1, label=name)
                floor = tops
            else:
                axes.plot(days, ys, color=ink, linewidth=1.1, label=name)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_locator(matplotlib.ticker.MaxNLocator(4))
        axes.yaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda value, _, of=unit: shown(value, of)))
        axes.set_xlim(matplotlib.dates.date2num(time_of(begun)), matplotlib.dates.date2num(time_of(ended)))
        axes.xaxis.set_major_formatter(matplotlib.dates.DateFormatter("%H:%M"))
        axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(5))
        axes.tick_params(colors="#9fa7b3", labelsize=7, length=0)
        axes.grid(color=FAINT, linewidth=0.6)
        for spine in axes.spines.values():
            spine.set_visible(False)
        if not lines:
            axes.text(0.5, 0.5, "No data", color="#9fa7b3", ha="center", va="center", transform=axes.transAxes)
        elif len(lines) <= 10:
            axes.legend(loc="upper left", bbox_to_anchor=(-0.1, -0.13), ncols=min(len(lines), 5), fontsize=6.5, frameon=False, labelcolor=INK, handlelength=1, columnspacing=1)
    figure.savefig(path, facecolor=BACK)

def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--plugs", type=int, default=40)
    options.add_argument("--mix", default="klap=5,aes=2,tpap=1")
    options.add_argument("--minutes", type=float, default=6)
    options.add_argument("--to", default=os.path.join(ROOT, "docs", "dashboard.png"))
    chosen = options.parse_args()
    port = measured.free_port(socket.SOCK_STREAM)
    os.environ.update(TAPOHIVE_METRICS_LISTEN=f"127.0.0.1:{port}", TAPOHIVE_METRICS_OUTLETS="on")
    with open(os.path.join(ROOT, "config", "grafana", "tapohive.json"), encoding="utf-8") as file:
        dashboard = json.load(file)
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = measured.House(os.path.abspath(chosen.program), chosen.plugs, chosen.mix, folder)
        prometheus = None
        try:
            house.until_well()
            house.apply('scenes.evening { steps = [ { off = all }, { on = [ p1, p3, p5 ] } ] }\nschedules.often { every = 1m, on = p2 }\nnotify { after = 5s, pause = 5s, command = [ /bin/cat ] }')
            prometheus = Prometheus(folder, f"127.0.0.1:{port}", 2)
            begun = time.time() + 5
            drive(house, chosen.minutes)
            draw(dashboard, prometheus, begun, time.time(), chosen.to)
            print(chosen.to)
        finally:
            if prometheus:
                prometheus.process.terminate()
                prometheus.process.wait()
            house.end()


if __name__ == "__main__":
    main()
