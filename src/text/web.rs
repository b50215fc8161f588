//! The parts of a web address.

use core::net::Ipv6Addr;

use memchr::memchr3;

/// The parts of a web address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebAddress<'a> {
    /// `http://` or `https://`, in any case.
    pub scheme: &'a str,
    /// The user, followed by `@`; usually empty.
    pub user: &'a str,
    /// The host: a name, an address of four numbers, or one in brackets.
    pub host: &'a str,
    /// The port number; empty if there is none.
    pub port: &'a str,
    /// The path, the question and the fragment.
    pub rest: &'a str,
}

impl<'a> WebAddress<'a> {
    /// Takes an http or https address apart. `None` where it has no host, white space, a second `@`
    /// before the host, or a port that is not one.
    pub fn parse(text: &'a str) -> Option<Self> {
        let has_space = match text.is_ascii() {
            true => text.bytes().any(|byte| byte == b' ' || (b'\t'..=b'\r').contains(&byte)),
            false => text.contains(char::is_whitespace),
        };
        if has_space {
            return None;
        }
        let is_web = |scheme: &&str| {
            scheme.eq_ignore_ascii_case("http://") || scheme.eq_ignore_ascii_case("https://")
        };
        let (scheme, after) = [7, 8]
            .into_iter()
            .filter_map(|at| text.split_at_checked(at))
            .find(|(scheme, _)| is_web(scheme))?;
        let (authority, rest) = after
            .split_at_checked(memchr3(b'/', b'?', b'#', after.as_bytes()).unwrap_or(after.len()))?;
        let (user, place) =
            authority.split_at_checked(authority.find('@').map_or(0, |at| at + 1))?;
        let (host, port) = if place.starts_with('[') {
            let (host, behind) = place.split_at_checked(place.find(']')? + 1)?;
            let is_version_6 =
                host.get(1..host.len() - 1).is_some_and(|host| host.parse::<Ipv6Addr>().is_ok());
            (
                Some(host).filter(|_| is_version_6)?,
                if behind.is_empty() { "" } else { behind.strip_prefix(':')? },
            )
        } else {
            place.split_once(':').unwrap_or((place, ""))
        };
        let is_host = host.starts_with('[') || !host.is_empty() && !host.contains(['@', '[', ']']);
        let is_port = port.is_empty()
            || port.len() <= 5
                && port.bytes().all(|byte| byte.is_ascii_digit())
                && port.parse::<u16>().is_ok();
        (is_host && is_port).then_some(WebAddress { scheme, user, host, port, rest })
    }
}

/// Writes a text as a part of an address (RFC 3986): all but letters, digits and `-._~` of ASCII
/// as `%` and two digits a byte.
pub fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_port_that_can_be() {
        let parts = |text| {
            WebAddress::parse(text).map(|one| [one.scheme, one.user, one.host, one.port, one.rest])
        };
        assert_eq!(
            parts("HTTPS://me:x@e.org:80/a:b@c?d#e"),
            Some(["HTTPS://", "me:x@", "e.org", "80", "/a:b@c?d#e"])
        );
        assert_eq!(
            parts("http://[2001:db8::1]:8080"),
            Some(["http://", "", "[2001:db8::1]", "8080", ""])
        );
        assert_eq!(parts("https://[::1]?x"), Some(["https://", "", "[::1]", "", "?x"]));
        for good in [
            "https://e.org:/",
            "https://e.org:65535",
            "https://é",
            "https://e_x.org/[a]",
            "https://e.org?@:x",
            "http://a%",
        ] {
            assert!(parts(good).is_some(), "{good}");
        }
        for bad in [
            "https://",
            "https://?",
            "https:///x",
            "https://:80/",
            "https://@/x",
            "https://a@b@c/",
            "https://e.org:abc/",
            "https://e.org::80",
            "https://e.org:80:80",
            "https://e.org:65536",
            "https://e.org:000080",
            "https://e.org:+80",
            "https://e.org:８０/",
            "https://[::1",
            "https://[::1]x",
            "https://[e.org]",
            "https://[]",
            "https://e[0].org",
            "https://a b",
            "ftp://e.org",
            "e.org",
            "httpé://e",
        ] {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }
}
