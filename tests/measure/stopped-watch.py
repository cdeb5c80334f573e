#!/usr/bin/env python3
"""Measures what a stopped terminal costs the hive, and whether it tells the truth when it goes on.

Emulated plugs in one process, the hive in another. One shell in a terminal runs 'watch', another 'watch --output json' into a file; both are
stopped with Ctrl-Z. Then the whole house is switched on and off in turn, as many changes a minute as are asked for, and the hive's memory is read
every ten seconds. After 'fg' both must show what 'status' says. The same time before, with nobody watching, is for comparison. A figure, not a test.

    dotnet build -c Release
    python3 tests/measure/stopped-watch.py artifacts/bin/TapoHive.Cli/release/tapohive --minutes 10 --before 2
"""
import argparse
import json
import os
import pty
import re
import signal
import statistics
import struct
import sys
import tempfile
import termios
import threading
import time
from fcntl import ioctl

from measured import House, processor_seconds

ROWS, COLUMNS = 200, 120
PIECES = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\r|\n|[^\r\n\x1b]+|\x1b")


class Terminal:
    """A shell with job control in a terminal whose text can be read."""

    def __init__(self, environment):
        self.lines, self.row, self.rest, self.lock = [""], 0, "", threading.Lock()
        self.process, self.end = pty.fork()
        if self.process == 0:
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], dict(environment, PS1="$ ", TERM="xterm"))
        ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while True:
            try:
                data = os.read(self.end, 65536)
            except OSError:
                return
            if not data:
                return
            with self.lock:
                self.take(data.decode(errors="replace"))

    def take(self, text):
        # What the terminal is told may come in two parts.
        whole = re.fullmatch(r"(.*?)(\x1b(?:\[[0-9;?]*)?)?", self.rest + text, re.DOTALL)
        self.rest = whole.group(2) or ""
        for piece in PIECES.finditer(whole.group(1)):
            if piece.group(0) == "\n":
                self.row += 1
                if self.row == len(self.lines):
                    self.lines.append("")
            elif piece.group(2) == "A":
                self.row = max(0, self.row - int(piece.group(1) or 1))
            elif piece.group(2) == "J":
                del self.lines[self.row + 1:]
                self.lines[self.row] = ""
            elif piece.group(0)[0] not in "\r\x1b":
                self.lines[self.row] += piece.group(0)

    def text(self):
        with self.lock:
            return list(self.lines)

    def type(self, keys):
        os.write(self.end, keys.encode())

    def until(self, what, words, patience=120):
        end = time.monotonic() + patience
        while not any(what in line for line in self.text()):
            if time.monotonic() > end:
                raise SystemExit(f"{words} did not come. The terminal shows:\n" + "\n".join(self.text()[-30:]))
            time.sleep(0.2)

    def close(self):
        # A shell passes it on to what it runs, stopped or not.
        os.kill(self.process, signal.SIGHUP)
        os.waitpid(self.process, 0)


