"""Times what a user waits for: start-up, appending entries, verifying the log. Prints one line each, no verdict.

    /usr/bin/python3 tools/bench.py --program target/release/tandem
"""

import argparse
import json
import os
import pathlib
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


def start_up(program, vault, times):
    """Seconds from the start of the process to a painted window that a screen reader can read."""
    with desk.Desk() as screen:
        for _ in range(times):
            yield screen.start(program, "--vault", vault)
            screen.stop()


def ticks(process):
    """Seconds on a processor of the process so far."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_rest(program, vault, seconds=10):
    """Per cent of a processor while nobody does anything on the sign-in page, and the megabytes that the process holds."""
    with desk.Desk() as screen:
        screen.start(program, "--vault", vault)
        time.sleep(3)
        process = screen.program.pid
        before = ticks(process)
        time.sleep(seconds)
        idle = 100 * (ticks(process) - before) / seconds
        status = pathlib.Path(f"/proc/{process}/status").read_text()
        held = int(status.partition("VmRSS:")[2].split()[0]) / 1024
        screen.stop()
    return idle, held


def main():
    """Makes a practice vault, then measures on it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, type=pathlib.Path)
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
        windows = list(start_up(program, vault, 5))
        idle, held = at_rest(program, vault)

    entries = report["entries"]
    print(f"program          {asked.program.stat().st_size / 1e6:8.1f} MB")
    print(f"practice vault   {made:8.1f} s    {asked.incidents} incidents, {entries} entries, {size / 1e6:.1f} MB")
    print(f"appending        {entries / made:8.0f} entries a second, set-up of the vault included")
    print(f"verifying        {checked:8.2f} s    signing in included; {entries / checked:.0f} entries a second")
    print(f"start-up         {statistics.median(windows):8.2f} s    to a painted window, median of {len(windows)}")
    print(f"at rest          {idle:8.2f} %    of a processor, sign-in page; {held:.0f} MB held")


if __name__ == "__main__":
    main()
