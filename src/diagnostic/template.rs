//! Templates: the id of a message and its English sentence, with a placeholder for each argument.

/// An id, and the English sentence with a placeholder for each argument.
///
/// `{name}` is replaced by an argument. `{days#one day|# days}` chooses between singular and plural
/// by a number, which `#` stands for. `{{` and `}}` are braces.
#[derive(Debug)]
pub struct Template {
    pub(super) id: &'static str,
    pub(super) english: &'static str,
    pub(super) names: &'static [&'static str],
    /// Whether the sentence is shown as it is written here, as those of most labels are.
    pub(super) is_plain: bool,
}

impl Template {
    /// A template that takes the arguments of these names.
    #[doc(hidden)]
    pub const fn new(
        id: &'static str,
        english: &'static str,
        names: &'static [&'static str],
    ) -> Self {
        assert!(agree(english, names), "a placeholder or an argument has no counterpart");
        Template { id, english, names, is_plain: is_plain(english.as_bytes()) }
    }

    /// The template of a text that is not known by its words.
    pub(super) const VERBATIM: &'static Template =
        &Template::new("shared.verbatim", "{text}", &["text"]);

    /// The template of a message with flags behind each of its commands.
    pub(super) const WITH_FLAGS: &'static Template =
        &Template::new("shared.with-flags", "{message}{flags}", &["message", "flags"]);
}

// A template is known by its id, whatever its words are.
impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Template {}

impl PartialOrd for Template {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Template {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id.cmp(other.id)
    }
}

impl std::hash::Hash for Template {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// Whether a sentence has neither placeholders nor braces.
const fn is_plain(mut english: &[u8]) -> bool {
    while let [first, behind @ ..] = english {
        if matches!(*first, b'{' | b'}') {
            return false;
        }
        english = behind;
    }
    true
}

/// Whether each placeholder has an argument, and each argument a placeholder.
const fn agree(template: &str, names: &[&str]) -> bool {
    let (mut rest, mut used) = (template.as_bytes(), 0u32);
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (*first, behind) {
            (b'{', [b'{', more @ ..]) | (b'}', [b'}', more @ ..]) => rest = more,
            (b'}', _) => return false,
            (b'{', _) => {
                let Some(number) = named(behind, names) else { return false };
                let Some(after) = after_placeholder(behind) else { return false };
                used |= 1 << number;
                rest = after;
            }
            _ => {}
        }
    }
    used == (1 << names.len()) - 1
}

/// Returns the text after a placeholder that is a name, or a name and a choice of two.
const fn after_placeholder(mut rest: &[u8]) -> Option<&[u8]> {
    let (mut is_choice, mut bars) = (false, 0);
    while let [first, behind @ ..] = rest {
        match *first {
            b'}' => return if bars == is_choice as usize { Some(behind) } else { None },
            b'{' => return None,
            b'#' => is_choice = true,
            b'|' => bars += 1,
            _ => {}
        }
        rest = behind;
    }
    None
}

/// The number of the name that a placeholder begins with.
const fn named(placeholder: &[u8], mut names: &[&str]) -> Option<usize> {
    let mut number = 0;
    while let [name, others @ ..] = names {
        let (mut left, mut own) = (placeholder, name.as_bytes());
        while let ([a, a_rest @ ..], [b, b_rest @ ..]) = (left, own) {
            if *a != *b {
                break;
            }
            (left, own) = (a_rest, b_rest);
        }
        if own.is_empty() && matches!(left, [b'}' | b'#', ..]) {
            return Some(number);
        }
        number += 1;
        names = others;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_and_arguments_have_to_agree() {
        for (template, names, is_right) in [
            ("nothing", &[][..], true),
            ("{a} and {b}", &["a", "b"], true),
            ("{b} and {a} and {b}", &["a", "b"], true),
            ("{{a}}", &[], true),
            ("{a#one|# of them}", &["a"], true),
            ("{a}", &[], false),
            ("{a}", &["ab"], false),
            ("{ab}", &["a"], false),
            ("nothing", &["a"], false),
            ("{a} and {a}", &["a", "b"], false),
            ("{a", &["a"], false),
            ("a}", &[], false),
            ("{a#one}", &["a"], false),
            ("{a#one|two|many}", &["a"], false),
            ("{a|b}", &["a"], false),
        ] {
            assert_eq!(agree(template, names), is_right, "{template} {names:?}");
        }
    }
}
