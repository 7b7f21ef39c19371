"""What the accessibility tree says of the pages of a desk besides their words: headings, the table, live regions, and
that Tab goes through them in the order in which they are read.

    /usr/bin/python3 tests/window/roles.py --program target/debug/tandem
"""

import argparse
import pathlib
import subprocess

import desk as desks
import shift

# What a person presses, chooses, or types into; each must have a name.
PRESSED = ("button", "link", "radio button", "check box", "entry", "password text", "text", "table row")


def page(desk, where):
    """Every control has a name, there is a heading, and a live region waits."""
    nodes = desk.nodes()
    nameless = [node for node in nodes if node["role"] in PRESSED and not node["name"].strip()]
    assert not nameless, f"{where}: controls without a name: {nameless}"
    assert any(node["role"] == "heading" for node in nodes), f"{where}: no heading\n{desk.tree_text()}"
    live = [node for node in nodes if node["role"] in ("status bar", "statusbar")]
    assert live, f"{where}: no live region\n{desk.tree_text()}"


def table(desk, where):
    """A table with its column headings, its rows, and cells in the rows, in this nesting."""
    nodes = desk.nodes()
    at = next((index for index, node in enumerate(nodes) if node["role"] == "table"), None)
    assert at is not None, f"{where}: no table\n{desk.tree_text()}"
    inside = []
    for node in nodes[at + 1:]:
        if node["depth"] <= nodes[at]["depth"]:
            break
        inside.append(node)
    roles = [node["role"] for node in inside]
    for role in ("column header", "table row", "table cell"):
        assert role in roles, f"{where}: the table has no {role}: {roles}"
    rows = [node["depth"] for node in inside if node["role"] == "table row"]
    cells = [node["depth"] for node in inside if node["role"] == "table cell"]
    assert min(cells) > min(rows), f"{where}: the cells are not inside their rows"


def inside(nodes, at):
    """What stands within the node at this place."""
    found = []
    for node in nodes[at + 1:]:
        if node["depth"] <= nodes[at]["depth"]:
            break
        found.append(node)
    return found


def lists(desk, where):
    """Every list holds its items, and no item stands outside a list."""
    nodes = desk.nodes()
    starts = [at for at, node in enumerate(nodes) if node["role"] == "list"]
    assert starts, f"{where}: no list\n{desk.tree_text()}"
    held = 0
    for at in starts:
        items = [node for node in inside(nodes, at) if node["role"] == "list item"]
        assert items, f"{where}: an empty list\n{desk.tree_text()}"
        held += len(items)
    assert held == sum(1 for node in nodes if node["role"] == "list item"), f"{where}: an item outside every list"
    return held


def groups(desk, where):
    """Every option stands inside the question that it answers."""
    nodes = desk.nodes()
    answered = set()
    for at, node in enumerate(nodes):
        if node["role"] in ("panel", "grouping", "group", "radio group", "filler") and node["name"].strip():
            answered.update(id(option) for option in inside(nodes, at))
    options = [node for node in nodes if node["role"] == "radio button"]
    lost = [node["name"] for node in options if id(node) not in answered]
    assert not lost, f"{where}: options outside their question: {lost}\n{desk.tree_text()}"
    return len(options)


def parts(desk, where):
    """What is drawn in a row is a part of it: nothing of its name is read once more after it."""
    nodes = desk.nodes()
    for node, after in zip(nodes, nodes[1:]):
        again = after["role"] == "label" and after["depth"] <= node["depth"] and after["name"].strip()
        told = node["role"] in ("button", "push button") and again and after["name"] in node["name"]
        assert not told, f"{where}: `{after['name']}` is read after the row that says it\n{desk.tree_text()}"


def turns(places):
    """How often the keyboard went back."""
    return sum(1 for before, after in zip(places, places[1:]) if after < before)


