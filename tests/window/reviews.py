"""Reviews, access checks, the log's health and the log for the Commissioner through the real window, by keyboard only: two
supervisors and a governance lead of two organisations, and the nurse who is asked.

    /usr/bin/python3 tests/window/reviews.py --program target/debug/tandem --pictures target/window
"""

import argparse
import datetime
import json
import pathlib
import subprocess

import desk as desks
import shift
import story as stories

# What the lead answers for, and what the nurse answers; each of twenty characters and more.
WHY = "Complaint 114 about what was said in the car"
ANSWER = "I was the nurse on this car that night"


def practice(program, vault):
    """A practice vault of two months; gives its members by side and role."""
    made = subprocess.run(
        [program, "demo", "--no-window", "--json", "--vault", vault, "--incidents", "30", "--months", "2", "--seed", "11"],
        capture_output=True, text=True, check=True,
    )
    return json.loads(made.stdout)["members"]


def one(people, side, role):
    """The first member of a side with a role."""
    return next(member for member in people if (member["side"], member["role"]) == (side, role))


def office(desk, member):
    """Signs a supervisor or a lead in, at the month that has counts, on checks and reviews."""
    desk.wait_for("^Start your shift")
    desk.press("^Supervisor or governance lead")
    desk.fill("^Handle", member["handle"])
    desk.fill("^Passphrase", member["passphrase"])
    desk.keys("Return")
    if member["role"] == "governance":
        desk.wait_for("^People", "heading", seconds=60)
        desk.press("^The month|^Month")
    desk.wait_for("^At a glance|^No counts|: .* incident", seconds=60)


def checks(desk):
    """From the month to checks and reviews."""
    desk.press("^Checks and reviews", key="shift+Tab")
    desk.wait_for("^Checks and reviews,", "heading")


def part(desk, digit, mark):
    """One of the three parts of the page."""
    desk.choose("^What to look at", digit)
    desk.wait_for(mark)


def leave(desk):
    """Signs out."""
    desk.keys("ctrl+q")
    desk.wait_for("^Sign out$", "heading")
    desk.keys("ctrl+Return")
    desk.wait_for("^Start your shift", seconds=30)


def police_supervisor(desk, story, member, folder):
    """Reviews what the trust did; takes a checkpoint out."""
    office(desk, member)
    story.picture("month")
    checks(desk)
    story.picture("reviews")
    if desk.find("^Concern: ", "button"):
        desk.press("^As expected: ")
        desk.wait_for("^To review")
        story.picture("reviewed")
    part(desk, "2", "^Find who looked")
    story.picture("who-looked")
    part(desk, "3", "^Checked as a whole")
    story.picture("log")
    desk.press("^Check the whole log", key="shift+Tab")
    desk.wait_for("entries looked at, nothing wrong", seconds=120)
    checkpoint = folder / "checkpoint.txt"
    desk.fill("^File of a checkpoint", str(checkpoint))
    desk.press("^Take a checkpoint out")
    desk.wait_for("^The checkpoint is in")
    story.picture("checkpoint")
    assert checkpoint.exists()
    desk.press("^Take a checkpoint out")
    desk.wait_for("was not written")
    story.picture("checkpoint-exists")
    leave(desk)
    return checkpoint


def health_supervisor(desk, story, member, checkpoint):
    """Compares the checkpoint, draws with it, asks why a page was opened, finds who looked."""
    office(desk, member)
    checks(desk)
    this = datetime.date.today().strftime("%B %Y")
    desk.fill("^Or the file of their checkpoint", str(checkpoint))
    desk.press("^Draw decisions")
    desk.wait_for("were drawn|is not over|Nothing was written")
    story.picture(f"draw-{this}")
    part(desk, "2", "^Find who looked")
    story.picture("trust-who-looked")
    reference = None
    if desk.find("^Ask the person: ", "button"):
        asked = desk.tab_to("^Ask the person: ")
        reference = asked["name"].split(" opened ")[1].split(",")[0]
        desk.keys("Return")
        desk.wait_for("^Find who looked")
        story.picture("asked")
    desk.fill("^Find who looked", reference or "26-0001")
    desk.keys("Return")
    desk.wait_for("^Incident .*looked")
    story.picture("looked-at")
    part(desk, "1", "^To review")
    story.picture("waits-for-the-lead")
    leave(desk)
    return reference


