//! Explanations of syntax errors for people who do not know YAML's terms.

use granit_parser::ErrorKind;

use crate::diagnostic::{Message, message};

/// Whether a fault may come of the indent of a key or an item.
pub(super) fn is_about_lines(kind: &ErrorKind) -> bool {
    is_about_keys(kind) || is_about_indent(kind) || is_about_items(kind) || is_about_colons(kind)
}

/// Whether an error is a tab where only spaces are allowed.
pub(super) fn is_about_tabs(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::TabAtBlockScalarStart
    )
}

fn is_about_colons(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement)
}

fn is_about_keys(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::MappingKeyNotAllowed
    )
}

fn is_about_indent(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidIndentation
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::InvalidBlockScalarIndent
    )
}

fn is_about_items(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::BlockSequenceEntryNotAllowed)
}

/// Explains an error, with advice.
pub(super) fn explain(kind: &ErrorKind) -> (Message, Option<Message>) {
    let (message, help) = match kind {
        _ if is_about_colons(kind) => (
            message!(
                "syntax.no-key-here",
                "a colon and a space make a key, but no key is allowed here"
            ),
            message!(
                "syntax.quote-or-indent",
                "if this is text, put it in quotes; if it is a key, indent it like the keys beside it"
            ),
        ),
        _ if is_about_keys(kind) => (
            message!("syntax.key-expected", "a key and a colon are expected here"),
            message!(
                "syntax.write-as-a-key",
                "write `key: value`, indented like the keys beside it"
            ),
        ),
        ErrorKind::InvalidSimpleKey => (
            message!("syntax.no-colon", "a key is not followed by a colon on the same line"),
            message!(
                "syntax.text-belongs-behind-a-key",
                "write `key: value`; text that continues must follow a key"
            ),
        ),
        _ if is_about_tabs(kind) => {
            (tab_for_spaces(), message!("syntax.indent-with-spaces", "indent with spaces"))
        }
        _ if is_about_indent(kind) => (
            message!(
                "syntax.indent",
                "this line is not indented like the lines that it belongs to"
            ),
            message!("syntax.same-indent", "give lines of one list or mapping the same indent"),
        ),
        _ if is_about_items(kind) => {
            (message!("syntax.no-item-here", "a list item is not allowed here"), same_dashes())
        }
        ErrorKind::ExpectedDocumentStart => (
            message!("syntax.does-not-go-on", "this line does not continue the lines above it"),
            message!(
                "syntax.one-margin",
                "begin all keys of a file at the left margin, each as `key: value`"
            ),
        ),
        ErrorKind::CommentNotSeparated => (
            message!("syntax.comment", "a comment needs a space before its `#`"),
            message!("syntax.space-or-quotes", "add the space, or put the text in quotes"),
        ),
        ErrorKind::RecursionLimitExceeded => (
            message!("syntax.nested-too-deep", "lists and keys are nested too deep"),
            message!("syntax.levels", "at most 64 levels are allowed"),
        ),
        _ => {
            let known = of_brackets(kind).or_else(|| of_quotes(kind)).or_else(|| of_signs(kind));
            return known.map_or_else(|| of_library(kind), |(message, help)| (message, Some(help)));
        }
    };
    (message, Some(help))
}

/// Quotes the library's own message, which may be empty.
fn of_library(kind: &ErrorKind) -> (Message, Option<Message>) {
    let fault = kind.to_string();
    match fault.trim() {
        "" => (message!("syntax.not-yaml", "this is not YAML"), Some(put_in_quotes())),
        fault => (message!("syntax.other", "this is not YAML: {fault}", fault), None),
    }
}

