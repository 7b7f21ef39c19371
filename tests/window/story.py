"""One whole shift through the real window, by keyboard only; and the guided tour, which is the same with its pictures.

    /usr/bin/python3 tests/window/story.py --program target/debug/tandem --pictures target/window
"""

import argparse
import pathlib
import time

import desk as desks
import month
import papers
import set_up
import shift


class Story:
    """What the chapters share: the screen, the pictures, the time."""

    def __init__(self, desk, pictures):
        self.desk = desk
        self.pictures = pictures
        self.number = 0
        self.began = time.monotonic()

    def picture(self, name):
        """Keeps what the screen shows, numbered, and says how far the story is."""
        self.number += 1
        path = self.pictures / f"{self.number:02}-{name}.png"
        self.desk.picture(path)
        print(f"{time.monotonic() - self.began:6.1f} s  {self.desk.presses:5} presses  {path.stem}", flush=True)


def main():
    """Tells the story; any step that does not come out as it should ends it with what is on the screen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", required=True, type=pathlib.Path)
    options.add_argument("--pictures", required=True, type=pathlib.Path)
    asked = options.parse_args()
    program, pictures = asked.program.resolve(), asked.pictures.resolve()
    desks.on_a_bus_of_its_own()
    pictures.mkdir(parents=True, exist_ok=True)

    with desks.Desk(1600, 860) as desk:
        story = Story(desk, pictures)
        folder = pathlib.Path(desk.folder.name)
        vault = folder / "vault"
        command = (program, "--vault", vault)
        desk.start(*command)
        try:
            people = set_up.everybody(desk, story)
            shift.sign_in(desk, people, story)
            shift.open_incident(desk, story)
            shift.notes_of_both(desk, story)
            shift.power_cut(desk, story, people, command)
            shift.nurse_shares(desk, story)
            papers.nurse_to_officer(desk, story)
            shift.officer_shares(desk, story)
            papers.officer_to_nurse(desk, story)
            shift.nurse_does_not_share(desk, story)
            shift.danger(desk, story)
            shift.outcome(desk, story)
            month.end_shift(desk)
            month.look(desk, story, people)
            month.export(desk, story, folder / "export")
        except Exception:
            desk.picture(pictures / "stopped-here.png")
            raise
        desk.stop()
        month.verify(program, vault, "kdavies", people["kdavies"], folder)
    print(f"the whole story took {time.monotonic() - story.began:.0f} s and {desk.presses} presses")


if __name__ == "__main__":
    main()
