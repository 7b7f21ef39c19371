//! A sealed file of any length, written and read in pieces: each piece has its number and whether it is the last in
//! its nonce, so that a piece cannot be changed, left out, moved or cut off at the end.

use std::io::{self, Read, Write};

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use zeroize::Zeroizing;

use super::kdf::{Key, derive, sha256};

/// How many bytes of plain text are sealed at a time.
const PIECE: usize = 64 * 1024;
/// The tag of ChaCha20-Poly1305.
const TAG: usize = 16;
/// Set in a piece's length where it is the last.
const LAST: u32 = 1 << 31;

/// What a file's key gives: the key of its pieces, and the commitment that stands in its head.
pub(crate) struct StreamKey {
    cipher: ChaCha20Poly1305,
    /// Told apart before anything is opened: a wrong key is not damage.
    pub(crate) commitment: [u8; 32],
}

impl StreamKey {
    /// From a file's own secret and salt.
    pub(crate) fn new(secret: &Key, salt: &[u8; 32]) -> Self {
        let key = derive::<32>(secret.as_slice(), salt, &[b"tandem/stream/key/v1"]);
        Self {
            cipher: ChaCha20Poly1305::new((&*key).into()),
            commitment: *derive::<32>(secret.as_slice(), salt, &[b"tandem/stream/commit/v1"]),
        }
    }
}

/// Zeros (3) ‖ number (8) ‖ whether it is the last (1).
fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0_u8; 12];
    let tail = [number.to_be_bytes().as_slice(), &[u8::from(last)]].concat();
    for (to, from) in bytes.iter_mut().skip(3).zip(tail) {
        *to = from;
    }
    bytes.into()
}

/// Seals what is written to it.
pub(crate) struct SealedWriter<W: Write> {
    out: W,
    key: StreamKey,
    bound: [u8; 32],
    number: u64,
    buffer: Zeroizing<Vec<u8>>,
}

impl<W: Write> SealedWriter<W> {
    /// Begins after a head that was written to `out` already; every piece is bound to it.
    pub(crate) fn new(out: W, key: StreamKey, head: &[u8]) -> Self {
        Self {
            out,
            key,
            bound: sha256(&[head]),
            number: 0,
            buffer: Zeroizing::new(Vec::with_capacity(PIECE)),
        }
    }

    /// Seals the last piece and gives the file back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.piece(true)?;
        Ok(self.out)
    }

    fn piece(&mut self, last: bool) -> io::Result<()> {
        let payload = Payload {
            msg: &self.buffer,
            aad: &self.bound,
        };
        let sealed = self
            .key
            .cipher
            .encrypt(&nonce(self.number, last), payload)
            .map_err(|_bad| damaged())?;
        let length = u32::try_from(sealed.len()).map_err(|_long| damaged())?;
        let length = if last { length | LAST } else { length };
        self.out.write_all(&length.to_be_bytes())?;
        self.out.write_all(&sealed)?;
        self.number = self.number.saturating_add(1);
        self.buffer.clear();
        Ok(())
    }
}

impl<W: Write> Write for SealedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.len() == PIECE {
            self.piece(false)?;
        }
        let room = PIECE.saturating_sub(self.buffer.len()).min(bytes.len());
        let taken = bytes.get(..room).unwrap_or(bytes);
        self.buffer.extend_from_slice(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // pieces are sealed when they are full
    }
}

/// Opens what a [`SealedWriter`] wrote. Anything that is not so is an error of the kind `InvalidData`.
pub(crate) struct SealedReader<R: Read> {
    from: R,
    key: StreamKey,
    bound: [u8; 32],
    number: u64,
    plain: Zeroizing<Vec<u8>>,
    read: usize,
    ended: bool,
}

impl<R: Read> SealedReader<R> {
    /// Begins after a head that was read from `from` already.
    pub(crate) fn new(from: R, key: StreamKey, head: &[u8]) -> Self {
        Self {
            from,
            key,
            bound: sha256(&[head]),
            number: 0,
            plain: Zeroizing::new(Vec::new()),
            read: 0,
            ended: false,
        }
    }

