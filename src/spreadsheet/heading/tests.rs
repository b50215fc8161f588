use super::*;

mod languages;

fn assert_heads(table: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (key, heads) in table {
        for head in *heads {
            if column(head) != Some(*key) {
                wrong.push(format!("{head}: {:?}, not {key}", column(head)));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn english_headings() {
    assert_heads(&[
        (
            "id",
            &["No.", "#", "№", "Ref", "ID", "WBS", "Code", "S/N", "Ref. No", "Activity ID", "N°"],
        ),
        (
            "title",
            &[
                "Action(s)",
                "Activity/Activities",
                "Activity / Output",
                "Output / Activity",
                "Task(s)",
                "Task Name",
                "Key action:",
                "1. Activity",
                "What",
                "PLANNED ACTIVITIES",
                "Key\nactivities",
                "Activities 2025",
                "A. Action",
                "(1) Activities",
                "What?",
                "Description of activities",
                "List of key activities",
                "Activity *",
            ],
        ),
        (
            "owners",
            &[
                "Lead",
                "Lead agency",
                "Responsible",
                "Owner",
                "Who",
                "Lead / Responsible",
                "2. Responsible\norganization",
                "Lead agency(ies)",
                "Responsible Party",
                "Assigned To",
            ],
        ),
        (
            "partners",
            &["Implementing partner", "Implementing partner(s)", "Partners", "Supporting agencies"],
        ),
        ("contact", &["Focal point", "Focal Points", "Contact person", "Person responsible"]),
        ("contact.email", &["E-mail", "Email address", "Email"]),
        (
            "start",
            &[
                "Start",
                "Start date",
                "From",
                "Planned start date",
                "Start (dd/mm/yyyy)",
                "Start date dd/mm/yyyy",
            ],
        ),
        (
            "due",
            &[
                "Deadline",
                "Due",
                "End",
                "Finish",
                "By when",
                "Timeline",
                "Timeframe",
                "When",
                "Due date:",
                "End (planned)",
                "Deadline 2025",
            ],
        ),
        ("completed", &["Completed on", "End (actual)", "Actual finish", "Date completed"]),
        ("status", &["Status", "State", "Status 2025", "Implementation status"]),
        ("progress", &["Progress", "% complete", "%", "Progress (%)", "Percent complete"]),
        (
            "budget.required",
            &[
                "Budget",
                "Cost",
                "Amount",
                "Budget (USD)",
                "Cost in USD",
                "Budget, EUR",
                "Budget US$",
                "4. Budget",
                "Estimated cost (in thousands of USD)",
                "Budget 2025 (USD)",
                "Budget USD '000",
            ],
        ),
        ("budget.spent", &["Expenditure", "Budget (spent)", "Actual cost"]),
        (
            "remarks",
            &[
                "Remarks",
                "Comments",
                "Notes",
                "Comments / Remarks",
                "Notes and comments",
                "Comments & observations",
            ],
        ),
        ("deliverables", &["Output(s)", "Deliverable", "Deliverables", "Expected results"]),
        ("milestones", &["Milestones", "Key milestones"]),
        ("indicators", &["Indicator(s)", "KPI", "KPIs", "Performance indicators"]),
        ("indicator.baseline", &["Baseline", "Baseline (2024)"]),
        ("indicator.target", &["Target", "Target 2025", "Target value"]),
        ("indicator.actual", &["Actual"]),
        (
            "indicator.verification",
            &["Means of verification", "MoV", "Source of verification", "means_of_verification"],
        ),
        ("themes", &["Themes", "Cross-cutting issues"]),
        ("description", &["Description", "Details"]),
        ("priority", &["Priority", "Pillar", "Strategic objective", "Outcome"]),
        ("depends_on", &["Predecessors"]),
    ]);
}

#[test]
fn headings_as_published_plans_have_them() {
    assert_heads(&[
        ("id", &["Task #", "Item #", "Nº de orden", "№\nп/п", "序 号"]),
        (
            "title",
            &[
                "任 务",
                "重点任务",
                "Activity Name/Title",
                "Title of activity",
                "Key Activities and Sub-activities",
            ],
        ),
        (
            "owners",
            &[
                "Lead Agency & Partners",
                "Responsable / Partenaires",
                "Implementing Agency/Partner",
                "责任单位及责任人",
                "责 任 单 位",
            ],
        ),
        ("due", &["Date End", "Time Frame 2025", "完成时间", "Timeline/Deadline", "Timescale"]),
        ("status", &["Status as of June 2025", "Status (Not started/In progress/Completed)"]),
        (
            "indicators",
            &["Indicators/Targets", "Indicator & MoV", "Key Performance Indicator (KPI)"],
        ),
        (
            "budget.required",
            &["Coût total (F CFA)", "Est. cost", "Объем финансирования, тыс. рублей"],
        ),
    ]);
    assert!(is_timeline("Time Frame 2025") && is_timeline("Timeline/Deadline"));
}

#[test]
fn words_of_doubt_are_not_taken_for_something_else() {
    for head in [
        "BudgetCode",
        "Active",
        "NOV",
        "DEC",
        "Q1",
        "2025",
        "Modality",
        "",
        "-",
        "Actionable",
        "Not a budget",
        "Number of participants",
        "Activity budget code",
        "Lead time",
        "Status of forest cover",
        "Lead / Status",
        "Start / End of what",
        "Shop",
        "Town",
        "Kind regards",
        "Activity not started",
        "1",
    ] {
        assert_eq!(column(head), None, "{head}");
    }
}

#[test]
fn titles_have_a_strength() {
    for (head, is) in [
        ("Activity", Some(1)),
        ("Task Name", Some(1)),
        ("Title", Some(1)),
        ("What", Some(1)),
        ("Activity / Output", Some(1)),
        ("任务", Some(1)),
        ("Мероприятие", Some(1)),
        ("النشاط", Some(1)),
        ("Atividades", Some(1)),
        ("Activités 2025", Some(1)),
        ("Sub-activity", Some(2)),
        ("Project", Some(2)),
        ("Nombre", Some(2)),
        ("Output", Some(3)),
        ("Deliverable(s)", Some(3)),
        ("产出", Some(3)),
        ("Description", Some(4)),
        ("描述", Some(4)),
        ("Objective", Some(5)),
        ("Objectif", Some(5)),
        ("Pillar", None),
        ("Status", None),
        ("Active", None),
    ] {
        assert_eq!(title_rank(head), is, "{head}");
    }
}

#[test]
fn some_headings_ask_for_a_range() {
    for head in [
        "Timeline",
        "Time frame",
        "Timeframe:",
        "Period",
        "When?",
        "3. Timeline",
        "Timeline (2025)",
        "Calendrier",
        "Cronograma",
        "时间",
        "Период",
        "الجدول الزمني",
        "Calendrier / Timeline",
        "Quarter",
        "Período",
    ] {
        assert!(is_timeline(head), "{head}");
    }
    for head in [
        "Deadline",
        "Due",
        "End",
        "By when",
        "Срок",
        "截止日期",
        "Échéance",
        "Timeline of what",
        "",
    ] {
        assert!(!is_timeline(head), "{head}");
    }
}
