//! How columns of foreign sheets are understood: by their headings, or by their cells if the
//! headings are unknown.

use rust_xlsxwriter::{Format, Workbook};

use crate::import_cases::{activities, becomes, taken};

/// Returns a workbook with one sheet of texts, and cells merged within a row: row, first, last.
fn book(rows: &[&str], merged: &[(u32, u16, u16)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(rows) {
        for (column, text) in (0..).zip(line.split('|')).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, text).unwrap();
        }
    }
    for &(row, first, last) in merged {
        let text = rows[row as usize].split('|').nth(first.into()).unwrap();
        sheet.merge_range(row, first, row, last, text, &Format::new()).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

fn of_book(rows: &[&str], merged: &[(u32, u16, u16)]) -> Vec<String> {
    let (plan, ..) = taken("x.xlsx", &book(rows, merged), "2027", "");
    activities(&plan)
}

#[test]
fn columns_below_a_heading_of_themes_are_themes() {
    let upper = "|||Cross-cutting themes||";
    let lower = "Activity|Lead|Due|Gender|Climate|Status";
    let rows = ["Draft|Alpha|2027-03-01|x||Ongoing", "Train|Beta|2027-04-01|✓|✓|Planned"];
    let all = [
        "# Activities",
        "Draft owners=[alpha] themes=[gender] status=ongoing due=2027-03-01",
        "Train owners=[beta] themes=[gender, climate] status=planned due=2027-04-01",
    ];
    assert_eq!(of_book(&[upper, lower, rows[0], rows[1]], &[(0, 3, 4)]), all);
    let sheet = "Action,Lead,Genre,Climat\nUn,Alpha,x,\nDeux,Alpha,non,x\n";
    becomes(
        sheet,
        "columns: {Genre: theme, Climat: theme}\n",
        &[
            "# Activities",
            "Un owners=[alpha] themes=[genre] status=planned",
            "Deux owners=[alpha] themes=[climat] status=planned",
        ],
        &["1 cell holds a sign for nothing"],
    );
}

#[test]
fn half_months_and_months_of_later_years_are_ticked() {
    becomes(
        "Cronograma,15-31 Março,01-15 Abril\nRevisão,x,\nModelagem,x,x\n",
        "",
        &[
            "# Activities",
            "Revisão owners=[to-be-assigned] status=planned start=2027-03-15 due=2027-03-31",
            "Modelagem owners=[to-be-assigned] status=planned start=2027-03-15 due=2027-04-15",
        ],
        &["with the titles under `Cronograma`"],
    );
    becomes(
        "Activity,Lead,M1,M12,M13,M18\nBuild,Alpha,x,,,\nTrain,Alpha,,x,x,\nScale,Alpha,,,,x\n",
        "",
        &[
            "# Activities",
            "Build owners=[alpha] status=planned start=2027-01-01 due=2027-01-31",
            "Train owners=[alpha] status=planned start=2027-12-01 due=2028-01-31",
            "Scale owners=[alpha] status=planned start=2028-06-01 due=2028-06-30",
        ],
        &[],
    );
}

#[test]
fn a_second_set_of_quarters_below_another_heading_is_not_the_next_year() {
    let rows = ["||Planned||Actual|", "Activity|Lead|Q1|Q2|Q1|Q2", "Draft|Alpha|x|x|x|"];
    assert_eq!(
        of_book(&rows, &[(0, 2, 3), (0, 4, 5)])[1],
        "Draft owners=[alpha] status=planned start=2027-01-01 due=2027-06-30 remarks=Actual / Q1: x"
    );
    let rows = ["||Budget (EUR)|", "Activity|Lead|Required|Available", "Draft|Alpha|500|100"];
    assert_eq!(
        of_book(&rows, &[(0, 2, 3)])[1],
        "Draft owners=[alpha] status=planned budget={currency: EUR, required: 500, available: 100}"
    );
}

#[test]
fn rows_with_a_title_alone_below_a_calendar_are_activities() {
    let rows = ["Task|Jan|Feb", "Write", "Test"];
    assert_eq!(
        of_book(&rows, &[]),
        [
            "# Activities",
            "Write owners=[to-be-assigned] status=planned",
            "Test owners=[to-be-assigned] status=planned",
        ]
    );
}

#[test]
fn the_column_with_words_is_the_title() {
    for (sheet, is, says) in [
        (
            "Gorp,Zim,Zum\n\"15.04,102.14\",Write the report,2027-03-01\n\"15.05,102.15\",Train,2027-04-01\n",
            "Write the report owners=[to-be-assigned] status=planned due=2027-03-01",
            "the column `Zum` is not known; is it `due`?",
        ),
        (
            "Milestones,Responsible,Target date\nInception report,Alpha,2027-01-31\n",
            "Inception report owners=[alpha] status=planned due=2027-01-31",
            "with the titles under `Milestones`",
        ),
        (
            "Health,Draft the strategy,30/06/2027\nHealth,Hold a workshop,15/07/2027\n",
            "Draft the strategy owners=[to-be-assigned] status=planned due=2027-06-30 \
             remarks=A: Health",
            "row 1 has no headings: are the titles in the column B?",
        ),
        (
            "Maßnahme;Verantwortlich;Beginn;Frist;Stand\nGesetz entwerfen;Alpha;01.02.2027;31.03.2027;in Arbeit\n",
            "Gesetz entwerfen owners=[alpha] status=ongoing start=2027-02-01 due=2027-03-31",
            "1 activity",
        ),
        (
            "Activity,Lead,Due\n(a),,\nDraft,Alpha,2027-03-01\n",
            "Draft owners=[alpha] status=planned due=2027-03-01",
            "1 activity + 1 priority",
        ),
    ] {
        let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
        assert_eq!(activities(&plan)[1], is, "{plan}\n{said}");
        assert!(said.contains(says), "{says}\n{said}");
    }
}

#[test]
fn numbers_beside_titles_are_ids_unless_they_repeat() {
    let rows = ["Actividades||Responsable", "Diseño||", "1|Canvas|Alpha", "2|Diagrama|Alpha"];
    assert_eq!(
        of_book(&rows, &[(0, 0, 1), (1, 0, 1)]),
        [
            "# Diseño",
            "Canvas owners=[alpha] status=planned",
            "Diagrama owners=[alpha] status=planned",
        ]
    );
    let (plan, _, said) =
        taken("x.csv", b"Etapa,Atividade\n1,Definir\n1,Escrever\n2,Publicar\n", "2027", "");
    assert!(!said.contains("in use by another row"), "{said}");
    assert!(activities(&plan)[1].starts_with("Definir "), "{plan}");
}

#[test]
fn the_last_of_several_statuses_counts() {
    becomes(
        "Activity,Lead,Status,Status2,Q3 Status\n\
         Draft,Alpha,Not started,Ongoing,\n\
         Train,Alpha,Ongoing,Done,Cancelled\n",
        "",
        &[
            "# Activities",
            "Draft owners=[alpha] status=ongoing remarks=Status before: planned",
            "Train owners=[alpha] status=cancelled reason=TODO: the sheet gives no reason \
             remarks=Status before: ongoing / Status before: completed",
        ],
        &["2 activities have several statuses"],
    );
}

#[test]
fn days_of_completion_can_be_planned() {
    let planned = "the days in the column `Completion date` are planned (`due`)";
    becomes(
        "Activity,Lead,Completion date\nDraft,Alpha,2027-01-31\nTrain,Alpha,2027-02-28\n",
        "",
        &[
            "# Activities",
            "Draft owners=[alpha] status=planned due=2027-01-31",
            "Train owners=[alpha] status=planned due=2027-02-28",
        ],
        &[planned],
    );
    // Days in some rows only are days of completion.
    for sheet in [
        "Activity,Lead,Completion date\nDraft,Alpha,2027-01-31\nTrain,Alpha,\n",
        "Activity,Lead,Date completed\nDraft,Alpha,2027-01-31\nTrain,Alpha,2027-02-28\n",
    ] {
        let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
        assert_eq!(
            activities(&plan)[1],
            "Draft owners=[alpha] status=completed completed=2027-01-31",
            "{said}"
        );
    }
    becomes(
        "No,Task,Lead,Is done?\n1,Draft,Alpha,TRUE\n2,Train,Alpha,In progress\n3,Test,Alpha,no\n",
        "",
        &[
            "# Activities",
            "Draft owners=[alpha] status=completed completed=2027-07-01",
            "Train owners=[alpha] status=ongoing",
            "Test owners=[alpha] status=planned",
        ],
        &["completed without a day"],
    );
}

#[test]
fn ticks_below_weeks_and_days_give_dates() {
    becomes(
        "Atividades,Semana 30/04,Semana 07/05,Semana 21/05\nUm,X,,\nDois,,X,X\n",
        "",
        &[
            "# Activities",
            "Um owners=[to-be-assigned] status=planned start=2027-04-30 due=2027-05-06",
            "Dois owners=[to-be-assigned] status=planned start=2027-05-07 due=2027-05-27",
        ],
        &[],
    );
    becomes(
        "Augabe,2027-01-04,2027-01-11,2027-01-18,Erledigt?\nIdeen finden,x,,,\nZiele planen,,x,x,\n",
        "",
        &[
            "# Activities",
            "Ideen finden owners=[to-be-assigned] status=planned start=2027-01-04 due=2027-01-10",
            "Ziele planen owners=[to-be-assigned] status=planned start=2027-01-11 due=2027-01-24",
        ],
        &[],
    );
    // Here the day or the month can come first.
    let sheet = "Task,Lead,03/04,04/04,05/04\nOne,Alpha,x,,\n";
    let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
    assert_eq!(activities(&plan)[1], "One owners=[alpha] status=planned");
    assert!(said.contains("the column `03/04` of CSV (1 cell)"), "{said}");
}

#[test]
fn s1_and_s2_below_a_month_are_weeks() {
    let rows = ["Tâches|Janvier||Février|", "|S1|S2|1s|4s", "Analyse|x|x||", "Tests||||x"];
    assert_eq!(
        of_book(&rows, &[(0, 1, 2), (0, 3, 4)]),
        [
            "# Activities",
            "Analyse owners=[to-be-assigned] status=planned start=2027-01-01 due=2027-01-14",
            "Tests owners=[to-be-assigned] status=planned start=2027-02-22 due=2027-02-28",
        ]
    );
}

#[test]
fn a_merged_percentage_counts_for_each_row_as_it_is_shown() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let percent = Format::new().set_num_format("0%");
    for (row, text) in (0..).zip(["Task", "Draft", "Train", "Test"]) {
        sheet.write(row, 0, text).unwrap();
    }
    sheet.write(0, 1, "Progress").unwrap();
    sheet.merge_range(1, 1, 2, 1, "", &percent).unwrap();
    sheet.write_with_format(1, 1, 1, &percent).unwrap();
    sheet.write_with_format(3, 1, 0.5, &percent).unwrap();
    let (plan, ..) = taken("x.xlsx", &workbook.save_to_buffer().unwrap(), "2027", "");
    assert_eq!(plan.matches("progress: 100").count(), 2, "{plan}");
    assert_eq!(plan.matches("progress: 50").count(), 1, "{plan}");
}

