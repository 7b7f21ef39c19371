//! A Rust file taken apart into code, comments and strings, so that a check looks where it means to.

/// Three texts as long as the file, each with the other two parts as spaces. Line numbers stay true.
#[derive(Default)]
pub(crate) struct Source {
    pub(crate) code: String,
    pub(crate) comments: String,
    pub(crate) strings: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Code,
    LineComment,
    BlockComment(usize),
    Text,
    RawText(usize),
}

impl Source {
    pub(crate) fn of(file: &str) -> Self {
        let chars: Vec<char> = file.chars().collect();
        let mut source = Self::default();
        let mut part = Part::Code;
        let mut at = 0;
        while at < chars.len() {
            let (next, length) = step(part, &chars, at);
            let shown = if next == Part::Code { part } else { next };
            for &c in chars.iter().skip(at).take(length) {
                source.push(shown, c);
            }
            part = next;
            at += length;
        }
        source
    }

    fn push(&mut self, part: Part, c: char) {
        let blank = if c == '\n' { '\n' } else { ' ' };
        let (mut code, mut comment, mut string) = (blank, blank, blank);
        match part {
            Part::Code => code = c,
            Part::LineComment | Part::BlockComment(_) => comment = c,
            Part::Text | Part::RawText(_) => string = c,
        }
        self.code.push(code);
        self.comments.push(comment);
        self.strings.push(string);
    }

    /// The code before the unit tests at the end of the file.
    pub(crate) fn production(&self) -> &str {
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

/// The part after the characters at `at`, and how many characters belong to the step.
fn step(part: Part, chars: &[char], at: usize) -> (Part, usize) {
    let ahead = |n: usize| chars.get(at + n).copied().unwrap_or('\0');
    match part {
        Part::Code => step_in_code(chars, at),
        Part::LineComment if ahead(0) == '\n' => (Part::Code, 1),
        Part::BlockComment(depth) if ahead(0) == '/' && ahead(1) == '*' => (Part::BlockComment(depth + 1), 2),
        Part::BlockComment(1) if ahead(0) == '*' && ahead(1) == '/' => (Part::Code, 2),
        Part::BlockComment(depth) if ahead(0) == '*' && ahead(1) == '/' => (Part::BlockComment(depth - 1), 2),
        Part::Text if ahead(0) == '\\' => (Part::Text, 2),
        Part::Text if ahead(0) == '"' => (Part::Code, 1),
        Part::RawText(hashes) if ahead(0) == '"' && (1..=hashes).all(|n| ahead(n) == '#') => {
            (Part::Code, 1 + hashes)
        }
        Part::LineComment | Part::BlockComment(_) | Part::Text | Part::RawText(_) => (part, 1),
    }
}

fn step_in_code(chars: &[char], at: usize) -> (Part, usize) {
    let ahead = |n: usize| chars.get(at + n).copied().unwrap_or('\0');
    let after_word = at > 0
        && chars
            .get(at - 1)
            .is_some_and(|c| c.is_alphanumeric() || *c == '_');
    match ahead(0) {
        '/' if ahead(1) == '/' => (Part::LineComment, 2),
        '/' if ahead(1) == '*' => (Part::BlockComment(1), 2),
        '"' => (Part::Text, 1),
        'r' if !after_word || chars.get(at - 1) == Some(&'b') => {
            let hashes = chars.iter().skip(at + 1).take_while(|c| **c == '#').count();
            if ahead(1 + hashes) == '"' {
                (Part::RawText(hashes), 2 + hashes)
            } else {
                (Part::Code, 1)
            }
        }
        '\'' if ahead(1) == '\\' => {
            let rest = chars.iter().skip(at + 3).take_while(|c| **c != '\'').count();
            (Part::Code, rest + 4)
        }
        '\'' if ahead(2) == '\'' => (Part::Code, 3),
        _ => (Part::Code, 1),
    }
}

/// Lines of `text` (counted from 1) for which `is_fault` holds.
pub(crate) fn lines_where<'a>(
    text: &'a str,
    is_fault: &'a dyn Fn(&str) -> bool,
) -> impl Iterator<Item = usize> + 'a {
    text.lines()
        .enumerate()
        .filter(|(_, line)| is_fault(line))
        .map(|(index, _)| index + 1)
}

/// `path` as whole words at the start of a path: `postgres::X`, not `sync::postgres::X`, not `my_postgres`.
pub(crate) fn names_path(code: &str, path: &str) -> bool {
    after_each(code, path).any(|rest| !rest.starts_with(is_word))
}

/// `name::…` or `use name`, but not a method that is called like the crate.
pub(crate) fn names_crate(code: &str, name: &str) -> bool {
    after_each(code, name).any(|rest| rest.starts_with("::")) || names_path(code, &format!("use {name}"))
}

/// What follows each place where `path` starts a path.
fn after_each<'a>(code: &'a str, path: &'a str) -> impl Iterator<Item = &'a str> {
    code.match_indices(path).filter_map(move |(at, _)| {
        let before = code.get(..at).and_then(|text| text.chars().next_back());
        if before.is_some_and(|c| is_word(c) || c == ':') {
            None
        } else {
            code.get(at + path.len()..)
        }
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn parts_are_told_apart() {
    let file = "let a = \"x // y\"; // todo \"q\"\nlet b = r#\"raw \" end\"#; let c = '\"'; fn f<'a>() {} /* in /* out */ */ end";
    let source = Source::of(file);
    assert!(source.code.contains("let a = "));
    assert!(!source.code.contains("x // y"), "a string is not code");
    assert!(source.strings.contains("x // y"));
    assert!(source.comments.contains("todo"));
    assert!(
        !source.strings.contains('q'),
        "a quote in a comment opens no string"
    );
    assert!(source.strings.contains("raw \" end"));
    assert!(
        source.code.contains("fn f<'a>() {}"),
        "a lifetime is not a character"
    );
    assert!(source.code.contains("end"));
    assert!(!source.code.contains("out"));
    assert_eq!(source.code.lines().count(), file.lines().count());
}

#[test]
fn whole_words_only() {
    assert!(names_path("use postgres::Client;", "postgres"));
    assert!(!names_path("use sync::postgres;", "postgres"));
    assert!(!names_path("let my_postgres = 1;", "postgres"));
    assert!(!names_crate("a.iter().zip(b)", "zip"));
    assert!(names_crate("zip::ZipWriter::new(x)", "zip"));
}