def reading_order(desk, where, most=40):
    """Tab visits the controls in the order in which a screen reader reads them, and comes round."""
    places = []
    seen = set()
    for step in range(most):
        desk.keys("Tab")
        nodes = desk.nodes()
        at = next((index for index, node in enumerate(nodes)
                   if "focused" in node["states"] and node["role"] != "frame"), None)
        if at is None and step > 1:
            desk.keys("Tab")  # past the last control the window itself has the keyboard once, then the first control
            assert desk.focused(), f"{where}: the keyboard was lost after {places}\n{desk.tree_text()}"
            break
        assert at is not None, f"{where}: Tab comes to nothing\n{desk.tree_text()}"
        mark = (nodes[at]["role"], nodes[at]["name"])
        # come round: what stood first may have gone meanwhile, such as an Undo that was offered for a while
        if mark in seen and turns(places + [at]):
            break
        seen.add(mark)
        places.append(at)
    assert turns(places) <= 1, f"{where}: Tab jumps back {turns(places)} times: {places}\n{desk.tree_text()}"
    return len(places)


def begin(desk, program):
    """A practice vault, both signed in at a desk, one incident open."""
    vault = pathlib.Path(desk.folder.name) / "vault"
    made = [program, "demo", "--no-window", "--vault", vault]
    words = [line.split() for line in subprocess.run(made, capture_output=True, text=True, check=True).stdout.splitlines()]
    desk.start(program, "--vault", vault)
    desk.wait_for("^Start your shift")
    for handle, whose in (("4411", "police"), ("jpatel", "nurse")):
        passphrase = next(" ".join(line[-5:]) for line in words if handle in line)
        desk.fill("^Handle", handle)
        desk.fill("^Passphrase", passphrase)
        desk.keys("Return")
        desk.wait_for("^Now a PIN of 6 numbers", seconds=60)
        desk.tab_to("^PIN$")
        desk.type(shift.PINS[whose])
        desk.tab_to("^The same PIN again")
        desk.type(shift.PINS[whose])
        desk.wait_gone("^Now a PIN of 6 numbers")
    desk.choose("^Where are you|^Car$", "2")
    desk.fill("^Desk$", "Desk 1")
    desk.press("^Start shift")
    desk.wait_for("^Shared view", seconds=60)
    desk.keys("ctrl+n")
    desk.choose("^How did it come", "1")
    desk.fill("^Place", "Mill Road")
    desk.press("^Continue")
    desk.wait_for("Mill Road")


# The key of a page, and something that only that page says.
PAGES = (
    ("ctrl+1", ": Known$"),
    ("ctrl+2", ": Notes$"),
    ("ctrl+3", ": Risk$"),
    ("ctrl+4", ": Agreed plan$"),
    ("ctrl+5", ": Incident$"),
    ("ctrl+r", ": My record$"),
    ("ctrl+7", ": Shared log$"),
    ("ctrl+8", ": Follow-up$"),
    ("ctrl+9", ": Timeline$"),
    ("F7", "^What does the officer need"),
    ("F1", "^Keys for this page$"),
)


def main():
    """The board, then every section of the nurse's seat, sharing, and the page of keys."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, type=pathlib.Path)
    program = options.parse_args().program.resolve()
    desks.on_a_bus_of_its_own()
    with desks.Desk(1600, 860) as desk:
        begin(desk, program)
        page(desk, "board")
        table(desk, "board")
        parts(desk, "board")
        print(f"board: {lists(desk, 'board')} items", flush=True)
        print(f"board: {reading_order(desk, 'board')} stops", flush=True)
        shift.seat(desk, "nurse")
        for key, mark in PAGES:
            desk.keys(key)
            desk.wait_for(mark)
            page(desk, key)
            parts(desk, key)
            # the page that shares has questions alone
            options, items = groups(desk, key), 0 if key == "F7" else lists(desk, key)
            print(f"{key}: {reading_order(desk, key)} stops, {options} options, {items} items", flush=True)
        desk.stop()


if __name__ == "__main__":
    main()
