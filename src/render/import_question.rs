//! A question about a sheet, as it is asked on a terminal, and the values that it accepts.

use super::toolkit::cut::cut;
use super::toolkit::table::wrapped;
use super::toolkit::terminal::{Terminal, Tone};
use crate::diagnostic::{Message, message};
use crate::model::{FIELDS, Status};
use crate::report::{ImportQuestion, UnnamedPlan};
use crate::spreadsheet::unfit;
use crate::text::clean_line;

/// The columns that a word or a sample takes at most.
const MOST: usize = 40;

/// Returns a question with what its answer can be; the prompt follows.
pub fn import_question(
    question: &ImportQuestion,
    number: usize,
    all: usize,
    screen: &Terminal,
) -> String {
    let heading = message!(
        "import.question",
        "Question {number} of {all} ({place}, {count#1 cell|# cells})",
        number,
        all,
        place = clean_line(&question.place),
        count = question.count
    );
    let mut out = format!("\n{}", wrapped(heading, Tone::Strong, screen));
    out += &wrapped(clean_line(&question.doubt.to_string()), Tone::Plain, screen);
    if !question.samples.is_empty() {
        let samples: Vec<String> = question
            .samples
            .iter()
            .map(|sample| format!("“{}”", cut(&clean_line(sample), MOST)))
            .collect();
        let line = message!("import.samples", "its cells: {samples}", samples = samples.join(", "));
        out += &wrapped(line, Tone::Plain, screen);
    }
    out += &wrapped(answer(question), Tone::Plain, screen);
    out + &wrapped(keys(question.section, &question.proposal), Tone::Faint, screen)
}

/// Returns the prompt of a question: its word and the proposal.
pub fn import_prompt(question: &ImportQuestion) -> String {
    let word = cut(&clean_line(&question.word), MOST);
    prompt(&word, &question.proposal)
}

fn prompt(word: &str, proposal: &str) -> String {
    match proposal {
        "" => format!("{word}: "),
        proposal => format!("{word} [{}]: ", clean_line(proposal)),
    }
}

/// Returns the question for the name of a plan; the prompt follows.
pub fn plan_name_question(plan: &UnnamedPlan, screen: &Terminal) -> String {
    let heading = message!("import.which-name", "Which name should the new plan have?");
    let answer = message!(
        "import.such-a-name",
        "A name such as 2025 or 2024-2025. The plan is written to a file of that name"
    );
    format!(
        "\n{}{}{}",
        wrapped(heading, Tone::Strong, screen),
        wrapped(answer, Tone::Plain, screen),
        wrapped(keys("to", plan.proposal.as_deref().unwrap_or_default()), Tone::Faint, screen)
    )
}

/// Returns the prompt for the name of a plan.
pub fn plan_name_prompt(plan: &UnnamedPlan) -> String {
    let word = message!("import.name-of-plan", "name").to_string();
    prompt(&word, plan.proposal.as_deref().unwrap_or_default())
}

/// What the keys do.
fn keys(section: &str, proposal: &str) -> Message {
    match (section, proposal) {
        ("to", "") => message!("import.keys-without-name", "Ctrl-C stops, and nothing is written"),
        ("statuses", "") => message!(
            "import.keys-of-statuses",
            "Enter makes it `planned`, marked TODO · ? lists the answers · Ctrl-C stops, and \
             nothing is written"
        ),
        (_, "") => message!(
            "import.keys-without-proposal",
            "Enter leaves it open · ? lists the answers · Ctrl-C stops, and nothing is written"
        ),
        (_, proposal) => message!(
            "import.keys",
            "Enter takes `{proposal}` · ? lists the answers · Ctrl-C stops, and nothing is written",
            proposal = clean_line(proposal)
        ),
    }
}

/// What can be answered, in plain words.
fn answer(question: &ImportQuestion) -> Message {
    match question.section {
        "columns" => message!(
            "import.answer-columns",
            "Answer with the field that this column becomes, such as `owners`, `due` or `remarks`, \
             or with `ignore` to leave it out"
        ),
        "statuses" => message!(
            "import.answer-statuses",
            "Answer with the status that this word means: {all}",
            all = Status::ALL.map(Status::as_str).join(", ")
        ),
        "owners" => message!(
            "import.answer-owners",
            "Answer with the id of the organization, or with `new` to add it as a new one"
        ),
        "period" => message!(
            "import.answer-period",
            "Answer with `calendar` for two calendar years, or with `fiscal-07` for one year that \
             begins in July (07)"
        ),
        "year" => message!("import.answer-year", "Answer with the year, such as 2025"),
        "dates" => message!(
            "import.answer-dates",
            "Answer with a date or a period, such as 2024-06-30 or 2024-Q2, or with `none` if it \
             is not a date"
        ),
        "amounts" => message!(
            "import.answer-amounts",
            "Answer with a number such as 12500, or with `none` if it is not an amount"
        ),
        "currency" => {
            message!("import.answer-currency", "Answer with the code of the currency, such as USD")
        }
        _ => message!(
            "import.answer-choice",
            "Answer with {all}",
            all = choices(question)
                .iter()
                .map(|(word, about)| format!("`{word}` ({about})"))
                .collect::<Vec<_>>()
                .join(&message!("import.or", " or ").to_string())
        ),
    }
}

