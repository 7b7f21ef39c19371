"""The story's second chapter: a shift, from signing in to the closed incident."""

PINS = {"police": "271828", "nurse": "314159"}


def start(desk, story, people):
    """Both sign in, each sets a PIN; they say that they are in the car."""
    desk.wait_for("^Start your shift")
    for handle, seat in (("4411", "police"), ("jpatel", "nurse")):
        desk.fill("^Handle", handle)
        desk.fill("^Passphrase", people[handle])
        desk.keys("Return")
        desk.wait_for("^Now a PIN of 6 numbers", seconds=30)
        if seat == "police":
            story.picture("sign-in")
        desk.tab_to("^PIN$")
        desk.type(PINS[seat])
        desk.tab_to("^The same PIN again")
        desk.type(PINS[seat])
        desk.wait_for("PIN set for this shift")
    desk.tab_to("^Where are you|^Car$")
    desk.keys("1")
    desk.fill("^Vehicle", "Car 2")
    story.picture("both-signed-in")
    desk.press("^Start shift")
    desk.wait_for("Shared view")
    story.picture("board-empty")
