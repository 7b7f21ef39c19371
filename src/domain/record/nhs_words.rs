//! NHS numbers among typed words: where they stand, so that none reaches police by a sentence (red line RL4).

use std::ops::Range;

use super::formats::nhs_number;

/// What stands in place of a number that was taken out.
pub const STRUCK: &str = "[NHS number]";

/// How far before a number the letters `NHS` make it one, however its digits are grouped.
const NEAR: usize = 24;

/// Words that say that a number is a telephone's or a log's, even where the letters `NHS` stand near.
const TELEPHONE_OR_LOG: [&str; 7] = ["phone", "telephone", "tel", "mobile", "mob", "log", "cad"];

/// Words that say that a number is something else, where the letters `NHS` do not stand near.
const OTHER_NUMBERS: [&str; 6] = ["call", "ring", "incident", "ref", "reference", "crime"];

/// Digits in a row, by where they stand in the text.
struct Group {
    bytes: Range<usize>,
    digits: String,
}

/// Whether the words hold a number that is written as an NHS number is and passes its check digit.
pub fn holds_nhs_number(words: &str) -> bool {
    !nhs_numbers(words).is_empty()
}

/// The words with every NHS number taken out.
pub fn without_nhs_numbers(words: &str) -> String {
    let mut left = words.to_owned();
    loop {
        // a number taken out may bring the letters `NHS` near another
        let found = nhs_numbers(&left);
        if found.is_empty() {
            return left;
        }
        for range in found.into_iter().rev() {
            left.replace_range(range, STRUCK);
        }
    }
}

/// Where NHS numbers stand, in bytes, first to last. A number is one when its ten digits pass the check (NHS Data
/// Dictionary, NHS NUMBER) and stand 3-3-4, or in one piece without a leading nought, or anyhow after the letters `NHS`;
/// and when nothing says that it is a telephone's or a log's number.
pub fn nhs_numbers(words: &str) -> Vec<Range<usize>> {
    let groups = groups(words);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        let run = run_of_ten(words, &groups, at);
        match run.filter(|(range, shape)| counts(words, range, shape)) {
            Some((range, shape)) => {
                at += shape.len();
                found.push(range);
            }
            None => at += 1,
        }
    }
    found
}

/// The digits of a text in their groups. Digits of other scripts count as what they are.
fn groups(words: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, letter) in words.char_indices() {
        let Some(digit) = digit(letter) else { continue };
        let end = at + letter.len_utf8();
        match groups.last_mut().filter(|group| group.bytes.end == at) {
            Some(group) => {
                group.bytes.end = end;
                group.digits.push(digit);
            }
            None => groups.push(Group {
                bytes: at..end,
                digits: digit.to_string(),
            }),
        }
    }
    groups
}

/// A digit as `0` to `9`, in the scripts whose keyboards write their own.
fn digit(letter: char) -> Option<char> {
    const NOUGHTS: [u32; 8] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xFF10];
    let code = u32::from(letter);
    let value = NOUGHTS
        .iter()
        .find_map(|nought| code.checked_sub(*nought).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

/// Ten digits from this group on, with nothing but what is written between a number's parts, and how they are grouped.
fn run_of_ten(words: &str, groups: &[Group], from: usize) -> Option<(Range<usize>, Vec<usize>)> {
    let mut digits = String::new();
    let mut shape = Vec::new();
    let mut range: Option<Range<usize>> = None;
    for group in groups.get(from..)? {
        if let Some(range) = &range
            && !words.get(range.end..group.bytes.start).is_some_and(joins)
        {
            return None;
        }
        digits.push_str(&group.digits);
        shape.push(group.digits.len());
        let start = range.map_or(group.bytes.start, |range| range.start);
        range = Some(start..group.bytes.end);
        if digits.len() >= 10 {
            break;
        }
    }
    (digits.len() == 10 && nhs_number(&digits).is_ok()).then_some((range?, shape))
}

/// What may stand between the parts of one number: at most three spaces, hyphens, dots or slashes.
fn joins(between: &str) -> bool {
    between.chars().count() <= 3 && between.chars().all(|c| c.is_whitespace() || DASHES.contains(&c))
}

const DASHES: [char; 9] = [
    '-', '.', '/', '_', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2212}',
];