/// The few values of a question about dates or numbers.
fn choices(question: &ImportQuestion) -> Vec<(&'static str, Message)> {
    match (question.section, question.proposal.as_str()) {
        ("day_order", "exchanged" | "stored") => vec![
            ("exchanged", message!("import.choice-exchanged", "day and month were exchanged")),
            ("stored", message!("import.choice-stored", "the dates are right")),
        ],
        ("day_order", _) => vec![
            ("day-first", message!("import.choice-day-first", "03/04 is 3 April")),
            ("month-first", message!("import.choice-month-first", "03/04 is 4 March")),
        ],
        ("numbers", "days" | "ignore") => vec![
            ("days", message!("import.choice-days", "the numbers are dates")),
            ("ignore", message!("import.choice-ignore", "the numbers are not dates")),
        ],
        ("numbers", "shares" | "percentages") => vec![
            ("shares", message!("import.choice-shares", "1 is 100 %")),
            ("percentages", message!("import.choice-percentages", "1 is 1 %")),
        ],
        ("numbers", _) => vec![
            ("thousands", message!("import.choice-thousands", "10.000 is ten thousand")),
            ("decimal", message!("import.choice-decimal", "10.000 is ten")),
        ],
        _ => Vec::new(),
    }
}

/// Returns the values that a question accepts, a line each.
pub fn import_values(
    question: &ImportQuestion,
    organizations: &[String],
    screen: &Terminal,
) -> String {
    let mut values: Vec<(String, String)> = match question.section {
        "columns" => column_values(),
        "statuses" => Status::ALL.map(|own| (own.as_str().into(), about_status(own).into())).into(),
        "owners" => owner_values(organizations),
        _ => {
            choices(question).into_iter().map(|(word, about)| (word.into(), about.into())).collect()
        }
    };
    if values.is_empty() {
        return wrapped(answer(question), Tone::Plain, screen);
    }
    let widest = values.iter().map(|(value, _)| value.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (value, about) in &mut values {
        let line = format!("  {value:widest$}  {}", clean_line(about));
        out += &format!("{}\n", cut(line.trim_end(), screen.columns()));
    }
    out
}

fn about_status(status: Status) -> Message {
    match status {
        Status::Planned => message!("import.status-planned", "agreed, not started"),
        Status::Ongoing => message!("import.status-ongoing", "in progress"),
        Status::OnHold => message!("import.status-on-hold", "paused, for a reason"),
        Status::Postponed => message!("import.status-postponed", "moved to a later plan"),
        Status::Completed => message!("import.status-completed", "done"),
        Status::Cancelled => message!("import.status-cancelled", "given up, for a reason"),
    }
}

fn column_values() -> Vec<(String, String)> {
    let is_taken = |key: &str| unfit("columns", key).is_none();
    let own = [
        ("priority", message!("import.column-priority", "The priority that the activity is under")),
        ("timeline", message!("import.column-timeline", "Start and due date in one cell")),
        ("ticks", message!("import.column-ticks", "Marks in a quarter, a month, a week or a year")),
        ("contact", message!("import.column-contact", "Focal point of the first owner")),
        ("contact.email", message!("import.column-email", "Address of the focal point")),
        ("budget.required", message!("import.column-required", "Funds required")),
        ("budget.available", message!("import.column-available", "Funds available")),
        ("budget.spent", message!("import.column-spent", "Funds spent")),
        ("budget.currency", message!("import.column-currency", "Currency of the amounts")),
        ("ignore", message!("import.column-ignore", "The column is left out")),
    ];
    let fields = FIELDS.iter().filter(|field| is_taken(field.key));
    let fields =
        fields.map(|field| (field.key.to_owned(), field.about.trim_end_matches('.').to_owned()));
    let own = own.into_iter().filter(|(key, _)| is_taken(key));
    fields.chain(own.map(|(key, about)| (key.to_owned(), about.to_string()))).collect()
}

fn owner_values(organizations: &[String]) -> Vec<(String, String)> {
    let new = message!("import.owner-new", "a new organization").to_string();
    let known = organizations.iter().map(|id| (clean_line(id).into_owned(), String::new()));
    known.chain([("new".to_owned(), new)]).collect()
}
