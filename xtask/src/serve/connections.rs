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
/// How many bytes the system keeps of an answer that is not read yet. By default it keeps megabytes, and a client that reads
/// slowly would seem to stand still.
const SEND_BUFFER: usize = 64 * 1024;
/// How many bytes of an answer may be on their way, in buffers of both ends. A client that was sent more is reading.
const BUFFERED: usize = 448 * 1024;
/// How many bytes are still taken in after the last answer. Otherwise a client that is still sending would not get it.
const MAX_REST: u64 = 1024 * 1024;
/// How many connections the system keeps until they are accepted. Beyond its default of 128, a client waits for a second.
const BACKLOG: i32 = 1024;
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
    /// A client that reads its answer gives way to a new one as if it had moved this much later. Otherwise no download would
    /// survive a flood of connections.
    fn lead(&self) -> Duration {
        self.patience / 10
    }
}

impl Default for Limits {
    /// A page needs a handful of connections. The more there are, the longer one of them may rest during a flood. With their
    /// files, 200 are far below the 1024 handles that Linux gives a process; where there are fewer, `accept_all` makes room.
    fn default() -> Limits {
        Limits { connections: 200, patience: Duration::from_secs(20) }
    }
}

/// Answers all requests on one thread, the caller's. Ends only with an error.
pub fn serve(listener: std::net::TcpListener, site: Site, limits: Limits) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    SockRef::from(&listener).listen(BACKLOG)?;
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
        let activity = Activity::new();
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
struct Activity(Arc<Mutex<State>>);

#[derive(Clone, Copy)]
struct State {
    moved: Instant,
    /// How many bytes of the present answer were sent.
    sent: usize,
}

impl Activity {
    fn new() -> Activity {
        Activity(Arc::new(Mutex::new(State { moved: Instant::now(), sent: 0 })))
    }

    fn state(&self) -> State {
        *self.0.lock().unwrap()
    }

    /// Notes a request.
    fn begin(&self) {
        *self.0.lock().unwrap() = State { moved: Instant::now(), sent: 0 };
    }

    /// Notes a piece of the answer.
    fn go_on(&self, bytes: usize) {
        let sent = self.state().sent + bytes;
        *self.0.lock().unwrap() = State { moved: Instant::now(), sent };
    }

    fn moved(&self) -> Instant {
        self.state().moved
    }

    /// The connection with the lowest rank gives way to a new one.
    fn rank(&self, lead: Duration) -> Instant {
        let State { moved, sent } = self.state();
        if sent > BUFFERED { moved + lead } else { moved }
    }
}

/// Answers the requests of one connection until its other end closes it, or is refused.
async fn attend(stream: TcpStream, site: Arc<Site>, activity: Activity) {
    SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER).ok();
    stream.set_nodelay(true).ok();
    let service = service_fn(|request| {
        activity.begin();
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
        let polled = Pin::new(&mut self.content).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled {
            self.activity.go_on(frame.data_ref().map_or(0, Bytes::len));
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.content.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.content.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn an_answer_moves_with_every_piece_and_has_a_lead_once_it_is_read() {
        let activity = Activity::new();
        let lead = Duration::from_secs(1);
        let mut answer = Answer { content: Content::new(io::repeat(0), 1_000_000), activity: activity.clone() };
        let mut moved = activity.moved();
        assert_eq!(activity.rank(lead), moved);
        while !answer.is_end_stream() {
            let frame = Pin::new(&mut answer).poll_frame(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(frame, Poll::Ready(Some(Ok(_)))));
            assert!(activity.moved() > moved);
            moved = activity.moved();
        }
        assert_eq!(activity.rank(lead), moved + lead);
        activity.begin();
        assert!(activity.moved() > moved);
        assert_eq!(activity.rank(lead), activity.moved());
    }
}
