"""The story's second chapter: a shift, from signing in to the closed incident."""

import re
import time

PINS = {"police": "271828", "nurse": "314159"}

# What each side writes. The marked words must never be on the other side's screen.
NURSE_NOTES = (
    ("2", "Took tablets about 20:30, amount not known"),
    ("3", "Clozapine since 2019, zznurse"),
    ("1", "Prefers one person talking. Keep distance"),
)
NURSE_WORDS = ("Clozapine", "zznurse")
POLICE_NOTES = (
    ("3", "Missing twice this month"),
    ("3", "Linked to an investigation, zzpolice"),
)
POLICE_WORDS = ("investigation", "zzpolice")
DRAFT = "Half a sentence that was not finis"


def sign_in(desk, people, story=None):
    """Both sign in, each sets a PIN; they say that they are in the car."""
    desk.wait_for("^Start your shift")
    for handle, whose in (("4411", "police"), ("jpatel", "nurse")):
        desk.fill("^Handle", handle)
        desk.fill("^Passphrase", people[handle])
        desk.keys("Return")
        desk.wait_for("^Now a PIN of 6 numbers", seconds=30)
        if story and whose == "police":
            story.picture("sign-in")
        desk.tab_to("^PIN$")
        desk.type(PINS[whose])
        desk.tab_to("^The same PIN again")
        desk.type(PINS[whose])
        desk.wait_gone("^Now a PIN of 6 numbers")
    desk.tab_to("^Where are you|^Car$")
    desk.keys("1")
    desk.fill("^Vehicle", "Car 2")
    if story:
        story.picture("both-signed-in")
    desk.press("^Start shift")
    desk.wait_for("^Shared view")


def seat(desk, whose):
    """Takes a seat with its PIN."""
    desk.keys("F2" if whose == "police" else "F3")
    desk.wait_for(f"^Take the {whose} seat", "heading")
    desk.type(PINS[whose])
    desk.wait_for("^Police only" if whose == "police" else "^Nurse only")


def shared_view(desk):
    """Drops to what both may see."""
    desk.keys("F4")
    desk.wait_for("^Shared view")


def note(desk, source, words):
    """A note in the present seat, from 1 seen, 2 told, 3 record, 4 my view."""
    desk.keys("ctrl+2")
    desk.wait_for("^Where do the words come from")
    desk.tab_to("^Where do the words come from|^Seen$")
    desk.keys(source)
    desk.fill("^New note", words)
    desk.press("^Save note")
    desk.wait_for(re.escape(words))


def open_incident(desk, story):
    """One press opens it; how it came, where and whom are filled in after."""
    before = desk.presses
    desk.keys("ctrl+n")
    desk.wait_for(r"^Incident \d\d-\d{4}")
    assert desk.presses - before == 1, "an incident is open after one press"
    desk.wait_for("It is saved already")
    desk.keys("1")
    desk.fill("^Log number", "0412")
    desk.fill("^Place", "Footbridge, Mill Road")
    desk.fill("^Person", "Sam Okoro")
    desk.fill("^Age", "30")
    story.picture("new-incident")
    desk.press("^Continue")
    desk.wait_for("^Still to do")
    desk.wait_for("Sam Okoro")


def notes_of_both(desk, story):
    """Each side checks its records and writes what only that side can open."""
    seat(desk, "nurse")
    desk.keys("ctrl+1")
    desk.wait_for("^Known to your services")
    desk.keys("1")
    desk.wait_for("^Yes, known. Answered")
    for source, words in NURSE_NOTES:
        note(desk, source, words)
    story.picture("nurse-notes")

    seat(desk, "police")
    desk.forbid(*NURSE_WORDS)
    desk.keys("ctrl+1")
    desk.wait_for("^Known to police")
    desk.keys("1")
    desk.wait_for("^Yes, known. Answered")
    for source, words in POLICE_NOTES:
        note(desk, source, words)
    desk.forbid(*NURSE_WORDS)
    story.picture("police-notes")

    shared_view(desk)
    desk.wait_for("^Nothing shared yet")
    desk.forbid(*NURSE_WORDS, *POLICE_WORDS)
    story.picture("nothing-shared-yet")


def power_cut(desk, story, people, command):
    """kill -9 in the middle of a note: what was confirmed is there, and so is the draft."""
    seat(desk, "nurse")
    desk.keys("ctrl+2")
    desk.fill("^New note", DRAFT)
    time.sleep(2.5)  # a draft is saved at most a second after the last letter
    desk.kill()
    desk.start(*command)
    sign_in(desk, people)
    desk.wait_for("Sam Okoro")
    seat(desk, "nurse")
    desk.keys("ctrl+2")
    desk.wait_for(re.escape(DRAFT))
    for _, words in NURSE_NOTES:
        desk.wait_for(re.escape(words))
    story.picture("draft-after-power-cut")
    desk.tab_to("^New note")
    desk.keys("ctrl+a", "BackSpace")


def danger(desk, story):
    """Three presses from any page tell the other side at once; the reason may wait."""
    before = desk.presses
    desk.keys("F8")
    desk.wait_for("^Danger now: tell the")
    desk.keys("2")
    desk.wait_for("DANGER .* Taken something, medical emergency")
    story.picture("danger-now")
    desk.keys("ctrl+Return")
    assert desk.presses - before == 3, "danger is told in three presses"
    desk.wait_gone("^Danger now: tell the")
    shared_view(desk)
    desk.wait_for("Taken something, medical emergency")
    desk.wait_for("reason")
    desk.forbid(*NURSE_WORDS, *POLICE_WORDS)
    story.picture("danger-told")


def outcome(desk, story):
    """How it ended; what is missing is said, and does not stop what may go on."""
    desk.keys("ctrl+e")
    desk.wait_for("^Outcome", "heading")
    desk.keys("4")
    desk.tab_to("^Follow-up|^Tell GP")
    desk.keys("1")
    story.picture("outcome")
