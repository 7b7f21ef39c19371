//! A paper on disk: PDF and web page side by side, under a name that is free.

use std::path::{Path, PathBuf};

use super::pdf::pdf;
use crate::app::folders::write_new;
use crate::app::problem::Problem;
use crate::domain::paper::{Document, html};
use crate::vault::file_digest;

/// Both forms of one paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The PDF.
    pub pdf: PathBuf,
    /// The web page.
    pub html: PathBuf,
    /// SHA-256 of the PDF, hexadecimal.
    pub digest: String,
    /// SHA-256 of the web page, hexadecimal.
    pub web_digest: String,
}

impl Pages {
    /// Writes both under a name that is free.
    ///
    /// # Errors
    /// When the folder refuses.
    pub fn save(document: &Document, folder: &Path, stem: &str) -> Result<Self, Problem> {
        Self::write(document, folder, &free_name(folder, stem)?)
    }

    /// Writes both, or neither. The folder is made when it is not there.
    pub(super) fn write(document: &Document, folder: &Path, stem: &str) -> Result<Self, Problem> {
        let (bytes, page) = (pdf(document)?, html(document));
        std::fs::create_dir_all(folder).map_err(|why| refused(&why))?;
        let pages = Self {
            pdf: folder.join(format!("{stem}.pdf")),
            html: folder.join(format!("{stem}.html")),
            digest: file_digest(&bytes),
            web_digest: file_digest(page.as_bytes()),
        };
        write_new(&pages.pdf, &bytes).map_err(|why| refused(&why))?;
        if let Err(why) = write_new(&pages.html, page.as_bytes()) {
            let _removed = std::fs::remove_file(&pages.pdf);
            return Err(refused(&why));
        }
        Ok(pages)
    }

    /// Takes the files away again: what is not in the log was not given out.
    pub fn take_back(&self) {
        let _removed = std::fs::remove_file(&self.pdf);
        let _removed = std::fs::remove_file(&self.html);
    }
}

/// The name itself, or with a number behind it, so that no file of a paper is there yet.
pub(super) fn free_name(folder: &Path, stem: &str) -> Result<String, Problem> {
    let taken = |stem: &str| {
        ["pdf", "html"]
            .iter()
            .any(|end| folder.join(format!("{stem}.{end}")).exists())
            || folder.join(format!("{stem} proof")).exists()
    };
    let numbered = (2..1_000).map(|n| format!("{stem} {n}"));
    std::iter::once(stem.to_owned())
        .chain(numbered)
        .find(|name| !taken(name))
        .ok_or_else(|| {
            Problem::new(
                "A-463",
                "That folder is full of this paper",
                "Choose another folder",
            )
        })
}

fn refused(why: &std::io::Error) -> Problem {
    Problem::new(
        "A-464",
        format!("The paper could not be saved: {why}"),
        "Check the folder, or choose another. Nothing was recorded",
    )
}
