//! Numbers and places as they are written and checked: NHS number, PNC identifier, postcode, what3words, grid reference,
//! date of birth. Each gives back the one form in which it is kept.

use chrono::{Datelike as _, NaiveDate};

/// Why something typed cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Not written as such a thing is written.
    Shape,
    /// Its check digit or check letter does not fit: a digit is mistyped.
    Check,
    /// A date that has not come, or over 120 years ago.
    Impossible,
    /// An NHS number of the range that is never issued, in a vault of real people.
    TestNumber,
    /// An NHS number that could be a real person's, in a practice vault.
    RealNumber,
    /// Not one of the codes.
    Code,
    /// More characters than this field takes.
    Long(usize),
}

/// The oldest that anybody is taken to be, in years.
pub const OLDEST: i32 = 120;

/// An NHS number in its stored form `999 000 0018`: ten digits, Modulus 11 (NHS Data Dictionary, NHS NUMBER). Spaces and
/// hyphens may stand anywhere.
///
/// # Errors
/// [`Fault::Shape`] without ten digits, [`Fault::Check`] when the check digit does not fit.
pub fn nhs_number(typed: &str) -> Result<String, Fault> {
    let digits = digits_of(typed, &[' ', '-'])?;
    let [head @ .., check] = digits.as_slice() else {
        return Err(Fault::Shape);
    };
    if head.len() != 9 {
        return Err(Fault::Shape);
    }
    let sum: u32 = head
        .iter()
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    // a remainder that would need 10 has no number at all
    if (11 - sum % 11) % 11 != *check {
        return Err(Fault::Check);
    }
    let text: String = digits.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
    let (area, rest) = text.split_at(3);
    let (middle, end) = rest.split_at(3);
    Ok(format!("{area} {middle} {end}"))
}

/// Whether a well-formed NHS number may be kept here: the range 999 000 0000 to 999 999 9999 is never issued, so it belongs
/// to practice only, and practice has nothing else.
///
/// # Errors
/// [`Fault::TestNumber`] in a live vault, [`Fault::RealNumber`] in a practice vault.
pub fn nhs_number_belongs(number: &str, training: bool) -> Result<(), Fault> {
    match (number.starts_with("999"), training) {
        (true, false) => Err(Fault::TestNumber),
        (false, true) => Err(Fault::RealNumber),
        (true, true) | (false, false) => Ok(()),
    }
}

/// A PNC identifier in its stored form `2002/0073319Z`. Written `YYYY/NNNNNNNL` or `YY/N{1,7}L`; the letter checks the two
/// digits of the year and the seven of the serial number.
///
/// # Errors
/// [`Fault::Shape`] when it is not written so, [`Fault::Check`] when the letter does not fit.
pub fn pnc_id(typed: &str) -> Result<String, Fault> {
    const LETTERS: &[u8; 23] = b"ZABCDEFGHJKLMNPQRTUVWXY";
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_uppercase();
    let (year, rest) = text.split_once('/').ok_or(Fault::Shape)?;
    let letter = rest
        .chars()
        .last()
        .filter(char::is_ascii_uppercase)
        .ok_or(Fault::Shape)?;
    let serial = rest.strip_suffix(letter).unwrap_or_default();
    let numbers = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let long = year.len() == 4 && serial.len() == 7;
    let short = year.len() == 2 && serial.len() <= 7;
    if !numbers(year) || !numbers(serial) || !(long || short) {
        return Err(Fault::Shape);
    }
    let two = year.get(year.len() - 2..).unwrap_or(year);
    let number: u64 = format!("{two}{serial:0>7}")
        .parse()
        .map_err(|_digits| Fault::Shape)?;
    let at = usize::try_from(number % 23).unwrap_or(0);
    if LETTERS.get(at).copied().map(char::from) != Some(letter) {
        return Err(Fault::Check);
    }
    Ok(format!("{year}/{serial}{letter}"))
}

/// A postcode in its stored form, upper case with one space: `LE1 3RH`.
///
/// # Errors
/// [`Fault::Shape`] when no postcode is written so.
pub fn postcode(typed: &str) -> Result<String, Fault> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_uppercase();
    if !text.is_ascii() || !(5..=7).contains(&text.len()) {
        return Err(Fault::Shape);
    }
    let (out, inward) = text.split_at(text.len() - 3);
    if text == "GIR0AA" {
        return Ok(format!("{out} {inward}"));
    }
    let inward_fits = matches!(inward.as_bytes(), [digit, a, b]
        if digit.is_ascii_digit() && is_unit_letter(*a) && is_unit_letter(*b));
    if !inward_fits || !outward_fits(out.as_bytes()) {
        return Err(Fault::Shape);
    }
    Ok(format!("{out} {inward}"))
}

