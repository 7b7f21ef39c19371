"""Times what a user waits for: start-up beside a bare window, appending entries, verifying the log; and what the window holds
and costs at rest, also over a long past. Prints one line each, no verdict.

    /usr/bin/python3 tools/bench.py --program target/release/tandem --bare target/release/examples/bare_window \
        --past target/bench/past-100000-1
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "window"))
import desk  # noqa: E402


def timed(command):
    """Runs a command that answers in JSON; gives the seconds it took and the answer."""
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return took, json.loads(done.stdout)


def start_up(screen, times, *commands):
    """Seconds from the start of each process to a painted window that a screen reader can read. They take turns."""
    took = [[] for _ in commands]
    for _ in range(times):
        for command, seconds in zip(commands, took):
            seconds.append(screen.start(*command))
            screen.stop()
    return [statistics.median(seconds) for seconds in took]


def ticks(process):
    """Seconds on a processor of the process so far."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def held(process):
    """Megabytes that a process holds."""
    status = pathlib.Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def idle(process, seconds=20):
    """Per cent of a processor while nobody does anything, once the window is quiet."""
    time.sleep(8)
    before = ticks(process)
    time.sleep(seconds)
    return 100 * (ticks(process) - before) / seconds


def at_rest(screen, *command):
    """The first page: per cent of a processor, megabytes held."""
    screen.start(*command)
    found = idle(screen.program.pid), held(screen.program.pid)
    screen.stop()
    return found


# The pages of a shift over a long past that are opened before its memory is read.
PAGES = ("F5", "ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+7", "ctrl+8", "ctrl+9", "F7", "F9", "ctrl+e", "ctrl+h", "F1")


def long_past(screen, program, kept):
    """A shift at a desk in a copy of the bench's long past: megabytes after every page, and per cent of a processor in a seat
    on a page without a running time, and on the board with one."""
    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        vault = shutil.copytree(kept, os.path.join(folder, "vault"))
        screen.start(program, "--vault", vault, seconds=60)
        screen.wait_for("^Start your shift")
        for handle in ("ohughes", "aosei"):
            screen.fill("^Handle", handle)
            screen.fill("^Passphrase", f"pass of {handle}")
            screen.keys("Return")
            screen.wait_for("^Now a PIN of 6 numbers", seconds=60)
            for field in ("^PIN$", "^The same PIN again"):
                screen.tab_to(field)
                screen.type("271828")
            screen.wait_gone("^Now a PIN of 6 numbers")
        screen.choose("^Where are you|^Car$", "2")
        screen.keys("Tab")
        screen.tab_to("^Desk$")
        screen.type("Desk 1")
        screen.press("^Start shift")
        screen.wait_for("^Shared view", seconds=120)
        screen.keys("F3")
        screen.wait_for("^Take the nurse seat", "heading")
        screen.type("271828")
        screen.wait_for("^Nurse only$", seconds=60)
        for key in PAGES:
            screen.keys(key)
            time.sleep(0.5)
        process = screen.program.pid
        found = held(process)
        quiet = idle(process)
        screen.keys("F5")
        running = idle(process)
        screen.stop()
    return found, quiet, running


def main():
    """Makes a practice vault, then measures on it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, type=pathlib.Path)
    options.add_argument("--bare", type=pathlib.Path, help="a bare window to measure beside")
    options.add_argument("--past", type=pathlib.Path, help="the bench's vault of a long past")
    options.add_argument("--incidents", type=int, default=500)
    asked = options.parse_args()
    program = str(asked.program.resolve())
    desk.on_a_bus_of_its_own()

    with tempfile.TemporaryDirectory(prefix="tandem-bench-") as folder:
        vault = os.path.join(folder, "vault")
        made, people = timed([program, "demo", "--no-window", "--json", "--vault", vault,
                              "--incidents", str(asked.incidents), "--months", "6", "--seed", "7"])
        someone = next(member for member in people["members"] if member["role"] == "supervisor")
        secret = os.path.join(folder, "passphrase")
        pathlib.Path(secret).write_text(someone["passphrase"])
        os.chmod(secret, 0o600)
        checked, report = timed([program, "verify", vault, "--json", "--as", someone["handle"],
                                 "--passphrase-file", secret])
        size = sum(path.stat().st_size for path in pathlib.Path(vault).rglob("*") if path.is_file())
        bare = [[str(asked.bare.resolve())]] if asked.bare else []
        with desk.Desk() as screen:
            windows = start_up(screen, 7, [program, "--vault", vault], *bare)
            rests = [at_rest(screen, *command) for command in ([program, "--vault", vault], *bare)]
            past = long_past(screen, program, asked.past) if asked.past and asked.past.exists() else None

    entries = report["entries"]
    print(f"program          {asked.program.stat().st_size / 1e6:8.1f} MB")
    print(f"practice vault   {made:8.1f} s    {asked.incidents} incidents, {entries} entries, {size / 1e6:.1f} MB")
    print(f"appending        {entries / made:8.0f} entries a second, set-up of the vault included")
    print(f"verifying        {checked:8.2f} s    signing in included; {entries / checked:.0f} entries a second")
    for name, seconds in zip(("start-up", "  bare window"), windows):
        print(f"{name:16} {seconds:8.2f} s    to a painted window, median of 7")
    if len(windows) > 1:
        print(f"  beside it      {windows[0] / windows[1]:8.2f}      times a bare window with the same renderer and fonts; at most 1.3")
    for name, (busy, holds) in zip(("at rest", "  bare window"), rests):
        print(f"{name:16} {busy:8.2f} %    of a processor, first page; {holds:.0f} MB held")
    if past:
        holds, quiet, running = past
        print(f"long past        {holds:8.0f} MB   held by the window after every page; at most 160")
        print(f"  at rest        {quiet:8.2f} %    of a processor in a seat, on a page without a running time; 0.0")
        print(f"  running time   {running:8.2f} %    of a processor on the board, which is drawn each second")


if __name__ == "__main__":
    main()
