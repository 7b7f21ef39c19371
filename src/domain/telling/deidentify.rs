//! A case put to an adviser without naming anybody: what is known by name is taken out, and every word that may still
//! be one is pointed at. The person who asks reads it and strikes what should go: no program can promise that a text
//! names nobody.

/// What is known by name, and the words that were picked.
#[derive(Debug, Clone, Default)]
pub struct Case<'a> {
    /// What the person is called.
    pub person: &'a str,
    /// Age in years.
    pub age: Option<u32>,
    /// Where.
    pub place: &'a str,
    /// Other names that are known: the crew, the reference, the log number.
    pub others: Vec<&'a str>,
    /// The words that would be shared, and what was typed while deciding.
    pub words: Vec<&'a str>,
}

/// A piece of a text as it is shown: plain, or something that may name somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// It may be a name, an address or a number that belongs to one person.
    pub suspect: bool,
}

/// The age as a band: close enough to judge by, too wide to know somebody by.
pub fn age_band(age: Option<u32>) -> &'static str {
    match age {
        None => "age not known",
        Some(0..=9) => "a young child",
        Some(10..=15) => "a child of 10 to 15",
        Some(16..=17) => "16 or 17",
        Some(18..=24) => "a young adult",
        Some(25..=64) => "an adult",
        Some(65..) => "an older adult",
    }
}

/// The text without what is known by name.
pub fn deidentify(case: &Case<'_>) -> String {
    let mut lines = vec![format!("About a person ({}).", age_band(case.age))];
    for words in &case.words {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        let mut line = strike(words, case.person, "the person");
        line = strike(&line, case.place, "a place");
        for other in &case.others {
            line = strike(&line, other, "somebody");
        }
        lines.push(without_ages(&line));
    }
    lines.join("\n")
}

/// Words that stand between the names of a place or person and name nobody.
const SMALL: [&str; 20] = [
    "the", "a", "an", "of", "at", "in", "on", "by", "and", "near", "nurse", "officer", "road", "street",
    "pc", "ps", "dr", "mr", "ms", "rn",
];

/// Takes the whole of `name` out, then each of its words. A word of one or two letters goes where it is written as a name
/// (`Jo`, `JO`; not `it`), and one of a script without capitals also inside what is written without spaces.
fn strike(text: &str, name: &str, instead: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        return text.to_owned();
    }
    let whole = replace_word(text, name, instead, false);
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty() && !SMALL.contains(&part.to_lowercase().as_str()))
        .fold(whole, |text, part| {
            if part.chars().any(without_case) {
                text.replace(part, instead)
            } else {
                replace_word(&text, part, instead, part.chars().count() <= 2)
            }
        })
}

/// A letter of a script that has no capitals, in which nothing shows where a name begins.
fn without_case(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// Replaces `word` wherever it stands by itself, whatever its capitals, or only where it begins with one. A name's `'s`
/// goes with the replacement.
fn replace_word(text: &str, word: &str, instead: &str, capital: bool) -> String {
    let wanted: Vec<String> = word.split_whitespace().map(str::to_lowercase).collect();
    let tokens = tokens(text);
    let words: Vec<usize> = (0..tokens.len()).filter(|at| is_word(tokens.get(*at))).collect();
    let mut cut = vec![None; tokens.len()];
    for (start, _) in words.iter().enumerate() {
        let run: Vec<usize> = words.iter().skip(start).take(wanted.len()).copied().collect();
        let same = run.len() == wanted.len()
            && run.iter().zip(&wanted).all(|(at, wanted)| {
                tokens
                    .get(*at)
                    .is_some_and(|token| bare(token).to_lowercase() == *wanted)
            });
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        if !same || cut.get(*first).is_some_and(Option::is_some) {
            continue;
        }
        let written = |token: &&str| token.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        if capital && !tokens.get(*first).is_some_and(written) {
            continue;
        }
        let owned = tokens
            .get(*last)
            .is_some_and(|token| bare(token).len() < token.len());
        for at in *first..=*last {
            if let Some(cut) = cut.get_mut(at) {
                *cut = Some(String::new());
            }
        }
        if let Some(cut) = cut.get_mut(*first) {
            *cut = Some(format!("{instead}{}", if owned { "\u{2019}s" } else { "" }));
        }
    }
    tokens
        .into_iter()
        .zip(cut)
        .map(|(token, cut)| cut.unwrap_or_else(|| token.to_owned()))
        .collect()
}

/// A word without its `'s`.
fn bare(token: &str) -> &str {
    token
        .strip_suffix("\u{2019}s")
        .or_else(|| token.strip_suffix("'s"))
        .unwrap_or(token)
}

fn is_word(token: Option<&&str>) -> bool {
    token.is_some_and(|token| token.starts_with(char::is_alphanumeric))
}

/// The text in words and what stands between them; joined again it is the same text.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = first.is_alphanumeric();
        let end = rest
            .char_indices()
            .find(|(_, c)| (c.is_alphanumeric() || (word && matches!(c, '\'' | '\u{2019}' | '-'))) != word)
            .map_or(rest.len(), |(at, _)| at);
        let (token, after) = rest.split_at(end);
        found.push(token);
        rest = after;
    }
    found
}