#[test]
fn three_known_headings_make_a_header_row() {
    let sheet =
        "Report,2027-01-01,,,\nGorp,Start,Zum,Owner,Tags\nDraft it,2027-01-04,2027-01-11,Alpha,\n";
    let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
    assert_eq!(
        activities(&plan)[1],
        "Draft it owners=[alpha] status=planned start=2027-01-04 due=2027-01-11",
        "{said}"
    );
    // A calendar of numbers above titles is also a table.
    assert_eq!(of_book(&["|50|51|52|1|2", "Analyse", "Entwurf"], &[]).len(), 3);
}

#[test]
fn a_shifted_row_does_not_make_priorities_of_levels() {
    let rows =
        "Task,Priority,Phase\n".to_owned() + &"Draft,High,One\n".repeat(19) + "Shift,text,Two\n";
    let (plan, ..) = taken("x.csv", rows.as_bytes(), "2027", "");
    assert_eq!(activities(&plan)[0], "# One", "{plan}");
}

#[test]
fn a_missing_date_and_a_text_in_place_of_one_are_reported() {
    becomes(
        "Action,Lead,Deadline,Date completed\nOne,Alpha,TBC,\nTwo,Alpha,-,\nThree,Alpha,2027-03-01,Yes\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned remarks=Deadline: TBC",
            "Two owners=[alpha] status=planned",
            "Three owners=[alpha] status=completed due=2027-03-01 completed=2027-03-01",
        ],
        &[
            "2 activities have no due date, and got a TODO: CSV, rows 2, 3",
            "1 row has a text in place of a date: in the remarks: CSV, row 2",
        ],
    );
}