fn is_unit_letter(letter: u8) -> bool {
    letter.is_ascii_uppercase() && !b"CIKMOV".contains(&letter)
}

/// The part before the space: `M1`, `B33`, `LE1`, `DN55`, `W1A`, `EC1A`.
fn outward_fits(out: &[u8]) -> bool {
    let first = |letter: u8| letter.is_ascii_uppercase() && !b"QVX".contains(&letter);
    let second = |letter: u8| letter.is_ascii_uppercase() && !b"IJZ".contains(&letter);
    match out {
        [a, n] => first(*a) && n.is_ascii_digit(),
        [a, b, n] if b.is_ascii_digit() => {
            let last = n.is_ascii_digit() || b"ABCDEFGHJKPSTUW".contains(n);
            first(*a) && last
        }
        [a, b, n] => first(*a) && second(*b) && n.is_ascii_digit(),
        [a, b, n, last] => {
            let tail = last.is_ascii_digit() || b"ABEHMNPRVWXY".contains(last);
            first(*a) && second(*b) && n.is_ascii_digit() && tail
        }
        _ => false,
    }
}

/// A what3words address in its stored form `filled.count.soap`: three words, kept as text only.
///
/// # Errors
/// [`Fault::Shape`] without three words and two dots.
pub fn what3words(typed: &str) -> Result<String, Fault> {
    let text = typed.trim().trim_start_matches('/').to_lowercase();
    let words: Vec<&str> = text.split('.').map(str::trim).collect();
    let fits = words.len() == 3
        && words.iter().all(|word| {
            !word.is_empty() && word.chars().count() <= 40 && word.chars().all(char::is_alphabetic)
        });
    fits.then(|| words.join(".")).ok_or(Fault::Shape)
}

/// An Ordnance Survey grid reference in its stored form `SK 580 040`: two letters and two to ten digits, as many for each
/// way.
///
/// # Errors
/// [`Fault::Shape`] when it is not written so.
pub fn grid_reference(typed: &str) -> Result<String, Fault> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.to_ascii_uppercase();
    if !text.is_ascii() || text.len() < 2 {
        return Err(Fault::Shape);
    }
    let (square, digits) = text.split_at(2);
    // the first letter is one of the 500 km squares that hold land of Great Britain; there is no square I
    let letters = square.starts_with(['H', 'N', 'O', 'S', 'T'])
        && square.chars().all(|c| c.is_ascii_uppercase() && c != 'I');
    let even = (2..=10).contains(&digits.len()) && digits.len() % 2 == 0;
    if !letters || !even || !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(Fault::Shape);
    }
    let (east, north) = digits.split_at(digits.len() / 2);
    Ok(format!("{square} {east} {north}"))
}

/// A date of birth in its stored form `1996-05-13`, `1996-05` or `1996`: what is not known is left out. People write the day
/// first: `13/5/1996`, `5/1996`, `1996`; the stored form is read too.
///
/// # Errors
/// [`Fault::Shape`] when it is no date, [`Fault::Impossible`] when it has not come or is over 120 years ago.
pub fn born(typed: &str, today: NaiveDate) -> Result<String, Fault> {
    let text = typed.trim();
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let numbers: Vec<u32> = parts
        .iter()
        .map(|part| part.parse().map_err(|_digits| Fault::Shape))
        .collect::<Result<_, _>>()?;
    let year_first = parts.first().is_some_and(|part| part.len() == 4);
    let (year, month, day) = match (numbers.as_slice(), year_first) {
        ([year], true) => (*year, None, None),
        ([year, month], true) | ([month, year], false) => (*year, Some(*month), None),
        ([year, month, day], true) | ([day, month, year], false) => (*year, Some(*month), Some(*day)),
        _ => return Err(Fault::Shape),
    };
    let year = i32::try_from(year).map_err(|_size| Fault::Shape)?;
    if !(1000..=9999).contains(&year) {
        return Err(Fault::Shape);
    }
    let earliest = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)).ok_or(Fault::Shape)?;
    if earliest > today || today.year() - year > OLDEST {
        return Err(Fault::Impossible);
    }
    Ok(match (month, day) {
        (None, _) => format!("{year:04}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
    })
}

fn digits_of(typed: &str, between: &[char]) -> Result<Vec<u32>, Fault> {
    typed
        .trim()
        .chars()
        .filter(|c| !between.contains(c))
        .map(|c| c.to_digit(10).ok_or(Fault::Shape))
        .collect()
}
