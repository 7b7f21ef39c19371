"""Whether the nurse's record is a FHIR R4 document for a reader that shares nothing with Tandem.

The documents under tests/golden/fhir are byte for byte what the program makes (a test of the program says so). Here the
models of the package `fhir.resources`, made by its authors from HL7's own definitions of R4 (4.0.1), read them: a field
that R4 does not know, a missing one or a wrong type is refused. They carry R4's lists of codes without holding anybody to
them; that, and the rules for documents of R4 section 3.3.1, is checked below.
"""

import json
import pathlib
import unittest
import xml.etree.ElementTree as xml

import fhir.resources
from fhir.resources.bundle import Bundle

TOP = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted((TOP / "tests" / "golden" / "fhir").glob("*.json"))


def references(value):
    """Every place where one resource points at another."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "reference":
                yield inside
            yield from references(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from references(inside)


# The models end this list after four codes with a `+`; here it is whole (R4, task-status).
WHOLE = {
    "Task.status": "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed "
    "entered-in-error".split()
}


def outside_their_list(model):
    """Codes that are in none of R4's lists for their place."""
    for name, field in getattr(model, "__fields__", {}).items():
        value = getattr(model, name)
        inside = value if isinstance(value, list) else [value]
        place = f"{type(model).__name__}.{name}"
        allowed = WHOLE.get(place) or field.field_info.extra.get("enum_values")
        for one in inside:
            if one is not None and allowed and one not in allowed:
                yield f"{place} = {one}"
            yield from outside_their_list(one)


class Documents(unittest.TestCase):
    def test_it_is_r4(self):
        self.assertEqual(fhir.resources.__fhir_version__, "4.0.1")
        self.assertEqual([file.stem for file in FILES], ["detained", "empty", "filled", "odd", "usual"])

    def test_every_document_is_read_and_written_again_as_it_was(self):
        for file in FILES:
            with self.subTest(file.name):
                given = json.loads(file.read_text())
                read = Bundle.parse_obj(given)
                written = json.loads(read.json())
                self.assertEqual(len(written["entry"]), len(given["entry"]))
                kinds = [entry["resource"]["resourceType"] for entry in given["entry"]]
                self.assertEqual(kinds, [entry["resource"]["resourceType"] for entry in written["entry"]])

    def test_a_wrong_document_is_refused(self):
        given = json.loads(FILES[-1].read_text())
        for spoil in (
            lambda entry: entry.update(mood="calm"),
            lambda entry: entry.update(title=["two", "titles"]),
            lambda entry: entry.pop("status"),
            lambda entry: entry.update(date="yesterday"),
        ):
            wrong = json.loads(json.dumps(given))
            spoil(wrong["entry"][0]["resource"])
            with self.assertRaises(ValueError):
                Bundle.parse_obj(wrong)

    def test_every_code_is_in_its_list(self):
        for file in FILES:
            with self.subTest(file.name):
                self.assertEqual(list(outside_their_list(Bundle.parse_obj(json.loads(file.read_text())))), [])
        wrong = json.loads(FILES[-1].read_text())
        wrong["entry"][0]["resource"]["status"] = "finished"
        self.assertEqual(list(outside_their_list(Bundle.parse_obj(wrong))), ["Composition.status = finished"])

    def test_the_rules_for_documents_hold(self):
        for file in FILES:
            with self.subTest(file.name):
                bundle = json.loads(file.read_text())
                self.assertEqual(bundle["type"], "document")
                self.assertIn("timestamp", bundle)
                self.assertTrue(bundle["identifier"]["system"] and bundle["identifier"]["value"])
                self.assertEqual(bundle["entry"][0]["resource"]["resourceType"], "Composition")
                urls = [entry["fullUrl"] for entry in bundle["entry"]]
                self.assertEqual(len(urls), len(set(urls)))
                for entry in bundle["entry"]:
                    self.assertEqual(entry["fullUrl"], "urn:uuid:" + entry["resource"]["id"])
                    self.assertLessEqual(set(references(entry["resource"])), set(urls))

    def test_every_narrative_is_xhtml_with_words(self):
        for file in FILES:
            with self.subTest(file.name):
                bundle = json.loads(file.read_text())
                for section in bundle["entry"][0]["resource"]["section"]:
                    div = xml.fromstring(section["text"]["div"])
                    self.assertEqual(div.tag, "{http://www.w3.org/1999/xhtml}div")
                    self.assertTrue("".join(div.itertext()).strip())


if __name__ == "__main__":
    unittest.main()