#[test]
fn pillars_with_a_number_are_priorities_and_gaps_keep_their_heading() {
    becomes(
        "Pillar,Action,Lead,Due,Budget (USD),Funding gap\n\
         P1,One,Alpha,2027-03-01,100,40\n\
         P2,Two,ALPHA,2027-03-01,100,0\n",
        "",
        &[
            "# P1",
            "One owners=[alpha] status=planned due=2027-03-01 \
                budget={currency: USD, required: 100} remarks=Funding gap: 40",
            "# P2",
            "Two owners=[alpha] status=planned due=2027-03-01 \
                budget={currency: USD, required: 100} remarks=Funding gap: 0",
        ],
        &["1 organization is new: `Alpha`"],
    );
}

#[test]
fn people_in_columns_are_focal_points() {
    let heads = "Action,Lead,Due,Name,Email\nOne,Alpha,2027-03-01,Ann Lee,ann@alpha.org\n";
    let one = "Action,Lead,Due,Contact\nOne,Alpha,2027-03-01,Ann Lee <ann@alpha.org>\n";
    for sheet in [heads, one] {
        let (_, known, _) = taken("x.csv", sheet.as_bytes(), "2027", "");
        assert!(known.contains("name: Ann Lee") && known.contains("ann@alpha.org"), "{known}");
    }
}