def second_reviewer(desk, story, member):
    """Another reviewer of the same organisation finds the same first thing without being told what the first one found."""
    office(desk, member)
    checks(desk)
    desk.wait_for("^To review")
    if not desk.find("^As expected: ", "button"):
        leave(desk)
        return
    story.picture("second-reviewer")
    desk.press("^As expected: ")
    desk.wait_for("two reviewers have looked at")
    story.picture("agreement")
    leave(desk)


def redrawn(program, vault, folder, member):
    """Anybody of the office draws again what stands; it comes out the same."""
    passphrase = folder / "passphrase.txt"
    passphrase.write_text(member["passphrase"] + "\n")
    month = (datetime.date.today().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    ran = subprocess.run(
        [program, "review", "redraw", "--vault", vault, "--month", month, "--as", member["handle"],
         "--passphrase-file", passphrase],
        capture_output=True, text=True, check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    print(ran.stdout)


def health_lead(desk, story, member, reference, folder):
    """Passes the question on, opens a record for a reason, takes the log for the Commissioner."""
    office(desk, member)
    checks(desk)
    if desk.find("^Pass on: ", "button"):
        desk.press("^Pass on: ")
        desk.wait_for("^Asked ")
        story.picture("passed-on")
    desk.press("^Open a record", key="shift+Tab")
    desk.wait_for("^Open a record", "heading")
    story.picture("open-a-record")
    desk.fill("^Reference", reference)
    desk.fill("^Why you open it", WHY)
    desk.press("^Open it")
    desk.wait_for(f"^Record of {reference}", seconds=60)
    story.picture("record")
    today = datetime.date.today()
    desk.fill("^First day", str(today - datetime.timedelta(days=62)))
    desk.fill("^Last day", str(today))
    desk.fill("^Why it is made", WHY)
    desk.fill("^New folder", str(folder / "section-62"))
    desk.press("^Write the log")
    desk.wait_for("^The log is in", seconds=60)
    story.picture("section-62")
    desk.press("^Write the log")
    desk.wait_for("already|exists|There is a problem", seconds=60)
    story.picture("section-62-exists")
    leave(desk)


def nurse(desk, story, people):
    """Finds the question among their tasks and answers it."""
    shift.sign_in(desk, {member["handle"]: member["passphrase"] for member in people})
    shift.seat(desk, "nurse")
    desk.keys("ctrl+8")
    desk.wait_for("^From reviews")
    desk.wait_for("^Why did you open this page")
    story.picture("question")
    desk.fill("^Your answer", ANSWER)
    desk.press("^Answer")
    desk.wait_gone("^Your answer")
    story.picture("answered")
    desk.keys("ctrl+q")
    desk.wait_for("^End the shift")
    desk.keys("ctrl+Return")


def main():
    """Tells it; any step that does not come out as it should ends it with what is on the screen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, type=pathlib.Path)
    options.add_argument("--pictures", required=True, type=pathlib.Path)
    asked = options.parse_args()
    program, pictures = asked.program.resolve(), asked.pictures.resolve()
    desks.on_a_bus_of_its_own()
    pictures.mkdir(parents=True, exist_ok=True)
    with desks.Desk(1600, 860) as desk:
        story = stories.Story(desk, pictures)
        folder = pathlib.Path(desk.folder.name)
        vault = folder / "vault"
        people = practice(program, vault)
        desk.start(program, "--vault", vault)
        try:
            checkpoint = police_supervisor(desk, story, one(people, "police", "supervisor"), folder)
            reference = health_supervisor(desk, story, one(people, "health", "supervisor"), checkpoint)
            second_reviewer(desk, story, one(people, "police", "governance"))
            health_lead(desk, story, one(people, "health", "governance"), reference, folder)
            nurse(desk, story, people)
            office(desk, one(people, "health", "supervisor"))
            checks(desk)
            part(desk, "2", "^Find who looked")
            desk.wait_for(f"answered: {ANSWER}")
            story.picture("the-answer")
            leave(desk)
            office(desk, one(people, "police", "supervisor"))
            checks(desk)
            desk.wait_for(WHY)
            story.picture("opening-to-review")
        except Exception:
            desk.picture(pictures / "stopped-here.png")
            raise
        desk.stop()
        redrawn(program, vault, folder, one(people, "police", "governance"))


if __name__ == "__main__":
    main()
