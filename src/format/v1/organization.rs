//! Reads organizations and focal points.

use super::quoted::shortened;
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Level, did_you_mean, message, unseen_label};
use crate::format::keys::{
    FOCAL_POINT, FocalPointKey, ORGANIZATION, ORGANIZATIONS, OrganizationKey as Key,
    OrganizationsKey, ValueKind,
};
use crate::format::rule;
use crate::format::yaml::{Document, Node, NodeKind, Style};
use crate::model::{FocalPoint, Organization, Text};
use crate::text::{Spanned, first_unseen, is_email, without_unseen};

impl<'d> Reader<'d> {
    /// Reads `organizations.yaml`.
    pub(crate) fn organizations_file<'s>(
        &mut self,
        document: &'d Document<'s>,
    ) -> Vec<Organization<'s>> {
        let Some(f) = self.root(document, &ORGANIZATIONS, OrganizationsKey::Schema) else {
            return Vec::new();
        };
        if !f.incomplete {
            self.missing_keys(
                &ORGANIZATIONS,
                f.head,
                |number| f.is_written(number),
                |number| f.empty_key(number),
            );
        }
        self.list(&f, OrganizationsKey::Organizations, Reader::organization)
    }

    /// Reads one organization, of `organizations.yaml` or of a plan.
    pub(super) fn organization<'s>(&mut self, node: Node<'d, 's>) -> Option<Organization<'s>> {
        let f = self.fields(node, &ORGANIZATION)?;
        let (id, name) = (self.id(&f, Key::Id), self.text(&f, Key::Name));
        let short = self.text(&f, Key::Short);
        let iati = self.form(&f, Key::Iati);
        let focal_points = self.list(&f, Key::FocalPoints, Reader::focal_point);
        let aliases = self.ids(&f, Key::Aliases);
        let translations = self.translations(&f, Key::Translations);
        let has_items = |node: Node<'_, '_>| {
            node.kind() != NodeKind::Sequence || node.children().next().is_some()
        };
        let focal_points_are_unreadable = focal_points.is_empty()
            && (f.is_unknown(Key::FocalPoints)
                || f.all(Key::FocalPoints).any(|(_, node)| has_items(node)));
        Some(Organization {
            id: id?,
            name: name?,
            short,
            iati,
            focal_points,
            aliases,
            translations,
            focal_points_are_unreadable,
        })
    }

    fn focal_point<'s>(&mut self, node: Node<'d, 's>) -> Option<FocalPoint<'s>> {
        let f = self.fields(node, &FOCAL_POINT)?;
        let name = self.text(&f, FocalPointKey::Name);
        let email = self.first(&f, FocalPointKey::Email, |reader, key, node| {
            let email = reader.checked_text(key, node, matches!(key.takes, ValueKind::Line))?;
            reader.address(&email, node);
            Some(email)
        });
        let handle = self.text(&f, FocalPointKey::Handle);
        Some(FocalPoint { name: name?, email, handle })
    }

    /// Reports a text that is not an email address: it would find no person.
    fn address(&mut self, email: &Spanned<Text<'_>>, node: Node<'d, '_>) {
        if is_email(&email.value) {
            return;
        }
        let help = match address_meant(&email.value) {
            Some(meant) => did_you_mean(meant),
            None => message!(
                "invalid-value.write-an-address",
                "write one address, such as `name@example.org`, or leave `email` out"
            ),
        };
        let what = match first_unseen(&email.value) {
            None => message!(
                "invalid-value.email",
                "`{value}` is not an email address",
                value = shortened(&email.value)
            ),
            Some(c) => message!(
                "invalid-value.email-unseen",
                "`{value}` is not an email address: it contains an invisible character: {character}",
                value = shortened(&email.value),
                character = unseen_label(c)
            ),
        };
        let finding = Diagnostic::new(rule::INVALID_VALUE, email.span, what);
        // Without the invisible characters it may be an address.
        let written = without_unseen(node.source(), "");
        let is_certain = is_email(&without_unseen(&email.value, ""))
            && written != node.source()
            && !node.is_by_alias()
            && node.style() != Style::Block;
        let fix = is_certain.then(|| written.trim().to_owned());
        self.report(finding.help(help).at_level(Level::Warning).maybe_fix(fix));
    }
}

/// The address in a text that shows one in another way: `name(at)example.org`,
/// `mailto:name@example.org`, `Name <name@example.org>`.
fn address_meant(text: &str) -> Option<String> {
    let text = without_unseen(text, "");
    let text = text.trim();
    let inner = text.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(text);
    let inner = inner.strip_prefix("mailto:").unwrap_or(inner);
    let signs = [" (at) ", " [at] ", "(at)", "[at]", "{at}", " at ", " @ "];
    let meant = signs.iter().fold(inner.to_owned(), |text, sign| text.replace(sign, "@"));
    let meant =
        ["(dot)", "[dot]", " dot "].iter().fold(meant, |text, sign| text.replace(sign, "."));
    Some(meant.trim().to_owned()).filter(|meant| is_email(meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["a@example.org", " a.b+c@localhost ", "ana@пример.org", "o'neil@example.org"]
        {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "n/a",
            "@example.org",
            "a@",
            "a@@b.org",
            "a@b.org, c@d.org",
            "a b@c.org",
            "a@.org",
            "a@b..org",
        ] {
            assert!(!is_email(bad), "{bad}");
            assert_eq!(address_meant(bad), None, "{bad}");
        }
        assert!(!is_email("a@b.org\u{200e}") && !is_email("a@b.org\u{fe0f}"));
        assert!(!is_email("a@b.org\u{a0}") && !is_email("a\u{2003}@b.org"));
        for meant in [
            "a@b.org\u{a0}",
            "\u{200b}a@b.org",
            "a(at)b.org",
            "a [at] b.org",
            "A B <a@b.org>",
            "mailto:a@b.org",
            "a at b dot org",
        ] {
            assert_eq!(
                address_meant(meant).map(|meant| meant.replace(' ', "")).as_deref(),
                Some("a@b.org"),
                "{meant}"
            );
        }
    }
}