#[test]
fn the_only_text_of_a_milestone_is_its_title() {
    becomes(
        "Action,Lead,Due,Sub-steps\nOne,Alpha,2027-06-30,first\n,,2027-03-01,second\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned due=2027-06-30 milestones=[{title: second, due: 2027-03-01}]",
        ],
        &["left out: the column `Sub-steps` of CSV (2 cells)"],
    );
}

#[test]
fn unknown_headings_that_name_activities_are_asked_before_weaker_titles() {
    let text = "A long text about what comes of it";
    let goal = format!(
        "One owners=[alpha] status=planned due=2027-03-01 deliverables=[{{title: {text}}}]"
    );
    for (heads, title, is) in [
        ("Feature name,Deliverables,Lead,Due", "Feature name", &*goal),
        (
            "Activity or the task to be done,The goal to be achieved,Lead,Due",
            "Activity or the task to be done",
            "One owners=[alpha] status=planned due=2027-03-01",
        ),
    ] {
        becomes(
            &format!("{heads}\nOne,{text},Alpha,2027-03-01\n"),
            "",
            &["# Activities", is],
            &[&format!("is it the header row, with the titles under `{title}`?")],
        );
    }
}

#[test]
fn phases_are_not_titles_and_numbers_are_not_deliverables() {
    let rows: String = (1..=6)
        .map(|number| {
            format!("{},Task {number},Phase {},Alpha,2027-03-01\n", number % 3, number / 4)
        })
        .collect();
    let sheet = format!("Entrega,Entregables,Etapa,Responsable,Fecha fin\n{rows}");
    let (plan, ..) = taken("x.csv", sheet.as_bytes(), "2027", "");
    let all = activities(&plan);
    assert_eq!(all[0], "# Phase 0", "{plan}");
    assert_eq!(
        all[1], "Task 1 owners=[alpha] status=planned due=2027-03-01 remarks=Entrega: 1",
        "{plan}"
    );
}
