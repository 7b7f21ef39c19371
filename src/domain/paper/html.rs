//! A paper as one web page: no script, nothing fetched, readable in any browser and in any script of the world.

use std::fmt::Write as _;

use super::{Bar, Block, Column, Document, Picture, Pull, Scale, visible};

const STYLE: &str = "body{font-family:Inter,'Helvetica Neue',Arial,sans-serif;line-height:1.5;color:#16181d;\
background:#fff;max-width:46rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.7em;line-height:1.2}\
h2{font-size:1.25em;margin-top:1.6em}h3{font-size:1.05em;margin-top:1.2em}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35em .8em .35em 0;\
border-bottom:1px solid #cdd2da}th{font-weight:600}blockquote{margin:.6em 0;padding:.2em 0 .2em 1em;\
border-left:3px solid #5a6474;white-space:pre-wrap}aside{border:2px solid #16181d;padding:.6em 1em;margin:1em 0}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85em}td,blockquote,p,li{overflow-wrap:anywhere}\
.pictured{display:flex;gap:1.2rem;align-items:flex-start}.pictured svg{flex:none;width:3.6rem;height:3.6rem;\
fill:none;stroke:#16181d;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}.by-hand{border-bottom:1px solid #16181d;padding-top:1.4em}footer{margin-top:2em;color:#4b5563;font-size:.85em}\
.large{font-size:1.5rem;line-height:1.7}@media print{.sheet{font-size:8pt;line-height:1.25}body{margin:0;max-width:none}.new{break-before:page}}";

/// The page, complete in one file.
pub fn html(document: &Document) -> String {
    let title = escaped(&document.title);
    let class = match document.scale {
        Scale::Usual => "usual",
        Scale::Large => "large",
        Scale::Sheet => "sheet",
    };
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body class=\"{class}\">\n<main>\n<h1>{title}</h1>\n",
        document.language.tag()
    );
    for block in &document.blocks {
        write_block(&mut page, block);
    }
    let _written = write!(
        page,
        "</main>\n<footer>{}</footer>\n</body>\n</html>\n",
        escaped(&document.footer)
    );
    page
}

fn write_block(page: &mut String, block: &Block) {
    let written = match block {
        Block::Heading(level, words) => {
            let level = level.saturating_add(1).clamp(2, 4);
            format!("<h{level}>{}</h{level}>", escaped(words))
        }
        Block::Paragraph(words) => format!("<p>{}</p>", broken(words)),
        Block::Pictured(picture, words) => pictured(*picture, words),
        Block::List(points) => {
            let points = joined(points, |point| format!("<li>{}</li>\n", broken(point)));
            format!("<ul>\n{points}</ul>")
        }
        // `dir` lets words in any script run their own way without turning what is around them
        Block::Quote(words) => format!("<blockquote dir=\"auto\">{}</blockquote>", escaped(words)),
        Block::Facts(rows) => {
            let rows = joined(rows, |(name, what)| {
                let (name, what) = (escaped(name), broken(what));
                format!("<tr><th scope=\"row\">{name}</th><td dir=\"auto\">{what}</td></tr>\n")
            });
            format!("<table>\n{rows}</table>")
        }
        Block::Table(columns, rows) => table(columns, rows),
        Block::Chart(words, bars) => chart(words, bars),
        Block::Notice(words) => format!("<aside>{}</aside>", broken(words)),
        Block::WriteIn(words) => format!("<p class=\"by-hand\">{}</p>", escaped(words)),
        Block::Exact(words) => format!("<pre>{}</pre>", escaped(words)),
        Block::NewPage => "<div class=\"new\"></div>".to_owned(),
        Block::Together => return,
    };
    page.push_str(&written);
    page.push('\n');
}

/// The picture is drawn in the page itself and passed over by a screen reader: the words say what it shows.
fn pictured(picture: Picture, words: &str) -> String {
    let drawn = joined(picture.pulls(), |pull| match pull {
        Pull::Line(points) => {
            let points = joined(points, |(x, y)| format!("{x},{y} "));
            format!("<polyline points=\"{}\"/>", points.trim_end())
        }
        Pull::Circle((x, y), radius) => format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"),
    });
    format!(
        "<div class=\"pictured\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\">{drawn}</svg><p dir=\"auto\">{}</p></div>",
        broken(words)
    )
}

fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let head = joined(columns, |column| {
        format!("<th scope=\"col\">{}</th>", escaped(&column.head))
    });
    let rows = joined(rows, |row| {
        let cells = joined(row, |cell| format!("<td dir=\"auto\">{}</td>", broken(cell)));
        format!("<tr>{cells}</tr>\n")
    });
    format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>")
}

/// The bars as a picture with a sentence; how long each is, in hundredths of the longest.
fn chart(words: &str, bars: &[Bar]) -> String {
    let longest = bars.iter().filter_map(|bar| bar.count).max().unwrap_or(0).max(1);
    let bars = joined(bars, |bar| {
        let part = bar.count.unwrap_or(0).saturating_mul(100) / longest;
        let (label, shown) = (escaped(&bar.label), escaped(&bar.shown));
        format!(
            "<div>{label}: {shown}<div style=\"width:{part}%;height:.7em;background:#0072b2\"></div></div>\n"
        )
    });
    format!(
        "<figure role=\"img\" aria-label=\"{}\">\n{bars}</figure>",
        escaped(words)
    )
}

fn joined<T>(parts: &[T], one: impl Fn(&T) -> String) -> String {
    parts.iter().map(one).collect::<Vec<String>>().concat()
}

fn broken(words: &str) -> String {
    escaped(words).replace('\n', "<br>")
}

fn escaped(words: &str) -> String {
    visible(words)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
