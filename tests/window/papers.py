"""How each of the two sharing stories ends: the person's note, and the decision explained, as the window shows them."""

import re

import shift


def nurse_to_officer(desk, story):
    """With the person's yes: what the nurse told is on the note, and what she kept back is nowhere on it."""
    _note(desk, story, "nurse", shift.NURSE_NOTES[0][1], shift.NURSE_WORDS + shift.POLICE_WORDS)
    _explanation(desk, story, "nurse", ("Sam agreed|agreed", shift.NURSE_NOTES[2][1]), shift.POLICE_WORDS)


def officer_to_nurse(desk, story):
    """Under a policing purpose: the same two papers from the other seat."""
    _note(desk, story, "police", shift.POLICE_NOTES[0][1], shift.POLICE_WORDS + shift.NURSE_WORDS)
    _explanation(desk, story, "police", ("policing purpose|safety", shift.POLICE_NOTES[0][1]), shift.NURSE_WORDS)


def _papers(desk, whose):
    """The seat's own side of the incident, where its papers are."""
    shift.seat(desk, whose)
    desk.keys("ctrl+8")
    desk.wait_for("^On paper", "heading")


def _note(desk, story, whose, told, kept):
    _papers(desk, whose)
    desk.press("^Note for the person")
    desk.wait_for("^How it looks", "heading")
    desk.wait_for(re.escape(told))
    if desk.find("^We have nothing to tell you"):
        # nobody recorded whether the person may know: it stands on the note once somebody says so
        desk.choose(f"^What stands on it|{re.escape(told)}", "1")
    desk.wait_for("^What we said")
    desk.wait_for("object|complain")
    desk.forbid(*kept)
    story.picture(f"{whose}-note-for-the-person")
    desk.keys("Escape")
    desk.wait_gone("^How it looks")


def _explanation(desk, story, whose, says, kept):
    _papers(desk, whose)
    desk.press("^Explain: Shared")
    desk.wait_for("^Explain this decision", "heading")
    for words in says:
        desk.wait_for(words)
    desk.forbid(*kept)
    story.picture(f"{whose}-decision-explained")
    desk.keys("Escape")
    desk.wait_gone("^Explain this decision")
