//! The names that requests may use for this server.

use std::fmt::{self, Display, Formatter};
use std::net::{IpAddr, SocketAddr};

use hyper::http::uri::Authority;

/// The names of the address that the server listens on.
///
/// A page of another site can give its own name this machine's address, and would then be allowed to read what is served
/// here (DNS rebinding). Its requests still carry its own name, and that gives them away.
pub struct Names {
    /// The host name or address that `--host` gives.
    given: String,
    address: SocketAddr,
}

impl Names {
    pub fn new(given: &str, address: SocketAddr) -> Names {
        Names { given: given.to_owned(), address }
    }

    /// Returns whether `authority`, the value of a `Host` header, names this server. A port may be left out.
    pub fn include(&self, authority: &str) -> bool {
        let Ok(parsed) = authority.parse::<Authority>() else { return false };
        let name = parsed.host();
        let port = authority.strip_prefix(name);
        (port == Some("") || port == Some(&format!(":{}", self.address.port()))) && self.include_name(name)
    }

    fn include_name(&self, name: &str) -> bool {
        let own = self.address.ip().to_canonical();
        let everywhere = own.is_unspecified();
        // No other site can take an address in numbers as its name, so any will do if the server listens on all addresses.
        // It may be one that is unknown here, in a container whose port is passed on.
        let is_own = |ip: IpAddr| everywhere || ip == own || own.is_loopback() && ip.is_loopback();
        match name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            Ok(ip) => is_own(ip.to_canonical()),
            Err(_) if name.eq_ignore_ascii_case("localhost") => everywhere || own.is_loopback(),
            Err(_) => name.eq_ignore_ascii_case(&self.given),
        }
    }
}

/// Writes the address as the value of a `Host` header.
impl Display for Names {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        SocketAddr::new(self.address.ip(), self.address.port()).fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, address: &str, named: &[&str], strange: &[&str]) {
        let names = Names::new(host, address.parse().unwrap());
        for authority in named {
            assert!(names.include(authority), "{authority} names {address}");
        }
        for authority in strange {
            assert!(!names.include(authority), "{authority} does not name {address}");
        }
    }

    #[test]
    fn finding_l_only_names_of_the_address_listened_on_are_answered() {
        let strange = [
            "evil.example:4173",
            "localhost.evil.example:4173",
            "127.0.0.1.evil.example:4173",
            "localhost:80",
            "localhost:",
            "localhost:4173:4173",
            "localhost:04173",
            "me@localhost:4173",
            "localhost:4173@evil.example",
            "localhost:4173/",
            "localhost:4173, evil.example",
            "127.1:4173",
            "[::1",
            "::1",
            "",
            " ",
            "*",
        ];
        let own = ["127.0.0.1:4173", "localhost:4173", "LocalHost:4173", "[::1]:4173", "localhost", "127.0.0.1"];
        check("127.0.0.1", "127.0.0.1:4173", &own, &strange);
        check("127.0.0.1", "127.0.0.1:4173", &[], &["192.168.1.5:4173", "0.0.0.0:4173", "[::]:4173"]);
        check("localhost", "[::1]:4173", &own, &strange);
        check("0.0.0.0", "0.0.0.0:4173", &own, &strange);
        check("0.0.0.0", "0.0.0.0:4173", &["192.168.1.5:4173", "0.0.0.0:4173"], &[]);
        check("::", "[::]:4173", &["192.168.1.5:4173", "[fe80::1]:4173", "[::]:4173"], &strange);
        let mine = ["192.168.1.5:4173", "[::ffff:192.168.1.5]:4173", "Desk.lan:4173"];
        check("desk.lan", "192.168.1.5:4173", &mine, &strange);
        check("desk.lan", "192.168.1.5:4173", &[], &["localhost:4173", "127.0.0.1:4173", "192.168.1.6:4173"]);
    }
}