    /// Reads to the end, where nothing may stand.
    pub(crate) fn must_end(&mut self) -> io::Result<()> {
        if self.read(&mut [0])? > 0 {
            return Err(damaged());
        }
        Ok(())
    }

    fn piece(&mut self) -> io::Result<()> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        let last = length & LAST != 0;
        let size = usize::try_from(length & !LAST).unwrap_or(usize::MAX);
        if size < TAG || size > PIECE.saturating_add(TAG) {
            return Err(damaged());
        }
        let mut sealed = vec![0; size];
        self.from.read_exact(&mut sealed)?;
        let payload = Payload {
            msg: &sealed,
            aad: &self.bound,
        };
        let opened = self.key.cipher.decrypt(&nonce(self.number, last), payload);
        self.plain = Zeroizing::new(opened.map_err(|_bad| damaged())?);
        self.read = 0;
        self.number = self.number.saturating_add(1);
        self.ended = last;
        if last && self.from.read(&mut [0])? > 0 {
            return Err(damaged());
        }
        Ok(())
    }
}

impl<R: Read> Read for SealedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.read >= self.plain.len() {
            if self.ended {
                return Ok(0);
            }
            self.piece()?;
        }
        let left = self.plain.get(self.read..).unwrap_or_default();
        let taken = left.len().min(into.len());
        for (to, from) in into.iter_mut().zip(left) {
            *to = *from;
        }
        self.read = self.read.saturating_add(taken);
        Ok(taken)
    }
}

/// Walks over the pieces without their key, to the last, after which nothing may stand. Gives how many there are.
pub(crate) fn walk(mut from: impl Read) -> io::Result<u64> {
    for number in 1_u64.. {
        let mut length = [0; 4];
        from.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        let size = u64::from(length & !LAST);
        if size < TAG as u64 || size > (PIECE + TAG) as u64 {
            return Err(damaged());
        }
        if io::copy(&mut (&mut from).take(size), &mut io::sink())? != size {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if length & LAST != 0 {
            return if from.read(&mut [0])? == 0 {
                Ok(number)
            } else {
                Err(damaged())
            };
        }
    }
    Err(damaged())
}

fn damaged() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"head";

    fn key(secret: u8) -> StreamKey {
        StreamKey::new(&Key::new([secret; 32]), &[1; 32])
    }

    fn sealed(length: usize) -> Vec<u8> {
        let plain: Vec<u8> = (0..=250).cycle().take(length).collect();
        let mut writer = SealedWriter::new(Vec::new(), key(2), HEAD);
        writer.write_all(&plain).unwrap();
        writer.finish().unwrap()
    }

    fn open(bytes: &[u8], key: StreamKey, head: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        SealedReader::new(bytes, key, head).read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn every_length_reads_back_and_no_other_key_or_head_opens() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
            let file = sealed(length);
            assert_eq!(open(&file, key(2), HEAD).unwrap().len(), length);
            assert!(open(&file, key(3), HEAD).is_err());
            assert!(open(&file, key(2), b"hoad").is_err());
        }
        assert_ne!(key(2).commitment, key(3).commitment);
    }

    #[test]
    fn no_piece_is_changed_left_out_moved_cut_off_or_put_on() {
        let file = sealed(2 * PIECE + 100);
        let piece = 4 + PIECE + TAG;
        for at in [0, 3, 4, 100, piece - 1, piece, 2 * piece + 5, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(open(&changed, key(2), HEAD).is_err(), "byte {at}");
        }
        for cut in [0, 3, 4, piece - 1, piece, 2 * piece, file.len() - 1] {
            assert!(open(&file[..cut], key(2), HEAD).is_err(), "cut at {cut}");
        }
        let swapped = [&file[piece..2 * piece], &file[..piece], &file[2 * piece..]].concat();
        assert!(open(&swapped, key(2), HEAD).is_err());
        let left_out = [&file[..piece], &file[2 * piece..]].concat();
        assert!(open(&left_out, key(2), HEAD).is_err());
        assert!(open(&[file.as_slice(), b"x"].concat(), key(2), HEAD).is_err());
        // a middle piece that pretends to be the last
        let mut early = file[..piece].to_vec();
        early[0] |= 0x80;
        assert!(open(&early, key(2), HEAD).is_err());
    }
}