fn counts(words: &str, range: &Range<usize>, shape: &[usize]) -> bool {
    let before = words.get(..range.start).unwrap_or_default();
    let after = words.get(range.end..).unwrap_or_default();
    if says(before, &TELEPHONE_OR_LOG) {
        return false;
    }
    if after_nhs(before) {
        return true;
    }
    // a part of a longer word is a name that a machine gave, `+44` and `(0)` begin a telephone number
    let within = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    if within(before.chars().next_back()) || within(after.chars().next()) {
        return false;
    }
    let written_so = match shape {
        [10] => !words
            .get(range.clone())
            .is_some_and(|number| number.starts_with('0')),
        [3, 3, 4] => true,
        _ => false,
    };
    written_so && !is_abroad(before) && !says(before, &OTHER_NUMBERS)
}

/// The letters `NHS` stand shortly before, with no other digit between.
fn after_nhs(before: &str) -> bool {
    let near: String = before
        .chars()
        .rev()
        .take(NEAR)
        .take_while(|letter| digit(*letter).is_none())
        .collect();
    // read backwards
    near.to_ascii_uppercase().contains("SHN")
}

/// `+44 `, `(0)`: the digits go on from a telephone's prefix.
fn is_abroad(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '-', '\u{a0}']);
    let prefix = before.trim_end_matches(|c: char| c.is_ascii_digit());
    before.ends_with("(0)") || (prefix.len() < before.len() && prefix.ends_with('+'))
}

/// One of the last two words before the number is one of these.
fn says(before: &str, names: &[&str]) -> bool {
    before
        .rsplit(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(2)
        .any(|word| names.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    //! What is found, what is left alone, and that no way of writing it within the rule slips through.

    use proptest::prelude::*;

    use super::*;

    /// An NHS number of the range that is never issued.
    const NUMBER: [&str; 3] = ["999", "000", "0018"];

    #[test]
    fn every_usual_way_of_writing_it_is_found() {
        for words in [
            "NHS number 999 000 0018",
            "9990000018",
            "Known to us as 999-000-0018.",
            "NHS no: 99 90 00 00 18",
            "nhs9990000018, calm",
            "(999\u{a0}000\u{a0}0018)",
            "room 5 999 000 0018",
            "999\u{2011}000\u{2011}0018",
            "\u{ff19}\u{ff19}\u{ff19} 000 0018",
            "号码9990000018",
        ] {
            assert!(holds_nhs_number(words), "{words}");
        }
    }

    #[test]
    fn telephones_logs_dates_and_mistyped_numbers_are_left_alone() {
        for words in [
            "999 000 0019",
            "07700 900123 and 0116 496 0000",
            "log 9990000018",
            "Phone number: 999 000 0018",
            "NHS trust, phone 999 000 0018",
            "CAD ref 999 000 0018",
            "+44 999 000 0018",
            "99900 00018",
            "a9990000018b",
            "19990000018",
            "22/11/2026 21:04, unit 4411",
            "",
        ] {
            assert!(!holds_nhs_number(words), "{words}");
        }
    }

    #[test]
    fn only_the_digits_are_struck() {
        assert_eq!(
            without_nhs_numbers("Has a knife, NHS number 999 000 0018, and 9990000018 too"),
            "Has a knife, NHS number [NHS number], and [NHS number] too"
        );
    }

    proptest! {
        #[test]
        fn whatever_surrounds_it_it_is_found_and_struck(
            before in "\\PN{0,30}",
            after in "\\PN{0,30}",
            between in prop::sample::select(vec!["", " ", "-", "\u{a0}", " - "]),
        ) {
            let words = format!("{before}. NHS {}{after}", NUMBER.join(between));
            prop_assert!(holds_nhs_number(&words));
            let left = without_nhs_numbers(&words);
            prop_assert!(!holds_nhs_number(&left));
            prop_assert!(left.contains(STRUCK) && left.starts_with(&before));
        }

        #[test]
        fn ten_digits_in_one_piece_are_struck_exactly_when_they_pass_the_check(number in 1_000_000_000_u64..9_999_999_999) {
            let passes = nhs_number(&number.to_string()).is_ok();
            prop_assert_eq!(holds_nhs_number(&format!("says {number} twice")), passes);
        }

        #[test]
        fn any_words_are_read_without_harm(words in any::<String>()) {
            let left = without_nhs_numbers(&words);
            prop_assert_eq!(nhs_numbers(&words).is_empty(), left == words);
            prop_assert!(!holds_nhs_number(&left));
        }
    }
}