def resident(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def changes(house, minutes, each, plugs, title):
    """Switches the house to and fro and reads the hive's memory; gives the readings in MB."""
    begun, spent, turn, readings, moved = time.monotonic(), processor_seconds(house.hive), 0, [], len(house.movements())
    until_reading = begun
    while (now := time.monotonic()) < begun + minutes * 60:
        house.ask("on" if turn % 2 == 0 else "off", "all", "--yes")
        turn += 1
        while True:
            # Read also where the runs take so long that the next one is due at once.
            if (now := time.monotonic()) >= until_reading:
                readings.append(resident(house.hive))
                print(f"{title} {now - begun:5.0f} s: {readings[-1]:.1f} MB", flush=True)
                until_reading += 10
            if now >= begun + turn * each:
                break
            time.sleep(min(0.5, begun + turn * each - now))
    moved = len(house.movements()) - moved
    print(f"{title}: {turn} runs over {plugs} plugs, {moved / minutes:.0f} relays moved a minute; RSS first third {statistics.median(readings[:len(readings) // 3 or 1]):.1f} MB, "
          f"last third {statistics.median(readings[-(len(readings) // 3 or 1):]):.1f} MB, most {max(readings):.1f} MB; "
          f"hive {processor_seconds(house.hive) - spent:.1f} s of processor")
    return readings


def told_by_file(path):
    with open(path, encoding="utf-8") as file:
        return {it["name"]: it["reported"] for it in (json.loads(line) for line in file if line.endswith("\n"))}


def told_by_table(terminal):
    """The rows of the table as it stands: name, room, desired, reported."""
    lines = terminal.text()
    heads = [number for number, line in enumerate(lines) if "DESIRED" in line and "REPORTED" in line]
    rows = [line.split() for line in lines[heads[-1] + 1:]] if heads else []
    return {row[0]: row[3] for row in rows if len(row) > 3 and re.fullmatch(r"p\d+", row[0])}


def until_true(house, tell, words):
    """Until what is told is what status says; the seconds that took."""
    begun = time.monotonic()
    while True:
        status, told = house.ask("status", "--timeout", "60s"), tell()
        truth = {outlet["name"]: outlet["reported"] for outlet in status["outlets"]}
        if told == truth:
            return time.monotonic() - begun
        if time.monotonic() > begun + 120:
            wrong = {name: (told.get(name), reported) for name, reported in truth.items() if told.get(name) != reported}
            raise SystemExit(f"{words} does not tell the truth (told, true): {wrong}")
        time.sleep(0.5)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("program")
    options.add_argument("--plugs", type=int, default=100)
    options.add_argument("--changes", type=int, default=1000, help="a minute")
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--before", type=float, default=2, help="minutes of the same with nobody watching")
    chosen = options.parse_args()
    if chosen.plugs > ROWS - 10:
        sys.exit(f"The table must fit the terminal: at most {ROWS - 10} plugs.")
    program, each = os.path.abspath(chosen.program), 60 * chosen.plugs / chosen.changes
    with tempfile.TemporaryDirectory(prefix="tapohive-measure-") as folder:
        house = House(program, chosen.plugs, "klap=1", folder)
        table = lines = None
        try:
            house.until_well()
            changes(house, chosen.before, each, chosen.plugs, "nobody watches")
            table, lines = Terminal(house.environment), Terminal(house.environment)
            file = os.path.join(folder, "watch.ndjson")
            table.type(f"'{program}' watch\n")
            lines.type(f"'{program}' watch --output json > '{file}'\n")
            table.until("Ctrl-C ends", "The table")
            until_true(house, lambda: told_by_file(file), "'watch --output json'")
            until_true(house, lambda: told_by_table(table), "'watch'")
            for terminal in (table, lines):
                terminal.type("\x1a")
                terminal.until("Stopped", "The shell's word that it is stopped")
            size = os.path.getsize(file)
            changes(house, chosen.minutes, each, chosen.plugs, "both stopped")
            if os.path.getsize(file) != size:
                sys.exit("'watch --output json' wrote while it was stopped.")
            # A state that is not the one it was stopped in.
            house.ask("off", "all", "--yes")
            house.ask("on", *(f"p{number}" for number in range(1, chosen.plugs + 1, 3)))
            for terminal in (table, lines):
                terminal.type("fg\n")
            print(f"after fg: the lines true after {until_true(house, lambda: told_by_file(file), 'watch --output json'):.1f} s, "
                  f"the table after {until_true(house, lambda: told_by_table(table), 'watch'):.1f} s more")
            house.ask("off", "all", "--yes")
            print(f"and a change later is told by both within {until_true(house, lambda: told_by_file(file), 'watch --output json') + until_true(house, lambda: told_by_table(table), 'watch'):.1f} s")
        finally:
            for terminal in (table, lines):
                if terminal is not None:
                    terminal.close()
            house.end()


if __name__ == "__main__":
    main()