/// "aged 34", "34 years old", "34-year-old": the number goes, its band stands at the top.
fn without_ages(text: &str) -> String {
    let all = tokens(text);
    let small: Vec<String> = all.iter().map(|token| token.to_lowercase()).collect();
    let near = |at: usize, by: isize| {
        at.checked_add_signed(by)
            .and_then(|at| small.get(at))
            .map(String::as_str)
    };
    let mut out = String::new();
    for (at, token) in all.iter().enumerate() {
        let number = token.len() <= 3 && token.chars().all(|c| c.is_ascii_digit()) && !token.is_empty();
        let said = matches!(near(at, -2), Some("aged" | "age"))
            || matches!(near(at, 2), Some("years" | "yrs" | "yo"));
        let joined = token.to_lowercase().ends_with("-year-old");
        if (number && said) || joined {
            out.push_str("(age)");
        } else {
            out.push_str(token);
        }
    }
    out
}

/// The text in pieces, each that may name somebody marked: a capital within a sentence, a first word that is no usual
/// beginning, any word of a script without capitals, a long number, a postcode, an address of a page or a mailbox.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut starts = true;
    for token in tokens(text) {
        let word = token.starts_with(char::is_alphanumeric);
        let suspect = word && may_name(token, starts);
        if word {
            starts = false;
        } else if token.contains(['.', '!', '?', '\n', ':', '(']) {
            starts = true;
        }
        match found.last_mut() {
            Some(last) if last.suspect == suspect => last.text.push_str(token),
            Some(_) | None => found.push(Piece {
                text: token.to_owned(),
                suspect,
            }),
        }
    }
    found
}

/// Written with a capital and naming nobody.
const COMMON: [&str; 25] = [
    "I",
    "A",
    "About",
    "GP",
    "NHS",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "I'm",
];

/// What a sentence of a note usually begins with. Any other first word may be a name: one mark too many costs a look.
const BEGINNINGS: &str = "a about advice advised after afraid agreed all alone already also although always am an and \
    angry another any are as ask asked at away back based be because been before began being better both but by call \
    called calm can cannot came carries child children come comes confused could currently cut daughter did died do does \
    done don't drank drinks drunk during each end ended ex family father feels felt female few first for found friend \
    from gave get gives go goes going gone got had half has have having he heard held help helped her here hers him his \
    home hospital how however husband if in ill injured injury is it it's its just keep keeps knife know known knows \
    last later left let lets like lives living look looks lost made make makes male man many may maybe mental met might \
    more most mother much must my named near needs neighbour neighbours never new next no nobody none not nothing now of \
    off on once one only open or other our out over overdose own parents partner patient people perhaps person plan \
    police possible previous previously put ran rang reported reports risk run said same saw say says section see seem \
    seems seen sent several shared she shouting sister sits since sitting sleeps so some somebody someone something son \
    speaks staff standing states stay stayed stays still stopped such tablets take taken takes talk talked talking talks \
    tells than that the their them then there these they think thinks this those though threatened threatens through to \
    today told tonight took tried try trying twice two unable under unknown until up upset very wants was we weapon wears \
    well went were what when where whether which while who whose why wife will wishes with without woman worried worse \
    would wrote yes yesterday yet you young your \
    accepts answers asks believes calls carries cries declines denies describes dislikes feels hears holds lets likes \
    lets owns paces prefer prefers refuse refused refuses remembers repeats replied replies requires responds reports \
    responding screams shouts sees shows smokes spoke stopped stops struggles suffers understands uses waits wakes \
    walked walks weeps works worries writes calm quiet slow slowly distance use usually sometimes often avoid avoids \
    allow ask asking give leave sit speak stand stay wait voice noise touch touches";

