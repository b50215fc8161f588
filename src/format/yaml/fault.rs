use granit_parser::ErrorKind;

/// What the parser stumbled over, for people who do not know YAML's own terms: what is wrong, and what to do.
pub(super) fn explain(kind: &ErrorKind) -> (String, Option<&'static str>) {
    let (message, help) = match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "a colon and a space make a key, and no key can stand here",
            "if this is text, put it in quotes; if it is a key, indent it like the keys beside it",
        ),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected | ErrorKind::MappingKeyNotAllowed => {
            ("a key and a colon are expected here", "write `key: value`, indented like the keys beside it")
        }
        ErrorKind::InvalidSimpleKey => {
            ("a key is not followed by a colon on the same line", "write `key: value`; text that goes on belongs behind a key")
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => ("a tab stands where only spaces may stand", "indent with spaces"),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidBlockScalarIndent => {
            ("this line is not indented like the lines that it belongs to", "give lines of one list or mapping the same indent")
        }
        ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::BlockSequenceEntryNotAllowed => {
            ("a list item cannot stand here", "give all `-` of a list the same indent")
        }
        ErrorKind::UnclosedFlowCollection { open: '[' } | ErrorKind::UnexpectedEofFlowSequence => ("`[` is never closed", "add the `]`"),
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnexpectedEofFlowMapping => ("`{` is never closed", "add the `}`"),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            ("a comma or the closing bracket is expected here", "text with a comma, a colon or a bracket in it needs quotes here")
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            ("this bracket closes nothing that is open", "delete it, or put the text in quotes")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("this quote is never closed", "add the closing quote")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            ("something stands behind the closing quote", "a quote inside of quotes is written `\\\"` in \"…\", and `''` in '…'")
        }
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            ("a backslash in \"…\" begins an escape, and this is none", "write `\\\\`, or use '…'")
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (format!("`{}` cannot begin a value", character.escape_debug()), Some("if this is text, put it in quotes"));
        }
        ErrorKind::CommentNotSeparated => ("a comment needs a space before its `#`", "add the space, or put the text in quotes"),
        ErrorKind::RecursionLimitExceeded => ("lists and keys are nested too deep", "64 levels are allowed"),
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message.to_owned(), Some(help))
}
