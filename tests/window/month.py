"""The story's last chapter: the supervisor's month, its export, and the log checked from the command line."""

import datetime
import pathlib
import shutil
import subprocess

import shift

# Nothing of these may be on a supervisor's screen or in an export.
NAMES = ("Okoro", "Mill Road", "Hughes", "Patel", "tablets", "Climbed over", *shift.NURSE_WORDS, *shift.POLICE_WORDS)


def end_shift(desk):
    """Everybody is signed out."""
    desk.keys("ctrl+q")
    desk.wait_for("^End the shift")
    desk.keys("ctrl+Return")
    desk.wait_for("^Start your shift")
    desk.forbid(*NAMES)


def look(desk, story, people):
    """The supervisor signs in and sees the present month as numbers."""
    desk.press("^Supervisor or governance lead")
    desk.fill("^Handle", "kdavies")
    desk.fill("^Passphrase", people["kdavies"])
    desk.keys("Return")
    desk.wait_for("^At a glance|^No counts|: .* incident", seconds=30)
    this_month = datetime.date.today().strftime("%B %Y")
    if desk.find(f"^Show {this_month}", "link"):
        desk.press(f"^Show {this_month}")
    desk.wait_for(f"^{this_month}: 1 incident")
    desk.forbid(*NAMES)
    story.picture("month")


def export(desk, story, folder):
    """What will leave is shown first; then the files are made, and hold no name and nobody's words."""
    desk.press("^Export this month", key="shift+Tab")
    desk.wait_for("^What leaves")
    desk.fill("^New folder for the files", str(folder))
    story.picture("export")
    desk.keys("ctrl+Return")
    desk.wait_for("^The files are made")
    story.picture("export-made")
    files = [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    assert any(path.suffix == ".csv" for path in files), files
    assert any("manifest" in path.name for path in files), files
    for path in files:
        text = path.read_text(errors="replace")
        found = [word for word in NAMES if word.lower() in text.lower()]
        assert not found, f"{path.name} holds {found}"
    print(f"         the export holds {len(files)} files, no name and nobody's words")


def verify(program, vault, handle, passphrase, folder):
    """`tandem verify` finds the log whole, and one flipped byte in a copy of it."""
    secret = pathlib.Path(folder) / "passphrase"
    secret.write_text(passphrase)
    secret.chmod(0o600)

    def run(path):
        command = [program, "verify", path, "--as", handle, "--passphrase-file", secret]
        return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)

    whole = run(vault)
    assert whole.returncode == 0, whole.stdout + whole.stderr
    copy = pathlib.Path(folder) / "copy"
    shutil.copytree(vault, copy)
    log = copy / "log.db"
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 1
    log.write_bytes(data)
    damaged = run(copy)
    assert damaged.returncode == 1, (damaged.returncode, damaged.stdout + damaged.stderr)
    print(f"         verify: {whole.stdout.strip().splitlines()[0]}")
    print(f"         with one bit changed: {damaged.stdout.strip().splitlines()[0]}")
