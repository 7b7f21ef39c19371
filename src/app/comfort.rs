//! How the window of this device is set: zoom, theme, easier reading. A small file of its own, apart from every vault:
//! nothing of anybody is in it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

/// What a person set for this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comfort {
    /// Zoom in per cent, 100 to 200, once somebody chose one; before, the window has the usual size of car or desk.
    pub zoom: Option<u16>,
    /// Wider letters and lines.
    pub easier: bool,
    /// The theme by its name.
    pub theme: String,
}

impl Default for Comfort {
    fn default() -> Self {
        Self {
            zoom: None,
            easier: false,
            theme: "light".to_owned(),
        }
    }
}

impl Comfort {
    /// The smallest zoom in per cent.
    pub const LEAST: u16 = 100;
    /// The largest zoom in per cent.
    pub const MOST: u16 = 200;

    /// Reads the file; what is missing or damaged is as on a new device.
    pub fn read(file: &Path) -> Self {
        let read: Self = fs::read(file)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self {
            zoom: read.zoom.map(|zoom| zoom.clamp(Self::LEAST, Self::MOST)),
            ..read
        }
    }

    /// Writes the file anew, whole or not at all.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let new = file.with_extension("new");
        fs::write(&new, serde_json::to_vec(self)?)?;
        fs::rename(new, file)
    }

    /// Writes it beside everything else, so that a slow disk holds no frame up. What cannot be kept is lost with the window.
    pub fn keep(self, file: PathBuf) {
        let write = std::thread::Builder::new().name("comfort".to_owned());
        drop(write.spawn(move || self.write(&file)));
    }

    /// Where the platform keeps such a file.
    pub fn file() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "tandem").map(|dirs| dirs.config_dir().join("window.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_is_there_again_and_damage_is_a_new_device() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join("window.json");
        assert_eq!(Comfort::read(&file), Comfort::default());
        let set = Comfort {
            zoom: Some(175),
            easier: true,
            theme: "night".to_owned(),
        };
        set.write(&file).unwrap();
        assert_eq!(Comfort::read(&file), set);
        fs::write(&file, b"{\"zoom\": 900}").unwrap();
        assert_eq!(Comfort::read(&file).zoom, Some(Comfort::MOST));
        fs::write(&file, b"\xff{").unwrap();
        assert_eq!(Comfort::read(&file), Comfort::default());
    }
}