fn may_name(word: &str, starts_sentence: bool) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().any(char::is_alphabetic);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if digits >= 4 || (digits > 0 && letters && capital) || word.chars().any(without_case) {
        return true;
    }
    if !capital || word.chars().count() < 2 || COMMON.contains(&word) {
        return false;
    }
    let small = word.to_lowercase().replace('\u{2019}', "'");
    !starts_sentence || !BEGINNINGS.split_whitespace().any(|usual| usual == small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> Case<'static> {
        Case {
            person: "Sam Okoro",
            age: Some(34),
            place: "Mill Lane footbridge",
            others: vec!["PC 4411 Hughes", "26-0117"],
            words: vec![
                "SAM is on the Mill Lane bridge; Okoro’s sister Ada rang PC Hughes from 07700 900123",
                "A 34-year-old, aged 34, who knows Samantha",
            ],
        }
    }

    #[test]
    fn what_is_known_by_name_is_gone_and_other_words_stay() {
        let text = deidentify(&case());
        for gone in [
            "Sam ",
            "SAM",
            "Okoro",
            "Mill",
            "Lane",
            "footbridge",
            "Hughes",
            "34",
        ] {
            assert!(!text.contains(gone), "{gone} in {text}");
        }
        assert!(text.contains("the person’s sister"), "{text}");
        assert!(
            text.contains("Samantha"),
            "a longer name is not the person's: {text}"
        );
        assert!(text.starts_with("About a person (an adult)."), "{text}");
    }

    #[test]
    fn what_may_still_be_a_name_is_pointed_at_and_no_character_is_lost() {
        let text = deidentify(&case());
        let shown = pieces(&text);
        let joined: String = shown.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(joined, text);
        let suspects: Vec<&str> = shown
            .iter()
            .filter(|p| p.suspect)
            .map(|p| p.text.as_str())
            .collect();
        for expected in ["Ada", "PC", "07700", "900123", "Samantha"] {
            assert!(
                suspects.iter().any(|s| s.contains(expected)),
                "{expected} in {suspects:?}"
            );
        }
        assert!(
            pieces("Keep back. Let one person talk.")
                .iter()
                .all(|p| !p.suspect)
        );
    }

    #[test]
    fn a_short_name_and_a_name_of_a_script_without_capitals_are_gone_too() {
        for (person, words, gone) in [
            ("Jo Reed", "Jo took tablets. Jo will not talk; jo is cold", "Jo"),
            ("Li Wu", "Li's brother rang. WU is his name", "WU"),
            ("李雷", "李雷在桥上", "李雷"),
            ("سام ريد", "رأيت سام هناك", "سام"),
        ] {
            let case = Case {
                person,
                words: vec![words],
                ..Case::default()
            };
            let text = deidentify(&case);
            assert!(!text.contains(gone), "{person}: {text}");
            assert!(text.contains("the person"), "{person}: {text}");
        }
        let case = Case {
            person: "An It",
            words: vec!["She said it is an old bridge"],
            ..Case::default()
        };
        assert!(deidentify(&case).ends_with("She said it is an old bridge"));
    }

    #[test]
    fn a_name_that_begins_a_sentence_or_has_no_capitals_is_pointed_at() {
        let marked = |text: &str| -> Vec<String> {
            let all = pieces(text).into_iter();
            all.filter(|piece| piece.suspect)
                .map(|piece| piece.text)
                .collect()
        };
        assert_eq!(marked("Ada rang. She is his sister."), ["Ada"]);
        assert_eq!(marked("He is calm.\nNg knows."), ["Ng"]);
        assert_eq!(marked("王芳 says so"), ["王芳"]);
        assert_eq!(marked("Don\u{2019}t crowd her. Took tablets at home."), [""; 0]);
    }

    #[test]
    fn nothing_breaks_on_any_script_or_on_nothing() {
        for words in [
            "",
            "李雷 在桥上",
            "ســـام هناك",
            "e\u{301}le\u{300}ve 12",
            "''' ’s --",
            "🙂 Sam🙂",
        ] {
            let case = Case {
                person: "Sam",
                words: vec![words],
                ..Case::default()
            };
            let text = deidentify(&case);
            let joined: String = pieces(&text).into_iter().map(|piece| piece.text).collect();
            assert_eq!(joined, text);
            assert!(!text.contains("Sam"), "{text}");
        }
    }
}
