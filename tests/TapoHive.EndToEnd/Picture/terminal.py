#!/usr/bin/env python3
"""Draws README's picture of the terminal from a real run: starts the demonstration, types commands into a real terminal, and
writes what they print as SVG.

    terminal.py TAPOHIVE OUT.svg            draw
    terminal.py TAPOHIVE OLD.svg --check    draw again and compare with OLD, figures apart
"""
import html
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

COLUMNS, GIVE_UP = 92, 120
COLOURS = {"30": "#4d5566", "31": "#e06c75", "32": "#98c379", "33": "#e5c07b", "34": "#61afef", "35": "#c678dd", "36": "#56b6c2", "37": "#dcdfe4"}
COLOURS.update({str(90 + i): c for i, c in enumerate(["#7f848e", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff"])})


def in_terminal(command, environment):
    """What a command prints where a person looks on."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(environment)
        os.execvp(command[0], command)
    import fcntl, struct, termios
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
    printed = b""
    while True:
        try:
            ready, _, _ = select.select([terminal], [], [], GIVE_UP)
            part = os.read(terminal, 65536) if ready else b""
        except OSError:
            part = b""
        if not part:
            break
        printed += part
    os.waitpid(child, 0)
    text = printed.decode().replace("\r\n", "\n")
    text = re.sub(r"\x1b\[\?\d+[hl]|\x1b[=>]|\x1b\][^\x07]*\x07", "", text)
    # What is drawn over is gone: only what stands in the end is shown.
    lines, row = [""], 0
    for piece in re.split(r"(\n|\r|\x1b\[\d*[A-HJK])", text):
        up = re.fullmatch(r"\x1b\[(\d*)A", piece)
        if piece == "\n":
            row += 1
            if row == len(lines):
                lines.append("")
        elif up:
            row = max(0, row - int(up[1] or 1))
        elif re.fullmatch(r"\x1b\[0?J", piece):
            lines[row:] = [""]
        elif piece in ("\x1b[2K", "\x1b[K"):
            lines[row] = ""
        elif piece != "\r" and not re.fullmatch(r"\x1b\[\d*[B-HJK]", piece):
            lines[row] += piece
    return lines


def spans(line):
    """A line as (text, colour, bold) parts."""
    parts, colour, bold = [], "#dcdfe4", False
    for piece in re.split(r"(\x1b\[[\d;]*m)", line):
        sgr = re.fullmatch(r"\x1b\[([\d;]*)m", piece)
        if not sgr:
            if piece:
                parts.append((piece, colour, bold))
            continue
        codes = (sgr[1] or "0").split(";")
        for i, code in enumerate(codes):
            if code in ("0", ""):
                colour, bold = "#dcdfe4", False
            elif code == "1":
                bold = True
            elif code == "2":
                colour = "#7f848e"
            elif code == "38" and codes[i + 1:i + 2] == ["5"]:
                n = int(codes[i + 2])
                colour = COLOURS[str(30 + n if n < 8 else 82 + n)] if n < 16 else "#7f848e" if n > 231 else "#61afef"
                break
            elif code in COLOURS:
                colour = COLOURS[code]
    return parts


def draw(lines):
    height = 22 * len(lines) + 56
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * 9 + 40}" height="{height}" font-family="ui-monospace, DejaVu Sans Mono, Menlo, monospace" font-size="15">',
           f'<rect width="100%" height="{height}" rx="8" fill="#21252b"/>',
           '<circle cx="20" cy="18" r="6" fill="#e06c75"/><circle cx="40" cy="18" r="6" fill="#e5c07b"/><circle cx="60" cy="18" r="6" fill="#98c379"/>']
    for n, line in enumerate(lines):
        parts = "".join(f'<tspan fill="{c}"{" font-weight=" + chr(34) + "bold" + chr(34) if b else ""}>{html.escape(t)}</tspan>' for t, c, b in spans(line))
        out.append(f'<text x="20" y="{22 * n + 52}" xml:space="preserve">{parts}</text>')
    return "\n".join(out + ["</svg>", ""])


def shape(svg):
    """The words of a picture without what differs from run to run."""
    text = html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</text>", "\n", svg)))
    return [re.sub(r"\s+", " ", re.sub(r"now|\d+ (ms|s)( ago)?", "#", line)).strip() for line in text.splitlines() if line.strip()]


def main():
    program, target, check = os.path.abspath(sys.argv[1]), sys.argv[2], "--check" in sys.argv
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "XDG_DATA_HOME": home, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS)}
        environment.pop("NO_COLOR", None)
        hive = subprocess.Popen([program, "up", "--demo"], env=environment, stdout=subprocess.PIPE, text=True)
        try:
            deadline = time.monotonic() + GIVE_UP
            for line in hive.stdout:
                if "Ctrl-C" in line:
                    break
                if time.monotonic() > deadline:
                    sys.exit("the demonstration did not come up")
            shown = []
            for words in (["on", "fridge", "hall-lamp"], ["toggle", "desk-strip", "--for", "2h"], ["status"], ["why", "fridge"]):
                shown += [f"\x1b[32m$\x1b[0m \x1b[1mtapohive {' '.join(words)}\x1b[0m"] + in_terminal([program, *words], environment)
                while shown and not shown[-1].strip():
                    shown.pop()
                shown.append("")
        finally:
            hive.send_signal(signal.SIGINT)
            hive.wait(30)
    svg = draw(shown)
    if not check:
        with open(target, "w", encoding="utf-8") as file:
            file.write(svg)
        return
    with open(target, encoding="utf-8") as file:
        old, new = shape(file.read()), shape(svg)
    if old != new:
        sys.exit("README's picture shows what the program no longer prints; draw it again:\n"
                 + "\n".join(f"- {a}\n+ {b}" for a, b in zip(old + [""] * len(new), new + [""] * len(old)) if a != b))


main()
