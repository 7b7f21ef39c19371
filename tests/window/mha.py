"""Section 136 through the real window, by keyboard only: from the consultation to the receipt, and the national return.

    /usr/bin/python3 tests/window/mha.py --program target/debug/tandem --pictures target/window
"""

import argparse
import csv
import datetime
import json
import pathlib
import re
import subprocess
import time
import zoneinfo

import desk as desks
import month
import shift
import story as stories

NOW = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/London")).strftime("%H:%M")
# What the page of the record asks for, part by part: the line, and the digits or the words.
SHARED = {
    "Grounds": (("appears to have a mental disorder", "1"), ("immediate need of care", "1"), ("necessary for them", "1"),
                ("^What was seen and heard", "On the wrong side of the rail, crying")),
    "Found": (("^Where the person was found", "1"),),
    "Ambulance and travel": (("^Ambulance asked for$", "2"), ("^Why a police vehicle", "2")),
    "Place of safety": (("^Kind of place", "1"), ("^Which place of safety", "Elm suite, Northmere"),),
    "Rights and care": (("^Told their rights$", "1"), ("^Told their rights at", NOW), ("^Children, dependants", "1"), ("^Nearest relative", "4")),
    "The person": (("^Sex or gender", "1"), ("^Ethnicity as seen", "1")),
}
POLICE = {"Police only": (("^Search", "1"), ("^Force or restraint", "1"), ("^Body-worn camera", "1"))}


def practice(program, vault):
    """A practice vault, which brings its people; gives their passphrases by handle."""
    made = subprocess.run(
        [program, "demo", "--no-window", "--json", "--vault", vault, "--incidents", "1", "--months", "1"],
        capture_output=True, text=True, check=True,
    )
    return {member["handle"]: member["passphrase"] for member in json.loads(made.stdout)["members"]}


def used(desk, story):
    """The crew's nurse is consulted and section 136 is used: nine presses, the one for the page among them."""
    shift.seat(desk, "police")
    before = desk.presses
    desk.keys("F9")
    desk.choose("^What happened|^Used it$", "1")
    for question, digit in (("^Consulted before", "1"), ("^What did they", "1"), ("^How does the person", "2")):
        desk.keys("Tab")
        desk.wait_for(question)
        time.sleep(0.5)  # lines that have just come ignore keys for 300 ms
        desk.keys(digit)
    desk.wait_for("^When did you speak")
    story.picture("s136-used")
    desk.keys("Return")
    desk.wait_gone("^What did they advise")
    assert desk.presses - before == 9, f"section 136 took {desk.presses - before} presses, not 9"
    desk.wait_for("Used section 136$")


def arrived(desk, story):
    """Three presses start the clock, which shows its end."""
    before = desk.presses
    desk.keys("F9")
    desk.choose("^What happened|^Used it$", "2")
    desk.keys("Return")
    desk.wait_for("^From the first arrival")
    assert desk.presses - before == 3, f"arrival took {desk.presses - before} presses, not 3"
    left = desk.read(r"^(2[34] h \d\d) left")
    assert left in ("24 h 00", "23 h 59", "23 h 58"), left
    story.picture("s136-clock")


def lines(desk, parts):
    """Answers the lines of each part of the record."""
    for part, answers in parts.items():
        desk.tab_to("^Which part")
        names = [node["name"] for node in desk.nodes() if node["role"] == "radio button"]
        for _ in range(3):
            time.sleep(0.4)
            desk.keys(str([name.split(":")[0] for name in names].index(part) + 1))
            if desk.find(answers[0][0]):
                break
        for line, answer in answers:
            desk.tab_to(line)
            time.sleep(0.4)  # lines that have just come ignore keys for 300 ms
            if answer.isdigit():
                desk.keys(answer)
            else:
                desk.keys("ctrl+a")
                desk.type(answer)


