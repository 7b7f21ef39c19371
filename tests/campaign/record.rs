//! What a child did to a folder, step by step, as the shim wrote it down; and a disk that replays it, on which what was
//! not synced may be there, missing, torn or out of order.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::dice::Dice;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// One step.
pub(crate) enum Step {
    Write {
        file: u64,
        at: usize,
        data: Vec<u8>,
    },
    Truncate {
        file: u64,
        length: usize,
    },
    Sync {
        file: u64,
    },
    Create {
        file: u64,
        name: String,
    },
    Rename {
        from: String,
        to: String,
    },
    Unlink {
        name: String,
    },
    /// Words that the child said after all steps before.
    Said(String),
}

/// Compiles the shim once a run and gives its place.
pub(crate) fn shim() -> PathBuf {
    let made =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("campaign-shim-{}.so", std::process::id()));
    if !made.exists() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/campaign/shim.c");
        let done = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([&made, &source])
            .args(["-ldl", "-lpthread"])
            .status()
            .expect("a C compiler");
        assert!(done.success(), "the shim does not compile");
    }
    made
}

/// Reads a record.
pub(crate) fn read(record: &Path) -> Vec<Step> {
    let bytes = fs::read(record).unwrap();
    let mut rest = bytes.as_slice();
    let mut steps = Vec::new();
    // An inode is used again once its file is gone: each file that is made gets a number of its own.
    let mut numbers: HashMap<u64, u64> = HashMap::new();
    let mut made = 1 << 48;
    while !rest.is_empty() {
        let (head, after) = rest.split_at(25);
        let number = |at: usize| u64::from_le_bytes(head[at..at + 8].try_into().unwrap());
        let length =
            |at: usize| usize::try_from(u32::from_le_bytes(head[at..at + 4].try_into().unwrap())).unwrap();
        let (path, after) = after.split_at(length(17));
        let (data, after) = after.split_at(length(21));
        rest = after;
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let name = |bytes: &[u8]| text(bytes).rsplit('/').next().unwrap().to_owned();
        let (inode, at) = (number(1), usize::try_from(number(9)).unwrap_or(0));
        if head[0] == b'c' {
            made += 1;
            numbers.insert(inode, made);
        }
        let file = numbers.get(&inode).copied().unwrap_or(inode);
        steps.push(match head[0] {
            b'w' => Step::Write {
                file,
                at,
                data: data.to_vec(),
            },
            b't' => Step::Truncate { file, length: at },
            b's' => Step::Sync { file },
            b'c' => Step::Create {
                file,
                name: name(path),
            },
            b'r' => Step::Rename {
                from: name(path),
                to: name(data),
            },
            b'u' => Step::Unlink { name: name(path) },
            b'm' => Step::Said(text(data)),
            other => panic!("a record of an unknown kind {other}"),
        });
    }
    steps
}

/// A folder on a disk: files by inode, names in the folder.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    files: HashMap<u64, Vec<u8>>,
    names: BTreeMap<String, u64>,
    folder: u64,
    /// Files that were at any time part of a view.
    views: HashSet<u64>,
}

impl Disk {
    /// The folder as it lies, all of it synced. SQLite's shared memory is no file that survives a power cut.
    pub(crate) fn of(dir: &Path) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        let mut disk = Self {
            folder: fs::metadata(dir).unwrap().ino(),
            ..Self::default()
        };
        for file in fs::read_dir(dir).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            if !name.ends_with("-shm") {
                let inode = file.metadata().unwrap().ino();
                disk.files.insert(inode, fs::read(file.path()).unwrap());
                disk.names.insert(name, inode);
            }
        }
        disk
    }

    /// Takes a step in whole.
    pub(crate) fn apply(&mut self, step: &Step) {
        match step {
            Step::Write { file, at, data } => self.write(*file, *at, data),
            Step::Truncate { file, length } => self.files.entry(*file).or_default().resize(*length, 0),
            Step::Create { file, name } => {
                self.files.entry(*file).or_default();
                self.names.insert(name.clone(), *file);
            }
            Step::Rename { from, to } => {
                if let Some(file) = self.names.remove(from) {
                    self.names.insert(to.clone(), file);
                }
            }
            Step::Unlink { name } => drop(self.names.remove(name)),
            Step::Sync { .. } | Step::Said(_) => {}
        }
    }

    /// Takes in some sectors of a write, the others stay as they were.
    pub(crate) fn tear(&mut self, step: &Step, dice: &mut Dice) {
        let Step::Write { file, at, data } = step else {
            return self.apply(step);
        };
        for (number, sector) in data.chunks(SECTOR).enumerate() {
            if dice.once_in(2) {
                self.write(*file, at + number * SECTOR, sector);
            }
        }
    }

    fn write(&mut self, file: u64, at: usize, data: &[u8]) {
        let bytes = self.files.entry(file).or_default();
        if bytes.len() < at + data.len() {
            bytes.resize(at + data.len(), 0);
        }
        bytes[at..at + data.len()].copy_from_slice(data);
    }

    /// Whether a step is safe once `synced` was synced: a file's bytes with the file, names with the folder.
    pub(crate) fn is_settled_by(&self, step: &Step, synced: u64) -> bool {
        match step {
            Step::Write { file, .. } | Step::Truncate { file, .. } => *file == synced,
            Step::Create { .. } | Step::Rename { .. } | Step::Unlink { .. } => synced == self.folder,
            Step::Sync { .. } | Step::Said(_) => true,
        }
    }

    /// Whether a step is about a view.
    pub(crate) fn is_view(&self, step: &Step) -> bool {
        match step {
            Step::Write { file, .. } | Step::Truncate { file, .. } | Step::Sync { file } => {
                self.views.contains(file)
            }
            Step::Create { name, .. } | Step::Rename { to: name, .. } | Step::Unlink { name } => {
                is_view_name(name)
            }
            Step::Said(_) => false,
        }
    }

    /// Learns from all steps which files are views.
    pub(crate) fn learn(&mut self, steps: &[Step]) {
        let old = self
            .names
            .iter()
            .filter(|(name, _)| is_view_name(name))
            .map(|(_, file)| *file);
        self.views = old.collect();
        for step in steps {
            if let Step::Create { file, name } = step
                && is_view_name(name)
            {
                self.views.insert(*file);
            }
        }
    }

    /// Puts the folder somewhere, as a computer would find it after the power came back.
    pub(crate) fn lay_out(&self, dir: &Path) {
        for (name, file) in &self.names {
            fs::write(
                dir.join(name),
                self.files.get(file).map_or(&[][..], Vec::as_slice),
            )
            .unwrap();
        }
    }

    /// The bytes of a file, if it is there.
    pub(crate) fn file(&self, name: &str) -> Option<&[u8]> {
        let file = self.names.get(name)?;
        self.files.get(file).map(Vec::as_slice)
    }

    /// A hash of all that a start after the power cut would find.
    pub(crate) fn hash(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash as _, Hasher as _};
        let mut hasher = DefaultHasher::new();
        for (name, file) in &self.names {
            name.hash(&mut hasher);
            self.files.get(file).hash(&mut hasher);
        }
        hasher.finish()
    }
}

fn is_view_name(name: &str) -> bool {
    name.starts_with("view-")
}
