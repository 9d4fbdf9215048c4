//! What is sent after the headers of an answer.

use std::io::{ErrorKind, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// How many bytes are read at once, and so how much of a file is in memory for a client that reads slowly.
const PIECE: u64 = 64 * 1024;

/// A number of bytes, read piece by piece as they are sent.
///
/// They are read on the thread that serves: a read from a local disk is short, and a pool of threads would need limits too.
pub struct Content {
    reader: Box<dyn Read + Send>,
    left: u64,
}

impl Content {
    pub fn new(reader: impl Read + Send + 'static, length: u64) -> Content {
        Content { reader: Box::new(reader), left: length }
    }

    fn read_piece(&mut self) -> std::io::Result<Bytes> {
        let mut piece = vec![0; self.left.min(PIECE) as usize];
        let length = self.reader.read(&mut piece)?;
        if length == 0 {
            // The file has become shorter than the length that was announced.
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.left -= length as u64;
        piece.truncate(length);
        Ok(piece.into())
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        Poll::Ready((self.left > 0).then(|| self.read_piece().map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
