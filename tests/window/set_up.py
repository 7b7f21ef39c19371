"""The story's first chapter: set-up in question pages, and each person on a page of their own."""

import re

# A one-time code or a recovery code, in groups, as it stands on the screen.
CODE = r"^([0-9A-Z]{4,6}(?:[ -]+[0-9A-Z]{4,6}){3,})$"


def question_pages(desk, story):
    """Who works together, this computer, recovery holders, leads: the vault is made."""
    desk.wait_for("^Who works together")
    story.picture("set-up-question")
    desk.choose("Whose law applies|England", "1")
    desk.fill("^Police force", "Northmere Constabulary")
    desk.fill("^Health trust", "Northmere Health Trust")
    desk.fill("^What you call", "Northmere street triage")
    desk.keys("Return")

    desk.wait_for("^This computer", "heading")
    desk.fill("^Name of this computer", "TR-07")
    desk.keys("Return")

    desk.wait_for("^Who holds recovery")
    story.picture("set-up-recovery-holders")
    desk.press("^Continue")

    desk.wait_for("^Who are the two governance leads")
    desk.fill("^Governance lead of the force", "A Morgan")
    desk.fill("^Governance lead of the trust", "R Shah")
    desk.press("^Make the vault")
    desk.wait_for("^Before the first shift", seconds=60)
    story.picture("set-up-list")


def join(desk, story, code, handle, picture=None):
    """An invited person opens their page: code in, passphrase out, typed back. Gives the passphrase."""
    desk.wait_for("^Open your invitation")
    desk.fill("^One-time code", code)
    desk.keys("Return")
    passphrase = desk.read(r"^([a-z-]+(?: [a-z-]+){4})$", seconds=30)
    desk.wait_for("^If it is lost")
    if picture:
        story.picture(picture)
    desk.press("^I have written it down")
    desk.wait_for("^Choose a handle, and type")
    desk.forbid(passphrase)
    desk.fill("^Handle", handle)
    desk.fill("^Passphrase, all five words", passphrase)
    desk.keys("Return")
    desk.wait_for("you have joined", seconds=60)
    desk.keys("Return")
    return passphrase


def leads_join(desk, story):
    """Both governance leads, from the two codes on the list. Gives their passphrases by handle."""
    passphrases = {}
    for place, handle in (("Northmere Constabulary", "amorgan"), ("Northmere Health Trust", "rshah")):
        desk.wait_for("^Before the first shift")
        code = code_after(desk, place)
        desk.press(f"governance lead, {place}.*opens the invitation")
        picture = "passphrase-shown-once" if handle == "amorgan" else None
        passphrases[handle] = join(desk, story, code, handle, picture)
    return passphrases


def code_after(desk, place):
    """The one-time code that stands on the list under the lead of `place`."""
    names = [node["name"] for node in desk.nodes() if node["role"] == "label"]
    start = next(index for index, name in enumerate(names) if f"governance lead, {place}" in name)
    return next(name for name in names[start:] if re.search(CODE, name))


def recovery_codes(desk, story):
    """The four recovery holders, each alone with their code."""
    codes = []
    for number in range(4):
        desk.wait_for("^Before the first shift")
        desk.press(r"opens their recovery code\. To do")
        desk.wait_for("^Hand the computer to")
        desk.press("Show my code")
        shown = desk.read(CODE)
        if number == 0:
            story.picture("recovery-code")
        desk.fill("^The last group", re.split("[ -]+", shown)[-1])
        desk.keys("Return")
        desk.wait_for("^Before the first shift")
        desk.forbid(*re.split("[ -]+", shown))
        codes.append(shown)
    return codes


def invite(desk, story, row, role, name, picture=None):
    """A lead invites a person. Gives the one-time code, which is handed over on paper."""
    desk.wait_for("^Before the first shift")
    desk.press(f"^{row}")
    desk.wait_for("^Invite a person to")
    desk.choose("What will they be|officer|nurse|supervisor", role)
    desk.fill("^Name, as colleagues see it", name)
    if picture:
        story.picture(picture)
    desk.press("^Make invitation")
    desk.wait_for("^Give this code to")
    code = desk.read(CODE)
    desk.press("^Done")
    desk.wait_for("^Before the first shift")
    return code


def agreement(desk):
    """What both sides work under, so that known or not known may be told in one press."""
    desk.press("^Sharing agreement and advice numbers")
    desk.wait_for("^Sharing agreement$", "heading")
    desk.press("^Start from the model agreement")
    desk.press("^Reference and dates")
    desk.fill("^Reference of the sharing agreement", "ISA 2026-1")
    desk.fill("^Clause on telling", "4.1")
    desk.press("^Done with this part")
    desk.press("^Sign for both organisations")
    desk.wait_for("^Signed")
    desk.keys("Escape")
    desk.wait_for("^Before the first shift")


def everybody(desk, story):
    """Set-up from the first page to the first sign-in. Gives passphrases by handle."""
    question_pages(desk, story)
    people = leads_join(desk, story)
    recovery_codes(desk, story)
    codes = {
        "4411": invite(desk, story, "Invite officers", "1", "PC 4411 Hughes", "invite"),
        "jpatel": invite(desk, story, "Invite nurses", "1", "J Patel"),
        "kdavies": invite(desk, story, "Invite police supervisors", "2", "K Davies"),
    }
    agreement(desk)
    story.picture("set-up-list-done")
    desk.press("^Finish set-up")
    for handle, code in codes.items():
        desk.wait_for("^Start your shift")
        desk.press("^I have an invitation")
        people[handle] = join(desk, story, code, handle)
    desk.wait_for("^Start your shift")
    return people
