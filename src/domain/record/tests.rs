//! Numbers, places and codes: the published examples, what a mistyped digit does, and that reading what was kept gives the
//! same again.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::role::Side;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn read(field: SideField, typed: &str) -> Result<String, Fault> {
    field.read(typed, Codes::embedded(), today(), true)
}

#[test]
fn the_lists_can_be_read_and_name_what_fields_ask_for() {
    let codes = Codes::embedded();
    assert_eq!(codes.as_at, "2026-11-21");
    for field in SideField::ALL {
        if let Form::Code(list) = field.form() {
            let list = codes.list(list).expect(list);
            assert!(list.codes.len() > 1, "{}", list.name);
            for (code, _) in &list.codes {
                assert_eq!(read(*field, code).as_ref(), Ok(code), "{field:?}");
            }
        }
    }
    assert_eq!(codes.list("ethnicity-police").unwrap().codes.len(), 22); // 18+1 and why it was not stated
    assert_eq!(codes.list("ethnicity-nhs").unwrap().codes.len(), 18); // 16, Z and 99
    assert_eq!(codes.list("force").unwrap().codes.len(), 44);
}

#[test]
fn every_nhs_category_that_a_police_code_becomes_exists() {
    let codes = Codes::embedded();
    for (from, to) in &codes.ethnicity_map.to {
        assert!(codes.words("ethnicity-police", from).is_some(), "{from}");
        assert!(codes.words("ethnicity-nhs", to).is_some(), "{to}");
    }
    assert_eq!(codes.ethnicity_map.to.get("W3").map(String::as_str), Some("C"));
    assert_eq!(codes.ethnicity_map.lossy, ["W3", "O2"]);
}

/// The number that is published as an example of one that is well formed and could be somebody's.
fn real() -> String {
    ["943", "476", "5919"].join(" ")
}

#[test]
fn nhs_numbers_of_the_reference() {
    let published = real();
    assert_eq!(nhs_number(&published.replace(' ', "")), Ok(published.clone()));
    for number in ["999 000 0018", "999-000-0026", "999 000 0034"] {
        assert!(nhs_number(number).is_ok(), "{number}");
    }
    assert_eq!(nhs_number("999 123 4560"), Err(Fault::Check));
    assert_eq!(nhs_number(&published.replace("919", "918")), Err(Fault::Check));
    for number in ["", "999 000 001", "999 000 00180", "999 000 001X", "٩٤٣ ٤٧٦ ٥٩١٩"] {
        assert_eq!(nhs_number(number), Err(Fault::Shape), "{number}");
    }
    // 999000000 and 999000014 have no valid number at all
    for base in ["999000000", "999000014"] {
        for check in 0..10 {
            assert_eq!(nhs_number(&format!("{base}{check}")), Err(Fault::Check));
        }
    }
}

#[test]
fn practice_has_the_numbers_that_are_never_issued_and_nothing_else() {
    let number =
        |typed: &str, training| SideField::NhsNumber.read(typed, Codes::embedded(), today(), training);
    assert_eq!(number("999 000 0018", true).as_deref(), Ok("999 000 0018"));
    assert_eq!(number("999 000 0018", false), Err(Fault::TestNumber));
    assert_eq!(number(&real(), true), Err(Fault::RealNumber));
    assert_eq!(number(&real(), false), Ok(real()));
}

#[test]
fn pnc_identifiers_of_the_reference() {
    for id in ["2002/0073319Z", "03/11985X", "81/34U", "2001/0171310W"] {
        assert_eq!(pnc_id(id).as_deref(), Ok(id));
    }
    assert_eq!(pnc_id(" 03/11985x ").as_deref(), Ok("03/11985X"));
    assert_eq!(pnc_id("2002/0073319A"), Err(Fault::Check));
    for id in [
        "",
        "/",
        "2002/73319Z",
        "2/1Z",
        "2002/0073319",
        "02/É",
        "02/12345678Z",
    ] {
        assert_eq!(pnc_id(id), Err(Fault::Shape), "{id}");
    }
}

#[test]
fn postcodes_of_the_reference() {
    let good = [
        "LE1 3RH", "SW1A 1AA", "W1A 1AA", "EC1A 1BB", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "NR1 3HT",
        "GIR 0AA",
    ];
    for code in good {
        assert_eq!(
            postcode(&code.to_lowercase().replace(' ', "")).as_deref(),
            Ok(code)
        );
    }
    for code in ["QQ1 1AA", "LE1 3CI", "LE1", "", "LE1 3RH 2", "ÀÀ1 1AA", "1LE 3RH"] {
        assert_eq!(postcode(code), Err(Fault::Shape), "{code}");
    }
}

