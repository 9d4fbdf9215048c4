//! Accepts connections, and keeps their number and the time that each may take within limits.

use std::convert::Infallible;
use std::future::{poll_fn, ready};
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy, sink};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{Instant, sleep, timeout_at};

use super::content::Content;
use super::site::Site;

/// The longest first line with all headers, in bytes.
const MAX_HEAD: usize = 16 * 1024;
/// How many bytes the system keeps of an answer that is not read yet. It would keep megabytes, and then even a reader who
/// is just slow seemed to stand still.
const SEND_BUFFER: usize = 64 * 1024;
/// How many bytes are still taken in after the last answer. Without this, a refusal would not reach who is still sending.
const MAX_REST: u64 = 1024 * 1024;
/// How long nothing is accepted after that has failed.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

#[derive(Clone, Copy)]
pub struct Limits {
    /// How many connections may be open. If one more comes, the one that has not moved for the longest is closed.
    pub connections: usize,
    /// How long a connection may not move: from its start or its last answer to its next request with all headers, and
    /// from one piece of an answer to the next.
    pub patience: Duration,
}

impl Limits {
    /// A connection being answered gives way to a new one as if it had moved this much later.
    fn lead(&self) -> Duration {
        self.patience / 10
    }
}

impl Default for Limits {
    /// A page needs a handful of connections. Together with their files, 100 need fewer than the 256 handles that macOS
    /// gives a process.
    fn default() -> Limits {
        Limits { connections: 100, patience: Duration::from_secs(10) }
    }
}

/// Answers all requests on one thread, the caller's. Ends only with an error.
pub fn serve(listener: std::net::TcpListener, site: Site, limits: Limits) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        accept_all(TcpListener::from_std(listener)?, Arc::new(site), limits).await;
        Ok(())
    })
}

async fn accept_all(listener: TcpListener, site: Arc<Site>, limits: Limits) {
    let mut open = OpenConnections(Vec::new());
    loop {
        let due = open.next_due(limits.patience);
        let accepted = timeout_at(due, listener.accept()).await;
        open.close_overdue(limits.patience).await;
        match accepted {
            Ok(Ok((stream, _))) => {
                open.make_room(limits).await;
                open.add(stream, site.clone());
                // Requests that have arrived are seen before a further connection makes one close.
                yield_now().await;
            }
            Ok(Err(_)) => {
                // There may be no handle left for a further connection.
                open.close_stalest(limits.lead()).await;
                sleep(ACCEPT_PAUSE).await;
            }
            Err(_) => {}
        }
    }
}

struct OpenConnections(Vec<Connection>);

struct Connection {
    activity: Activity,
    task: JoinHandle<()>,
}

impl Connection {
    async fn close(self) {
        self.task.abort();
        self.task.await.ok();
    }
}

impl OpenConnections {
    fn add(&mut self, stream: TcpStream, site: Arc<Site>) {
        let activity = Activity::default();
        let task = tokio::spawn(attend(stream, site, activity.clone()));
        self.0.push(Connection { activity, task });
    }

    /// Returns when the next connection may have been still for too long.
    fn next_due(&self, patience: Duration) -> Instant {
        let oldest = self.0.iter().map(|connection| connection.activity.moved()).min();
        oldest.unwrap_or_else(Instant::now) + patience
    }

    async fn close_overdue(&mut self, patience: Duration) {
        self.0.retain(|connection| !connection.task.is_finished());
        let now = Instant::now();
        for connection in self.0.extract_if(.., |connection| connection.activity.moved() + patience <= now) {
            connection.close().await;
        }
    }

    async fn make_room(&mut self, limits: Limits) {
        while self.0.len() >= limits.connections {
            self.close_stalest(limits.lead()).await;
        }
    }

    async fn close_stalest(&mut self, lead: Duration) {
        let stalest = self.0.iter().enumerate().min_by_key(|(_, connection)| connection.activity.rank(lead));
        if let Some((index, _)) = stalest {
            self.0.swap_remove(index).close().await;
        }
    }
}

/// When a connection last moved. Parts of a request and parts of a piece do not count.
#[derive(Clone)]
struct Activity(Arc<Mutex<(Instant, Doing)>>);

#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Waiting,
    Answering,
}

impl Default for Activity {
    fn default() -> Activity {
        Activity(Arc::new(Mutex::new((Instant::now(), Doing::Waiting))))
    }
}

impl Activity {
    fn set(&self, doing: Doing) {
        *self.0.lock().unwrap() = (Instant::now(), doing);
    }

    fn moved(&self) -> Instant {
        self.0.lock().unwrap().0
    }

    /// The connection with the lowest rank gives way to a new one.
    fn rank(&self, lead: Duration) -> Instant {
        let (moved, doing) = *self.0.lock().unwrap();
        if doing == Doing::Answering { moved + lead } else { moved }
    }
}

/// Answers the requests of one connection until its other end closes it, or is refused.
async fn attend(stream: TcpStream, site: Arc<Site>, activity: Activity) {
    SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER).ok();
    stream.set_nodelay(true).ok();
    let service = service_fn(|request| {
        activity.set(Doing::Answering);
        let answer = site.answer(&request).map(|content| Answer { content, activity: activity.clone() });
        ready(Ok::<_, Infallible>(answer))
    });
    let mut connection = http1::Builder::new()
        .max_buf_size(MAX_HEAD)
        .title_case_headers(true)
        .serve_connection(TokioIo::new(stream), service);
    poll_fn(|context| connection.poll_without_shutdown(context)).await.ok();
    let mut stream = connection.into_parts().io.into_inner();
    stream.shutdown().await.ok();
    copy(&mut stream.take(MAX_REST), &mut sink()).await.ok();
}

/// The content of an answer, which notes when it moves.
struct Answer {
    content: Content,
    activity: Activity,
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.activity.set(Doing::Answering);
        Pin::new(&mut self.content).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.content.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.content.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.activity.set(Doing::Waiting);
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn an_answer_moves_with_every_piece_and_at_its_end() {
        let activity = Activity::default();
        let mut answer = Answer { content: Content::new(io::repeat(0), 1_000_000), activity: activity.clone() };
        let mut moved = activity.moved();
        while !answer.is_end_stream() {
            let frame = Pin::new(&mut answer).poll_frame(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(frame, Poll::Ready(Some(Ok(_)))));
            assert!(activity.moved() > moved);
            moved = activity.moved();
            assert_eq!(activity.rank(Duration::from_secs(1)), moved + Duration::from_secs(1));
        }
        drop(answer);
        assert!(activity.moved() > moved);
        assert_eq!(activity.rank(Duration::from_secs(1)), activity.moved());
    }
}
