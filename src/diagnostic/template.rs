//! Templates: the id of a message and its English sentence, with a placeholder for each argument.

/// An id, and the English sentence with a placeholder for each argument.
///
/// `{name}` is replaced by an argument. `{days#one day|# days}` chooses between singular and plural
/// by a number, which `#` stands for. `{{` and `}}` are braces.
#[derive(Debug)]
pub struct Template {
    pub(super) id: &'static str,
    pub(super) parts: &'static [Part],
}

/// A part of a sentence. Sentences are taken apart when the program is built.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Words as they are.
    Words(&'static str),
    /// The argument of this number.
    Argument(usize),
    /// Words for one and words for many, by the argument of this number.
    Choice(usize, &'static str, &'static str),
}

/// Makes a template: its id, the English sentence, and the names of its arguments.
macro_rules! template {
    ($id:literal, $english:literal $(, $name:ident)*) => {
        &$crate::diagnostic::Template::new(
            $id,
            const {
                &$crate::diagnostic::Template::parts::<
                    { $crate::diagnostic::Template::most_parts($english) },
                >($english, &[$(stringify!($name)),*])
            },
        )
    };
}
pub(crate) use template;

impl Template {
    /// A template of these parts. There are none if placeholders and arguments do not agree.
    #[doc(hidden)]
    pub const fn new<const N: usize>(id: &'static str, parts: &'static Option<[Part; N]>) -> Self {
        assert!(parts.is_some(), "a placeholder or an argument has no counterpart");
        let mut parts: &[Part] = match parts {
            Some(parts) => parts,
            None => &[],
        };
        while let [others @ .., Part::Words(words)] = parts
            && words.is_empty()
        {
            parts = others;
        }
        Template { id, parts }
    }

    /// How many parts a sentence has at most.
    #[doc(hidden)]
    pub const fn most_parts(english: &str) -> usize {
        let (mut rest, mut most) = (english, 1);
        while let Some((_, from)) = cut(rest, b"{}") {
            (_, rest) = from.split_at(1);
            most += 1;
        }
        most
    }

    /// Takes a sentence apart, if each placeholder has an argument, and each argument a
    /// placeholder.
    #[doc(hidden)]
    pub const fn parts<const N: usize>(english: &'static str, names: &[&str]) -> Option<[Part; N]> {
        let mut parts = [Part::Words(""); N];
        let mut free: &mut [Part] = &mut parts;
        let (mut rest, mut used) = (english, 0u32);
        while let Some((words, from)) = cut(rest, b"{}") {
            let (_, behind) = from.split_at(1);
            match from.as_bytes() {
                [b'{', b'{', ..] | [b'}', b'}', ..] => {
                    free = with(free, Part::Words(rest.split_at(words.len() + 1).0));
                    (_, rest) = behind.split_at(1);
                }
                [b'{', ..] => {
                    let Some((inside, end)) = cut(behind, b"}") else { return None };
                    let Some((number, part)) = placeholder(inside, names) else { return None };
                    used |= 1 << number;
                    free = with(with(free, Part::Words(words)), part);
                    (_, rest) = end.split_at(1);
                }
                _ => return None,
            }
        }
        with(free, Part::Words(rest));
        if used == (1 << names.len()) - 1 { Some(parts) } else { None }
    }

    /// The template of a text that is not known by its words.
    pub(super) const VERBATIM: &'static Template = template!("shared.verbatim", "{text}", text);

    /// The template of a message with flags behind each of its commands.
    pub(super) const WITH_FLAGS: &'static Template =
        template!("shared.with-flags", "{message}{flags}", message, flags);
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

/// Puts a part that is not empty at the beginning of what is free, and returns what is still free.
const fn with(free: &mut [Part], part: Part) -> &mut [Part] {
    match (free, part) {
        (free, Part::Words(words)) if words.is_empty() => free,
        ([first, others @ ..], part) => {
            *first = part;
            others
        }
        (free, _) => free,
    }
}

/// A placeholder, and the number of its argument.
const fn placeholder(inside: &'static str, names: &[&str]) -> Option<(usize, Part)> {
    let Some((name, choice)) = cut(inside, b"#") else {
        return match number_of(inside, names) {
            Some(number) => Some((number, Part::Argument(number))),
            None => None,
        };
    };
    let Some((one, many)) = cut(choice.split_at(1).1, b"|") else { return None };
    match (number_of(name, names), many.split_at(1).1) {
        (Some(number), many) if cut(one, b"{").is_none() && cut(many, b"{|").is_none() => {
            Some((number, Part::Choice(number, one, many)))
        }
        _ => None,
    }
}

/// The number of a name.
const fn number_of(name: &str, mut names: &[&str]) -> Option<usize> {
    let mut number = 0;
    while let [first, others @ ..] = names {
        if is_same(name.as_bytes(), first.as_bytes()) {
            return Some(number);
        }
        number += 1;
        names = others;
    }
    None
}

const fn is_same(mut left: &[u8], mut right: &[u8]) -> bool {
    while let ([a, a_rest @ ..], [b, b_rest @ ..]) = (left, right) {
        if *a != *b {
            return false;
        }
        (left, right) = (a_rest, b_rest);
    }
    left.is_empty() && right.is_empty()
}

/// Returns the text before the first of some characters, and the text from there on.
const fn cut<'t>(text: &'t str, characters: &[u8]) -> Option<(&'t str, &'t str)> {
    let (mut at, mut rest) = (0, text.as_bytes());
    while let [first, behind @ ..] = rest {
        let mut candidates = characters;
        while let [candidate, others @ ..] = candidates {
            if *first == *candidate {
                return Some(text.split_at(at));
            }
            candidates = others;
        }
        at += 1;
        rest = behind;
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
            ("{a#{one|many}", &["a"], false),
            ("{a#one|{many}", &["a"], false),
        ] {
            assert_eq!(
                Template::parts::<16>(template, names).is_some(),
                is_right,
                "{template} {names:?}"
            );
        }
    }
}