#[test]
fn places_as_text() {
    assert_eq!(
        what3words("///Filled.Count.Soap").as_deref(),
        Ok("filled.count.soap")
    );
    for words in [
        "filled.count",
        "a..b",
        "one.two.three.four",
        "one two three",
        "1.2.3",
    ] {
        assert_eq!(what3words(words), Err(Fault::Shape), "{words}");
    }
    assert_eq!(grid_reference("sk5804").as_deref(), Ok("SK 58 04"));
    assert_eq!(grid_reference("SK 580 040").as_deref(), Ok("SK 580 040"));
    for place in [
        "SK",
        "SK 5",
        "SK 58 0",
        "IK 58 04",
        "SK 580405040501",
        "5804",
        "ZZ 58 04",
    ] {
        assert_eq!(grid_reference(place), Err(Fault::Shape), "{place}");
    }
}

#[test]
fn dates_of_birth_may_be_partial_and_never_impossible() {
    assert_eq!(born("13/5/1996", today()).as_deref(), Ok("1996-05-13"));
    assert_eq!(born("05/1996", today()).as_deref(), Ok("1996-05"));
    assert_eq!(born("1996", today()).as_deref(), Ok("1996"));
    assert_eq!(born("29/2/2004", today()).as_deref(), Ok("2004-02-29"));
    for date in [
        "29/2/2003",
        "31/4/1990",
        "32/1/1990",
        "1/13/1990",
        "13/5/96",
        "yesterday",
        "",
        "0000",
    ] {
        assert_eq!(born(date, today()), Err(Fault::Shape), "{date}");
    }
    for date in ["23/11/2026", "1/1/1900", "2027"] {
        assert_eq!(born(date, today()), Err(Fault::Impossible), "{date}");
    }
}

#[test]
fn not_known_is_allowed_everywhere_and_each_side_has_its_own_numbers() {
    for field in SideField::ALL {
        assert!(read(*field, "not known").is_ok(), "{field:?}");
        assert!(read(*field, "  ").is_ok_and(|kept| kept.is_empty()), "{field:?}");
    }
    assert!(!SideField::NhsNumber.is_for(Side::Police));
    assert!(!SideField::PncId.is_for(Side::Health));
    assert!(SideField::Born.is_for(Side::Police) && SideField::Born.is_for(Side::Health));
}

#[test]
fn every_field_has_its_place_on_its_sides_page() {
    for field in SideField::ALL {
        for side in Side::ALL.into_iter().filter(|side| field.is_for(*side)) {
            assert!(Block::of(side).contains(&field.block()), "{field:?} {side:?}");
        }
    }
    let long = "a".repeat(5_000);
    assert!(matches!(read(SideField::History, &long), Err(Fault::Long(_))));
}

proptest! {
    #[test]
    fn what_is_kept_reads_as_itself(typed in "\\PC{0,40}") {
        for field in SideField::ALL {
            if let Ok(kept) = read(*field, &typed) {
                prop_assert_eq!(read(*field, &kept), Ok(kept));
            }
        }
        for place in [postcode, what3words, grid_reference] {
            if let Ok(kept) = place(&typed) {
                prop_assert_eq!(place(&kept), Ok(kept.clone()));
            }
        }
    }

    /// Modulus 11 finds every single mistyped digit.
    #[test]
    fn one_wrong_digit_of_an_nhs_number_is_found(base in 0_u64..1_000_000_000, at in 0_usize..10, by in 1_u32..10) {
        let number = (0..10).map(|check| format!("{base:09}{check}")).find(|number| nhs_number(number).is_ok());
        if let Some(number) = number {
            let mut digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
            digits[at] = (digits[at] + by) % 10;
            let wrong: String = digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
            prop_assert_eq!(nhs_number(&wrong), Err(Fault::Check));
        }
    }

    /// The letter of a PNC identifier finds every single mistyped digit of its serial number.
    #[test]
    fn one_wrong_digit_of_a_pnc_identifier_is_found(year in 0_u32..100, serial in 0_u32..10_000_000, at in 0_usize..7, by in 1_u32..10) {
        let id = ('A'..='Z').map(|letter| format!("20{year:02}/{serial:07}{letter}")).find(|id| pnc_id(id).is_ok()).unwrap();
        let mut wrong: Vec<char> = id.chars().collect();
        let digit = wrong[5 + at].to_digit(10).unwrap();
        wrong[5 + at] = char::from_digit((digit + by) % 10, 10).unwrap();
        let wrong: String = wrong.into_iter().collect();
        prop_assert_eq!(pnc_id(&wrong), Err(Fault::Check));
    }
}