/// Signs that begin something else than text.
fn of_signs(kind: &ErrorKind) -> Option<(Message, Message)> {
    Some(match kind {
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => (
            message!(
                "syntax.behind-block-sign",
                "`|` or `>` begins a text of several lines, but something else follows on its line"
            ),
            message!(
                "syntax.text-on-lines-below",
                "write the text on the lines below, indented more than its key"
            ),
        ),
        ErrorKind::ExpectedTagBang
        | ErrorKind::UndeclaredTagHandle
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8 => (
            message!("syntax.tag", "a word that begins with `!` is a tag, not text"),
            put_in_quotes(),
        ),
        ErrorKind::MissingAnchorOrAliasName | ErrorKind::UnknownAnchor => (
            message!(
                "syntax.anchor",
                "a word that begins with `&` or `*` names a value, and is not text"
            ),
            put_in_quotes(),
        ),
        ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::DirectiveDisallowed
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::MissingYamlVersion
        | ErrorKind::InvalidTagDirectiveTerminator
        | ErrorKind::ExpectedTagDirectiveBang => (
            message!("syntax.directive", "a line that begins with `%` is not text"),
            message!("syntax.take-line-away", "remove the line"),
        ),
        _ => return None,
    })
}

fn of_brackets(kind: &ErrorKind) -> Option<(Message, Message)> {
    Some(match kind {
        ErrorKind::UnclosedFlowCollection { open: '[' } | ErrorKind::UnexpectedEofFlowSequence => {
            bracket_not_closed()
        }
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnexpectedEofFlowMapping => {
            brace_not_closed()
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            message!("syntax.comma-expected", "a comma or the closing bracket is expected here"),
            message!(
                "syntax.needs-quotes-in-brackets",
                "text with a comma, a colon or a bracket in it needs quotes here"
            ),
        ),
        ErrorKind::UnexpectedEofImplicitFlowMapping => (
            message!("syntax.nothing-before-comma", "there is no value before this comma"),
            message!("syntax.take-comma-away", "remove the comma, or write a value before it"),
        ),
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => (
            message!("syntax.bracket-closes-nothing", "this bracket closes nothing that is open"),
            message!("syntax.delete-or-quote", "delete it, or put the text in quotes"),
        ),
        _ => return None,
    })
}

fn of_quotes(kind: &ErrorKind) -> Option<(Message, Message)> {
    Some(match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            message!("syntax.quote-not-closed", "this quote is never closed"),
            message!("syntax.close-quote", "add the closing quote"),
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            message!("syntax.behind-quote", "there is text after the closing quote"),
            message!(
                "syntax.quote-in-quotes",
                "a quote inside of quotes is written `\\\"` in \"…\", and `''` in '…'"
            ),
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => (
            message!(
                "syntax.escape",
                "a backslash in \"…\" begins an escape, but this is not an escape"
            ),
            message!("syntax.double-backslash", "write `\\\\`, or use '…'"),
        ),
        ErrorKind::UnexpectedCharacter { character } => (
            message!(
                "syntax.unexpected-character",
                "`{character}` cannot begin a value",
                character = character.escape_debug().to_string()
            ),
            put_in_quotes(),
        ),
        _ => return None,
    })
}

pub(super) fn bracket_not_closed() -> (Message, Message) {
    (
        message!("syntax.bracket-not-closed", "`[` is never closed"),
        message!("syntax.add-bracket", "add the `]`"),
    )
}

pub(super) fn brace_not_closed() -> (Message, Message) {
    (
        message!("syntax.brace-not-closed", "`{{` is never closed"),
        message!("syntax.add-brace", "add the `}}`"),
    )
}

pub(super) fn tab_for_spaces() -> Message {
    message!("syntax.tab", "a tab is used where only spaces are allowed")
}

pub(super) fn put_in_quotes() -> Message {
    message!("syntax.put-in-quotes", "if this is text, put it in quotes")
}

pub(super) fn same_dashes() -> Message {
    message!("syntax.same-dashes", "give all `-` of a list the same indent")
}

pub(super) fn write_key_value() -> Message {
    message!("syntax.write-key-value", "write `key: value`")
}
