//! Serves the built page on this machine.
//!
//! Whoever can reach the port may be hostile, such as a page of another site that is open in the same browser. One thread
//! answers everything, within the limits of `connections`.

mod connections;
mod content;
mod names;
mod site;
#[cfg(test)]
mod tests;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};

use self::connections::{Limits, serve};
use self::names::Names;
use self::site::Site;
use crate::shell::print_line;

const DEFAULT_PORT: u16 = 4173;
/// How many ports are tried, beginning with the default one.
const PORT_ATTEMPTS: u16 = 20;

/// Serves a folder until Ctrl-C.
pub fn run(folder: &Path, host: &str, port: Option<u16>) -> Result<()> {
    ctrlc::set_handler(|| {
        print_line("\nstopped");
        std::process::exit(0);
    })?;
    let (address, server) = begin(folder, host, port)?;
    print_line("serving the page until Ctrl-C at");
    print_line(&format!("http://{address}/"));
    server.join().map_err(|_| anyhow!("the server panicked"))?.with_context(|| format!("cannot serve on {address}"))
}

/// Serves a folder to this machine until the program ends, and returns the address.
pub fn run_beside(folder: &Path) -> Result<SocketAddr> {
    Ok(begin(folder, "127.0.0.1", Some(0))?.0)
}

/// Starts to serve on a thread of its own, and waits until the server answers.
fn begin(folder: &Path, host: &str, port: Option<u16>) -> Result<(SocketAddr, JoinHandle<io::Result<()>>)> {
    let listener = listen(host, port)?;
    let address = listener.local_addr()?;
    let site = Site::open(folder, Names::new(host, address))?;
    let server = thread::spawn(move || serve(listener, site, Limits::default()));
    check_answer(address)?;
    Ok((address, server))
}

/// Listens on the given port, or on the first free one from the default on.
fn listen(host: &str, port: Option<u16>) -> Result<TcpListener> {
    let first = port.unwrap_or(DEFAULT_PORT);
    let last = if port.is_some() { first } else { first + PORT_ATTEMPTS - 1 };
    for port in first..=last {
        let address = (host, port).to_socket_addrs().ok().and_then(|mut found| found.next());
        let address = address.with_context(|| format!("--host takes an address of this machine, not `{host}`"))?;
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(anyhow!(error).context(format!("cannot listen on {address}"))),
        }
    }
    if port.is_some() {
        bail!("port {first} is taken; choose another one with --port, or omit --port to get a free one");
    }
    bail!("the ports {first} to {last} are all taken; choose another one with --port");
}

fn check_answer(address: SocketAddr) -> Result<()> {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let reachable = SocketAddr::new(ip, address.port());
    let answer =
        send_request(reachable, "GET", "/").with_context(|| format!("the server at {address} does not answer"))?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the server at {address} answers with `{}`", answer.lines().next().unwrap_or_default());
    }
    Ok(())
}

fn send_request(address: SocketAddr, method: &str, path: &str) -> Result<String> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
