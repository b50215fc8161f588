//! A field that a workbook changes differently from the plan, or from another workbook.

use std::borrow::Cow;

use crate::diagnostic::{Message, message};
use crate::text::clean_line;

/// A field that was changed in the plan and in the workbook, or differently in two workbooks.
#[derive(Clone, Debug)]
pub struct ImportConflict {
    /// The activity's id; the title of a new activity without one.
    pub id: String,
    /// The field's key.
    pub field: String,
    /// The activity and the field for people, in the words of the sheet.
    pub label: Message,
    /// What was exported.
    pub exported: String,
    /// What the plan says; `None` if the activity or the milestone is gone.
    pub plan: Option<String>,
    /// Whether the plan has the activity.
    pub has_activity: bool,
    /// What the workbook says; of several, the last one that contradicts.
    pub workbook: String,
    /// Of several workbooks, those that contradict each other, or the one that contradicts the
    /// plan.
    pub workbooks: Vec<ConflictingWorkbook>,
}

/// A workbook that contradicts another one, or the plan.
#[derive(Clone, Debug)]
pub struct ConflictingWorkbook {
    /// The file.
    pub file: String,
    /// The member whose sheet it is, if it is one.
    pub member: Option<String>,
    /// What it says.
    pub value: String,
}

impl ImportConflict {
    /// Returns the value in the plan, or a text that says what is gone.
    pub fn in_plan(&self) -> Cow<'_, str> {
        match &self.plan {
            Some(value) => value.into(),
            None if self.has_activity => {
                message!("import.milestone-is-gone", "(the milestone is gone)").to_string().into()
            }
            None => {
                message!("import.activity-is-gone", "(the activity is gone)").to_string().into()
            }
        }
    }

    /// Returns the conflict for people.
    pub fn told(&self) -> Message {
        let label = self.label.clone();
        let exported = shown(&self.exported);
        match self.workbooks.as_slice() {
            [first, second] => message!(
                "import.conflict-of-members",
                "conflict: {label}: was {exported}; {first}, {second}",
                label,
                exported,
                first = first.says(),
                second = second.says()
            ),
            [one] => message!(
                "import.conflict-with-file",
                "conflict: {label}: was {exported}, is {plan} in the plan; {one}",
                label,
                exported,
                plan = self.shown_in_plan(),
                one = one.says()
            ),
            _ => message!(
                "import.conflict",
                "conflict: {label}: was {exported}, is {plan} in the plan, {workbook} in the \
                 workbook",
                label,
                exported,
                plan = self.shown_in_plan(),
                workbook = shown(&self.workbook)
            ),
        }
    }

    /// Returns a note that the plan's value counts.
    pub fn overruled(&self) -> Message {
        let label = self.label.clone();
        match self.workbooks.as_slice() {
            [first, second] => message!(
                "import.overruled-members",
                "{label}: neither value is taken: {first}, {second}",
                label,
                first = first.says(),
                second = second.says()
            ),
            [one] => message!(
                "import.overruled-member",
                "{label}: stays {plan}; {one}",
                label,
                plan = self.shown_in_plan(),
                one = one.says()
            ),
            _ => message!(
                "import.overruled",
                "{label}: stays {plan}; the workbook says {workbook}",
                label,
                plan = self.shown_in_plan(),
                workbook = shown(&self.workbook)
            ),
        }
    }

    fn shown_in_plan(&self) -> Message {
        match self.plan {
            Some(_) => shown(&self.in_plan()),
            None => Message::verbatim(self.in_plan()),
        }
    }
}

impl ConflictingWorkbook {
    /// Returns a part of a sentence: which member or file says what.
    fn says(&self) -> Message {
        let file = &self.file;
        let by = match &self.member {
            Some(member) => {
                message!("import.member-and-file", "{member} ({file})", member, file)
            }
            None => Message::verbatim(file),
        };
        message!("import.file-says", "{by} says {value}", by, value = shown(&self.value))
    }
}

/// Returns a value in a sentence.
fn shown(text: &str) -> Message {
    match text.is_empty() {
        true => message!("import.nothing", "(nothing)"),
        false => message!("import.value", "`{text}`", text = clean_line(text)),
    }
}
