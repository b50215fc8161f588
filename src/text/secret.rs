//! Addresses of repositories without the passwords that they may hold.

/// Returns an address without the name and the password before its host, and without what follows
/// a question mark.
pub fn without_secret(address: &str) -> String {
    let Some((kind, rest)) = address.split_once("://") else {
        return without_scheme(address).to_owned();
    };
    // A password may contain any sign: if there is no host otherwise, it ends at the last `@`.
    let last = rest.rsplit_once('@').map(|(_, place)| place);
    let place = [Some(rest), last].into_iter().flatten().find_map(place_of).unwrap_or("…");
    format!("{kind}://{place}")
}

/// An address such as `joe:secret@host/path`, without what is before its host. The name alone, as
/// in `git@host:path`, is no secret.
fn without_scheme(address: &str) -> &str {
    let Some((before, place)) = address.rsplit_once('@') else { return address };
    let is_path = address.starts_with(['.', '/', '\\'])
        || before.get(1..).is_some_and(|rest| rest.starts_with(":\\") || rest.starts_with(":/"));
    if before.contains(':') && !is_path { place } else { address }
}

/// The host and the path of an address; `None` if it begins with no host.
fn place_of(rest: &str) -> Option<&str> {
    let place = rest.split(['?', '#']).next().unwrap_or(rest);
    let host = place.split('/').next().unwrap_or(place);
    let start = host.rsplit_once('@').map_or(0, |(before, _)| before.len() + 1);
    let port = host.get(start..)?.rsplit_once(':').map_or("", |(_, port)| port);
    let is_port = port.ends_with(']') || port.chars().all(|digit| digit.is_ascii_digit());
    place.get(start..).filter(|_| is_port)
}

/// Returns a line of text in which each address is without its secret.
pub fn without_secrets(line: &str) -> String {
    if !line.contains("://") {
        return line.to_owned();
    }
    let words = line.split(' ').map(|word| {
        let is_quote = |sign: char| matches!(sign, '\'' | '"' | '`' | '<' | '(');
        let start = word.len() - word.trim_start_matches(is_quote).len();
        let (quotes, inner) = word.split_at_checked(start).unwrap_or(("", word));
        let end = inner.trim_end_matches(['\'', '"', '`', '>', ')', ':', ',', '.']).len();
        let (inner, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
        format!("{quotes}{}{after}", without_secret(inner))
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_left() {
        for (address, shown) in [
            ("https://example.org/a@b/x.git", "https://example.org/a@b/x.git"),
            ("https://joe@example.org/x.git", "https://example.org/x.git"),
            ("https://joe:s3@cret@example.org/x.git", "https://example.org/x.git"),
            ("https://joe:s3/cret@example.org/x.git", "https://example.org/x.git"),
            ("http://127.0.0.1:8080/x.git?token=abc", "http://127.0.0.1:8080/x.git"),
            ("ssh://git@example.org:22/a@b", "ssh://example.org:22/a@b"),
            ("http://joe:p#q?secr@example.org/x", "http://example.org/x"),
            ("http://joe:p?q/secr@example.org/x", "http://example.org/x"),
            ("http://joe@corp:pw?q@example.org/x", "http://example.org/x"),
            ("http://joe:p#q", "http://…"),
            ("https://[::1]:80/x.git", "https://[::1]:80/x.git"),
            ("https://[::1]/x.git", "https://[::1]/x.git"),
            ("https://example.org/x?token=a@b", "https://example.org/x"),
            ("git@example.org:x.git", "git@example.org:x.git"),
            ("../x.git", "../x.git"),
            ("../a:b@c", "../a:b@c"),
            ("C:\\a@b", "C:\\a@b"),
            ("joe:s3cret@example.org/x.git", "example.org/x.git"),
            ("joe:s3/cr@et@example.org/x.git", "example.org/x.git"),
        ] {
            assert_eq!(without_secret(address), shown);
        }
        assert_eq!(
            without_secrets("unable to access 'http://a:b@c/x.git/': refused"),
            "unable to access 'http://c/x.git/': refused"
        );
    }
}