def record(desk, story, folder):
    """The form is refused while something is missing; whole, it is made, and its receipt is signed."""
    desk.press("^Record and form")
    desk.wait_for("^Record of section 136", "heading")
    desk.wait_for("^Still missing")
    desk.press("^Save the form|^Save as PDF")
    desk.wait_for("still lacks")
    story.picture("s136-record-missing")
    lines(desk, SHARED | POLICE)
    desk.keys("Return")
    desk.wait_for("^Nothing is missing")
    desk.forbid("What the nurse found")
    story.picture("s136-record-whole")
    desk.fill("^Folder", str(folder))
    desk.press("^Save the form|^Save as PDF")
    desk.wait_for(r"\.pdf")
    pages = list(folder.glob("*.pdf"))
    assert len(pages) == 1, pages
    words = subprocess.run(["pdftotext", "-layout", pages[0], "-"], capture_output=True, text=True, check=True).stdout
    for wanted in ("Sam Okoro", "may be kept until", "Elm suite, Northmere", "Consulted before deciding", "Signature"):
        assert wanted in words, f"{wanted} is not on the form:\n{words}"
    printed = re.search(r"Code ((?:[0-9a-f]{8} ){7}[0-9a-f]{8})", words)
    assert printed, f"the form has no code at its foot:\n{words}"
    desk.fill("^Who took the form", "R Cole, nurse in charge")
    desk.press("^Record the receipt")
    desk.wait_for("^The receipt is recorded and signed")
    desk.wait_for("^Given .* to R Cole, nurse in charge")
    shown = [node["name"] for node in desk.nodes() if node["name"].startswith("Code ")]
    # the form that was made last, and the receipt of whoever took it
    assert shown == [printed.group(0)] * 2, (shown, printed.group(0))
    story.picture("s136-receipt")
    return pages[0], printed.group(1)


def paper_checked(program, vault, people, folder, page, code):
    """Later, without the window: the file and the code at its foot are the form that was taken; a changed file is not."""
    secret = folder / "officer"
    secret.write_text(people["4411"])
    secret.chmod(0o600)

    def check(*what):
        command = [program, "paper", "check", *what, "--json", "--vault", vault, "--as", "4411", "--passphrase-file", secret]
        asked = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        assert asked.returncode in (0, 1), asked.stderr
        return json.loads(asked.stdout)

    for what in ([page], ["--code", code]):
        found = check(*what)
        assert found["found"] and found["code"] == code.replace(" ", ""), found
        assert [given["to"] for given in found["given"]] == ["R Cole, nurse in charge"], found
    changed = folder / "changed.pdf"
    changed.write_bytes(page.read_bytes().replace(b"%%EOF", b"%%eof"))
    assert check(changed) == {"found": False}


def handed_over(desk, story):
    """Health staff take over, and it ends."""
    desk.keys("F9")
    desk.choose("^What happened|^Used it$", "5")
    desk.fill("^Who took over", "R Cole, nurse in charge")
    desk.keys("Return")
    desk.wait_for("Health staff took over")
    desk.choose("^What happened|^Used it$", "3")
    desk.tab_to("^How did it end|^Assessed")
    desk.keys("1", "Return")
    desk.wait_for("^Section 136 ended")
    story.picture("s136-ended")


def national_return(program, vault, people, folder):
    """The force's table for the financial year, from the command line: one use, as it was, and nobody's name."""
    secret = folder / "passphrase"
    secret.write_text(people["amorgan"])
    secret.chmod(0o600)
    this = datetime.date.today().strftime("%Y-%m")
    pack = folder / "pack"
    command = [
        program, "audit", "--month", this, "--return", "home-office", "--out", pack, "--vault", vault,
        "--as", "amorgan", "--passphrase-file", secret,
    ]
    subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
    (table,) = pack.glob("return-home-office-*.csv")
    with table.open(newline="") as file:
        rows = {(row["column"], row["value"]): row["count"] for row in csv.DictReader(file)}
    for column, value in (
        ("All", "Section 136"), ("Place of safety used", "HBPOS"), ("Transport to place of safety", "POL"),
        ("Reason for police vehicle", "AMB_NOTREQ"), ("Age", "18 and over"), ("Sex", "Male"),
    ):
        assert rows[column, value] == "1", (column, value, rows)
    assert "Okoro" not in table.read_text()


def main():
    """Tells the story; any step that does not come out as it should ends it with what is on the screen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, type=pathlib.Path)
    options.add_argument("--pictures", required=True, type=pathlib.Path)
    asked = options.parse_args()
    program, pictures = asked.program.resolve(), asked.pictures.resolve()
    desks.on_a_bus_of_its_own()
    pictures.mkdir(parents=True, exist_ok=True)
    with desks.Desk(1024, 760) as desk:
        story = stories.Story(desk, pictures)
        folder = pathlib.Path(desk.folder.name)
        vault = folder / "vault"
        people = practice(program, vault)
        desk.start(program, "--vault", vault)
        try:
            shift.sign_in(desk, people)
            shift.open_incident(desk, story)
            used(desk, story)
            arrived(desk, story)
            page, code = record(desk, story, folder)
            handed_over(desk, story)
            month.end_shift(desk)
        except Exception:
            desk.picture(pictures / "stopped-here.png")
            raise
        desk.stop()
        paper_checked(program, vault, people, folder, page, code)
        national_return(program, vault, people, folder)
    print(f"the story took {time.monotonic() - story.began:.0f} s and {desk.presses} presses")


if __name__ == "__main__":
    main()
