"""Whether the month's workbook opens in a program that shares nothing with Tandem, and says what the pack's tables say.

Run by `./x test strangers`, which has openpyxl. The pack is made now, by the program that TANDEM_PROGRAM names.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import openpyxl

STORY = "--no-window --json --incidents 30 --months 1 --seed 11 --until 2026-10-31".split()
LINES = {"definitions", "thresholds", "indicators", "disproportion", "before-and-after"}


def shown(cell):
    """A cell as the tables write it."""
    return "" if cell is None else str(cell)


class TheWorkbook(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(home.cleanup)
        program, top = os.environ["TANDEM_PROGRAM"], pathlib.Path(home.name)
        vault, secret, cls.pack = top / "vault", top / "passphrase", top / "pack"
        made = subprocess.run([program, "demo", "--vault", vault, *STORY], check=True, capture_output=True)
        people = {one["handle"]: one["passphrase"] for one in json.loads(made.stdout)["members"]}
        cls.handles = list(people)
        secret.write_text(people["kshah"])
        who = ["--vault", vault, "--as", "kshah", "--passphrase-file", secret]
        subprocess.run([program, "audit", "--month", "2026-10", "--out", cls.pack, *who], check=True, capture_output=True)
        cls.book = openpyxl.load_workbook(cls.pack / "report.xlsx")
        # these are lines of sheets of their own, not tables with a chart
        files = (file for file in cls.pack.glob("*.csv") if file.stem not in LINES)
        cls.tables = {file.stem: list(csv.DictReader(file.read_text("utf-8").splitlines())) for file in files}

    def test_there_is_a_sheet_for_each_table(self):
        self.assertGreater(len(self.tables), 20)
        names = self.book.sheetnames
        lines = {file.stem for file in self.pack.glob("*.csv") if file.stem in LINES}
        self.assertEqual((names[0], names[-1], set(names[1:])), ("about", "definitions", set(self.tables) | lines))

    def test_each_sheet_has_the_numbers_of_its_table(self):
        for name, lines in self.tables.items():
            rows = self.book[name].iter_rows(min_row=6, max_row=5 + len(lines), values_only=True)
            # a measure stands where other tables have a share
            theirs = [(line["label"], line["count"], line["value"] or line["percent"]) for line in lines]
            self.assertEqual([tuple(map(shown, row[:3])) for row in rows], theirs, name)

    def test_libreoffice_opens_it_and_reads_the_same_numbers(self):
        office = shutil.which("soffice")
        if office is None:
            self.skipTest("LibreOffice is not installed")
        with tempfile.TemporaryDirectory() as home:
            # every sheet to a file of its own, in commas and UTF-8, as its cells show
            form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
            settings = f"-env:UserInstallation={pathlib.Path(home, 'settings').as_uri()}"
            command = [office, "--headless", settings, "--convert-to", form, "--outdir", home, self.pack / "report.xlsx"]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            sheets = {file.stem.removeprefix("report-"): file for file in pathlib.Path(home).glob("*.csv")}
            self.assertEqual(set(sheets), set(self.book.sheetnames))
            for name, lines in self.tables.items():
                with sheets[name].open(encoding="utf-8", newline="") as file:
                    rows = list(csv.reader(file))[5 : 5 + len(lines)]
                theirs = [[line["label"], line["count"]] for line in lines]
                self.assertEqual([row[:2] for row in rows], theirs, name)

    def test_a_chart_stands_where_something_may_be_shown(self):
        for name, lines in self.tables.items():
            parts = [line for line in lines if line["code"] not in ("missing", "total")]
            measured = any(line["unit"] for line in lines)
            some = any(line["value" if measured else "count"] not in ("", "*", "0") for line in parts)
            self.assertEqual(len(self.book[name]._charts), int(some), name)
        self.assertGreater(sum(len(sheet._charts) for sheet in self.book), 5)

    def test_nothing_is_a_formula_and_nobody_is_named(self):
        cells = [cell for sheet in self.book for row in sheet.iter_rows() for cell in row]
        self.assertEqual({cell.data_type for cell in cells}, {"s", "n"})
        words = " ".join(str(cell.value) for cell in cells if cell.data_type == "s")
        self.assertIn("First place of safety", words)
        for name in ("Okoro", "Hughes", "Patel", "Mill Lane", "broken bottle", *self.handles):
            self.assertNotIn(name, words)


if __name__ == "__main__":
    unittest.main()
