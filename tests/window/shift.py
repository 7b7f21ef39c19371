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
    ("1", "Climbed over the rail twice tonight"),
    ("3", "Linked to an investigation, zzpolice"),
)
POLICE_WORDS = ("investigation", "zzpolice")
ITEMS = f"need to know|^({'|'.join(words for _, words in NURSE_NOTES + POLICE_NOTES)})"
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
    desk.choose("^Where are you|^Car$", "1")
    desk.fill("^Vehicle", "Car 2")
    if story:
        story.picture("both-signed-in")
    desk.press("^Start shift")
    desk.wait_for("^Shared view")


def seat(desk, whose):
    """Takes a seat with its PIN, unless it is taken."""
    mark = "^Police only$" if whose == "police" else "^Nurse only$"
    if desk.find(mark):
        return
    desk.keys("F2" if whose == "police" else "F3")
    desk.wait_for(f"^Take the {whose} seat", "heading")
    desk.type(PINS[whose])
    desk.wait_for(mark)


def shared_view(desk):
    """Drops to what both may see."""
    desk.keys("F4")
    desk.wait_for("^Shared view")


def note(desk, source, words):
    """A note in the present seat, from 1 seen, 2 told, 3 record, 4 my view."""
    desk.keys("ctrl+2")
    desk.wait_for("^Where do the words come from")
    desk.choose("^Where do the words come from|^Seen$", source)
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
    desk.choose("^How did it come", "1")
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
    desk.choose("^Known to your services", "1")
    desk.wait_for("^Yes, known. Answered")
    for source, words in NURSE_NOTES:
        note(desk, source, words)
    story.picture("nurse-notes")

    seat(desk, "police")
    desk.forbid(*NURSE_WORDS)
    desk.keys("ctrl+1")
    desk.choose("^Known to police", "1")
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


def nurse_shares(desk, story):
    """Two of three notes cross with the person's agreement, in seven presses; the third leaves no trace."""
    seat(desk, "nurse")
    before = desk.presses
    desk.keys("F7")
    desk.choose(ITEMS, "1", "3")
    story.picture("share-pick-the-words")
    desk.keys("Return")
    desk.choose("^Did Sam agree", "1")
    story.picture("share-did-they-agree")
    desk.keys("Return")
    desk.wait_for("will see exactly this")
    preview = card(desk, "From J Patel")
    story.picture("share-check")
    desk.keys("ctrl+Return")
    desk.wait_for("^Told to PC 4411 Hughes at")
    assert desk.presses - before == 7, f"sharing with agreement took {desk.presses - before} presses, not 7"

    seat(desk, "police")
    desk.keys("ctrl+7")
    desk.wait_for("^Shared log", "heading")
    desk.wait_for(re.escape(NURSE_NOTES[0][1]))
    received = card(desk, "From J Patel")
    for index in (0, 2):
        words = NURSE_NOTES[index][1]
        assert words in preview and words in received, f"`{words}` is on both screens"
    assert [line for line in received if not line.startswith("Told to")] == [
        line for line in preview if not line.startswith("Told to")
    ], f"what was checked is what is received:\n{preview}\n{received}"
    desk.forbid(*NURSE_WORDS)
    story.picture("what-the-officer-sees")

    shared_view(desk)
    desk.wait_for(re.escape(NURSE_NOTES[2][1]))
    desk.forbid(*NURSE_WORDS, *POLICE_WORDS)
    story.picture("shared-view-after-sharing")


def card(desk, whose):
    """The lines of the first card of this name, without the headings."""
    nodes = desk.nodes()
    at = next(index for index, node in enumerate(nodes) if node["role"] == "panel" and node["name"] == whose)
    lines = []
    for node in nodes[at + 1:]:
        if node["depth"] <= nodes[at]["depth"]:
            break
        if node["role"] == "label":
            lines.append(node["name"])
    return lines


def officer_shares(desk, story):
    """The other direction has its own question; one of two notes crosses."""
    seat(desk, "police")
    desk.keys("F7")
    desk.choose(ITEMS, "1", "Return")
    desk.choose("^Why does the nurse need this", "1")
    story.picture("officer-why")
    desk.keys("Return")
    desk.wait_for("will see exactly this")
    desk.keys("ctrl+Return")
    desk.wait_for("^Told to J Patel at")
    seat(desk, "nurse")
    desk.keys("ctrl+7")
    desk.wait_for(re.escape(POLICE_NOTES[0][1]))
    desk.forbid(*POLICE_WORDS)
    story.picture("what-the-nurse-sees")


def nurse_does_not_share(desk, story):
    """Not sharing is a result with a reason, and nothing of it is on the officer's screen."""
    seat(desk, "nurse")
    desk.keys("F7")
    desk.choose(ITEMS, "1", "Return")
    desk.choose("^Did Sam agree", "3", "Return")
    desk.tab_to("strong enough reason")
    story.picture("no-agreement")
    desk.choose("strong enough reason", "0")
    desk.choose("^Why are you not sharing", "2")
    story.picture("not-shared")
    desk.keys("Return")
    desk.wait_for("^Decided not to share")
    shared_view(desk)
    desk.forbid("not to share", "not sharing", *NURSE_WORDS, *POLICE_WORDS)


def danger(desk, story):
    """Three presses from any page tell the other side at once; the reason may wait."""
    before = desk.presses
    desk.keys("F8")
    desk.choose("^What is the danger", "2")
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
    """How it ended; what is missing is said and leads there, and then the incident closes."""
    seat(desk, "nurse")
    desk.keys("ctrl+e")
    desk.choose("^How did it end", "4")
    desk.choose("^Follow-up$|^Tell GP$", "1")
    desk.wait_for("^Finish the reason for the")
    story.picture("outcome-with-something-left")
    desk.press("Finish the reason")

    desk.choose("^Who could be harmed", "4")
    desk.choose("^How serious", "1")
    desk.fill("^Why is this the least", "The officer needs it for the ambulance call")
    desk.choose("^Will you tell Sam", "2")
    desk.choose("^How likely", "1")
    story.picture("finish-the-danger-share")
    desk.keys("Return")
    desk.wait_for("^Check", "heading")
    desk.keys("ctrl+Return")
    desk.wait_gone("^Check")

    desk.keys("ctrl+e")
    desk.choose("^How did it end", "4")
    desk.wait_for("^Nothing is left to do")
    story.picture("outcome")
    desk.keys("ctrl+Return")
    desk.wait_gone("^How did it end")
    shared_view(desk)
    desk.wait_for(r"^Closed \d\d:\d\d")
    story.picture("closed")
