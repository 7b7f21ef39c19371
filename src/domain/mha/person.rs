//! What the seat's own record says of the person already: the national return asks for it once, in the return's words.

use super::record::Lines;
use super::state::S136State;
use super::uses::kept_lines;
use crate::domain::content::S136Field;
use crate::domain::incident::SideFile;
use crate::domain::record::SideField;
use crate::domain::role::Side;

/// The lines that a seat has for itself: its own half of the record of the present use, and what its own record says of
/// sex and ethnicity, so that nobody is asked twice.
pub fn own_lines(own: &SideFile, state: &S136State, side: Option<Side>) -> Lines {
    let mut lines = kept_lines(own, state);
    let said = |field: SideField| own.filled.value(field);
    let mut put = |field: S136Field, code: Option<&str>| {
        if let Some(code) = code {
            lines.insert(field, code.to_owned());
        }
    };
    if side.is_none() {
        return lines;
    }
    put(S136Field::Sex, sex(said(SideField::Sex)));
    if side == Some(Side::Police) {
        put(S136Field::EthnicitySeen, seen(said(SideField::EthnicitySeen)));
        put(
            S136Field::EthnicitySaid,
            self_defined(said(SideField::EthnicityPolice)),
        );
    } else {
        put(S136Field::EthnicitySaid, nhs(said(SideField::EthnicityNhs)));
    }
    lines
}

fn sex(code: &str) -> Option<&'static str> {
    Some(match code {
        "M" => "male",
        "F" => "female",
        "I" => "other",
        "U" => "not-known",
        _ => return None,
    })
}

/// Identity codes as the Home Office's categories have them.
fn seen(code: &str) -> Option<&'static str> {
    Some(match code {
        "IC1" | "IC2" => "white",
        "IC3" => "black",
        "IC4" => "asian",
        "IC5" | "IC6" => "chinese-or-other",
        "IC9" => "not-stated",
        _ => return None,
    })
}

/// The 18+1 codes of the police as the letters of the record.
fn self_defined(code: &str) -> Option<&'static str> {
    Some(match code {
        "W1" => "a",
        "W2" => "b",
        "W3" => "t",
        "W9" => "c",
        "M1" => "d",
        "M2" => "e",
        "M3" => "f",
        "M9" => "g",
        "A1" => "h",
        "A2" => "j",
        "A3" => "k",
        "A4" => "r",
        "A9" => "l",
        "B1" => "m",
        "B2" => "n",
        "B9" => "p",
        "O2" => "arab",
        "O9" => "s",
        "NS" | "N1" | "N2" | "N3" => "z",
        _ => return None,
    })
}

fn nhs(code: &str) -> Option<&'static str> {
    const LETTERS: [(&str, &str); 17] = [
        ("A", "a"),
        ("B", "b"),
        ("C", "c"),
        ("D", "d"),
        ("E", "e"),
        ("F", "f"),
        ("G", "g"),
        ("H", "h"),
        ("J", "j"),
        ("K", "k"),
        ("L", "l"),
        ("M", "m"),
        ("N", "n"),
        ("P", "p"),
        ("R", "r"),
        ("S", "s"),
        ("Z", "z"),
    ];
    let found = LETTERS.iter().find(|(known, _)| *known == code);
    found.map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::content::S136Form;
    use crate::domain::record::Codes;

    type Read = fn(&str) -> Option<&'static str>;

    #[test]
    fn every_code_of_the_own_record_is_one_that_the_return_knows() {
        let fits = |field: S136Field, code: &str| matches!(field.form(), S136Form::Choice(codes) if codes.contains(&code));
        let codes = Codes::embedded();
        let lists: [(&str, S136Field, Read); 4] = [
            ("sex", S136Field::Sex, sex),
            ("ethnicity-seen", S136Field::EthnicitySeen, seen),
            ("ethnicity-police", S136Field::EthnicitySaid, self_defined),
            ("ethnicity-nhs", S136Field::EthnicitySaid, nhs),
        ];
        for (list, field, read) in lists {
            for (code, _) in &codes.list(list).unwrap().codes {
                match read(code) {
                    Some(said) => assert!(fits(field, said), "{list} {code}"),
                    None => assert_eq!(
                        (list, code.as_str()),
                        ("ethnicity-nhs", "99"),
                        "not known is asked again"
                    ),
                }
            }
        }
    }
}
