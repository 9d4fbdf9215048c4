//! The files that one pack is made of: opened once, the same one not read twice, and sorted into logs.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use geobit::digest::Digest;
use geobit::load::{LoadOptions, Loader, LogLoader};
use geobit::packing::{FileKind, Packer, kind_of};
use geobit::snapshot::pack::PackOptions;
use geobit::snapshot::{Filters, Room, Snapshot, Summary};

use crate::failure::{Failure, Outcome};
use crate::files::{self, read_piece, read_pieces};
use crate::output::tell;

/// A file that is open.
pub struct Source {
    path: PathBuf,
    file: File,
    bytes: u64,
    digest: Option<String>,
}

/// Files of one layout, in their order.
pub type Group = Vec<Source>;

impl Source {
    pub fn open(path: &Path) -> Outcome<Source> {
        let (file, bytes) = files::open(path)?;
        Ok(Source { path: path.into(), file, bytes, digest: None })
    }

    /// Opens files that are each read more than once. The same content is read once only. What cannot be read again, such as a pipe, is
    /// copied to a file without a name in a folder.
    pub fn open_several(paths: &[PathBuf], folder: &Path) -> Outcome<Vec<Source>> {
        let mut sources: Vec<Source> = Vec::new();
        for path in paths {
            let mut source = Source::open(path)?;
            source.make_seekable(folder)?;
            match source.find_same(&mut sources)? {
                Some(before) => {
                    tell(&format!("{}: it has the same content as {before}, and is read once.", path.display()))
                }
                None => sources.push(source),
            }
        }
        Ok(sources)
    }

    /// Returns the path of a file with the same content.
    fn find_same(&mut self, others: &mut [Source]) -> Outcome<Option<String>> {
        let bytes = self.bytes;
        for other in others.iter_mut().filter(|other| other.bytes == bytes) {
            if self.digest()? == other.digest()? {
                return Ok(Some(other.path.display().to_string()));
            }
        }
        Ok(None)
    }

    fn make_seekable(&mut self, folder: &Path) -> Outcome {
        if self.file.metadata().is_ok_and(|known| known.is_file()) {
            return Ok(());
        }
        let refuse = |error: io::Error| self.refuse(&error);
        let mut copy = tempfile::tempfile_in(folder).map_err(refuse)?;
        self.bytes = io::copy(&mut self.file, &mut copy)
            .and_then(|bytes| copy.flush().map(|()| bytes))
            .map_err(|error| self.refuse(&error))?;
        self.file = copy;
        self.rewind()
    }

    fn rewind(&mut self) -> Outcome {
        self.file.rewind().map_err(|error| self.refuse(&error))
    }

    fn refuse(&self, error: &io::Error) -> Failure {
        Failure::at(&self.path, format!("it cannot be read: {error}."))
    }

    fn name(&self) -> String {
        files::name_of(&self.path)
    }

    fn size(&self) -> usize {
        usize::try_from(self.bytes).unwrap_or(usize::MAX)
    }

    fn blame(&self, error: &geobit::GeobitError) -> Failure {
        Failure::in_file(&self.path, error)
    }

    fn each_piece(&mut self, take: impl FnMut(&[u8]) -> geobit::Result<()>) -> Outcome {
        read_pieces(&self.path, &mut self.file, self.bytes, take)
    }

    /// Returns the SHA-256 of the content, which is read for it once.
    fn digest(&mut self) -> Outcome<String> {
        if let Some(known) = &self.digest {
            return Ok(known.clone());
        }
        let mut digest = Digest::default();
        self.each_piece(|piece| {
            digest.update(piece);
            Ok(())
        })?;
        self.rewind()?;
        let digest = digest.finish();
        self.digest = Some(digest.clone());
        Ok(digest)
    }

    /// Finds out what the file is.
    fn kind(&mut self, options: &LoadOptions) -> Outcome<FileKind> {
        let (mut piece, mut failure) = (vec![0; files::PIECE_BYTES], None);
        let (path, bytes, file) = (&self.path, self.size(), &mut self.file);
        let found = kind_of(options.clone(), bytes, |reader| match read_piece(file, &mut piece, path) {
            Ok(0) => Ok(false),
            Ok(length) => reader.push(&piece[..length], &mut |_| {}).map(|()| true),
            Err(error) => {
                failure = Some(error);
                Ok(false)
            }
        });
        let kind = failure.map_or_else(|| found.map_err(|error| self.blame(&error)), Err)?;
        self.rewind()?;
        Ok(kind)
    }

    /// Loads the incidents of the file. It is read in pieces, and shows its progress on a terminal.
    pub fn load(mut self, mut options: LoadOptions, filters: Option<&Filters>) -> Outcome<Snapshot> {
        options.file_name = Some(self.name());
        let mut loader = Loader::new(options).map_err(Failure::from)?;
        if let Some(filters) = filters {
            loader = loader.with_filters(filters.clone()).map_err(Failure::from)?;
        }
        loader.expect(self.size());
        self.each_piece(|piece| loader.push(piece))?;
        loader.finish().map_err(|error| self.blame(&error))
    }
}

/// Sorts files into logs: those of one layout are one, and a combined pack stands by itself. Returns whether there is a pack as well.
pub fn group(sources: Vec<Source>, options: &LoadOptions) -> Outcome<(Vec<Group>, bool)> {
    let mut groups: Vec<(String, Group)> = Vec::new();
    let mut has_pack = false;
    for mut source in sources {
        let FileKind { layout, is_pack } = source.kind(options)?;
        has_pack |= is_pack;
        match groups.iter_mut().find(|(known, _)| *known == layout && layout != "combined") {
            Some((_, group)) => group.push(source),
            None => groups.push((layout, vec![source])),
        }
    }
    Ok((groups.into_iter().map(|(_, group)| group).collect(), has_pack))
}

/// Loads a log.
pub fn load_log(mut sources: Group, options: LoadOptions, filters: Option<&Filters>) -> Outcome<Snapshot> {
    if sources.len() == 1 {
        return sources.remove(0).load(options, filters);
    }
    let mut loader = LogLoader::new(options, filters.cloned()).map_err(Failure::from)?;
    for source in &mut sources {
        loader.begin(&source.name(), source.size()).map_err(Failure::from)?;
        source.each_piece(|piece| loader.push(piece))?;
        loader.end().map_err(|error| source.blame(&error))?;
    }
    loader.finish().map_err(Failure::from)
}

/// Makes the pack of a log, within about as much memory as there is room, and returns what the pack says about itself.
pub fn pack_log(
    mut sources: Group,
    mut options: LoadOptions,
    pack: PackOptions,
    filters: Option<Filters>,
    room: Room,
    out: &mut (dyn Write + Send),
) -> Outcome<Summary> {
    let is_several = sources.len() > 1;
    if !is_several {
        options.file_name = sources.first().map(Source::name);
    }
    let mut packer = Packer::new(options, pack, filters, room).map_err(Failure::from)?;
    if is_several {
        packer = packer.of_several();
    }
    let last = sources.pop().ok_or_else(|| Failure::usage("There is no file."))?;
    for mut source in sources {
        packer.expect(source.size());
        source.each_piece(|piece| packer.push(piece))?;
        packer.next_file(&source.name()).map_err(|error| source.blame(&error))?;
    }
    let mut source = last;
    packer.expect(source.size());
    source.each_piece(|piece| packer.push(piece))?;
    let finished = if is_several { packer.finish_several(&source.name(), out) } else { packer.finish(out) };
    finished.map_err(|error| source.blame(&error))
}
