//! Output is harmless to what reads it: CI runners, a real bash, a pipe.

use std::path::Path;
use std::process::{Command, Stdio};

use unicode_width::UnicodeWidthChar;

use crate::support::{Run, bare, folder, git, workplan};

/// Finds commands in a line of output as GitHub's runner does: `::name::` at the start, `##[name]`
/// anywhere. It ignores characters without width; a third colon does not begin a name. In Azure
/// Pipelines and TeamCity a name precedes the bracket.
fn commands(output: &str) -> Vec<String> {
    let has_width = |c: &char| {
        !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{600}')
            && c.width() != Some(0)
            && (!c.is_control() || *c == '\t')
    };
    let mut found = Vec::new();
    for line in output.split(['\n', '\r']) {
        let line: String = line.chars().filter(has_width).collect();
        let is_new = line
            .trim_start()
            .strip_prefix("::")
            .is_some_and(|rest| !rest.starts_with(':') && rest.contains("::"));
        let is_old = line.match_indices("##").any(|(at, _)| {
            let rest = line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
            rest.starts_with('[') && rest.contains(']')
        });
        if is_new || is_old {
            found.push(line);
        }
    }
    found
}

#[test]
fn the_rules_find_commands() {
    for line in [
        "::add-mask::x",
        " \u{a0}::error file=a::b",
        "a ##[error]b",
        "#\u{200b}#[x]",
        "#\u{488}#\u{301}[x]",
        ":\u{600}:add-mask::x",
        "##vso[task.a]b",
        "##teamcity[x]",
        "##\u{1b}[0m]",
    ] {
        assert_eq!(commands(&format!("a\n{line}\nb")).len(), 1, "{line}");
    }
    assert!(commands("a::b::c\n: :x::\n## [error]x\n##[x").is_empty());
}

/// Returns a plan in which every text is a command.
fn hostile(year: &str) -> String {
    let text = "\"::add-mask::a ##[error]b ##vso[task.c]d #\\u200b#[e] #\\u0488#\\u0301[f]##\"";
    let long = "\"::add-mask::a ##[error]b\\n::stop-commands::f\\n  \
        ::debug::g\\n:\\u0600:debug::h\\n\\u0488:\\u0301:debug::i\"";
    format!(
        "schema: 1\ntitle: {text}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n\
            organizations: [{{id: a, name: {text}, \
         focal_points: [{{name: {text}, email: a@example.org}}]}}]\n\
            themes: [{{id: t, title: {text}}}]\nmessage: {long}\n\
         highlights: [{text}]\ndecisions: [{text}]\n\
            translations: {{fr: {{title: {text}, message: {long}}}}}\npriorities:\n- id: p\n  title: {text}\n  \
         narrative: {long}\n  \
         activities:\n  - {{id: '1', title: {text}, owners: [a], status: on_hold, reason: {long}, \
            due: {year}-03-01, contact: {text}, \
         description: {long}, remarks: {long}, milestones: [{{title: {text}, due: {year}-02-01}}], \
         deliverables: [{{title: {text}}}], indicators: [{{name: {text}, target: 5}}], \
         translations: {{ar: {{title: {text}, reason: {long}}}}}}}\n  - {{id: '2', title: {text}, owners: [a], status: \
         ongoing, due: {year}-07-01, depends_on: ['1'], themes: [t]}}\n"
    )
}

#[test]
fn no_text_of_a_plan_is_a_command_to_a_ci_runner() {
    let good = folder(&[("2024.yaml", hostile("2024").as_bytes())]);
    let faulty = folder(&[
        ("2024.yaml", hostile("2024").as_bytes()),
        (
            "##[error]x.yaml",
            b"schema: 1\ntitle: \"##[error]a\"\nstatus: \"::add-mask::b\"\n::debug::c: 1\n",
        ),
        ("::add-mask::y.yaml", b"::error::a: [\n##[error]b"),
    ]);
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", faulty.path().join("workplans/::add-mask::z.yaml"))
        .unwrap();
    assert!(said(good.path()) > 40, "most answers hold the texts");
    said(faulty.path());
}

/// Returns the text formats of a command, as listed in its help, and one that it does not have.
fn forms(root: &Path, answer: &str) -> Vec<String> {
    const KNOWN: [&str; 13] = [
        "table", "json", "csv", "markdown", "html", "ics", "text", "sarif", "gitlab", "junit",
        "ndjson", "iati", "svg",
    ];
    let command = answer.split(' ').next().unwrap();
    let help = workplan(root, &[command, "--help"]).ok();
    let listed = help.lines().find_map(|line| line.strip_prefix("Formats: ")).unwrap_or("");
    let has = |form: &&str| listed.split([',', ' ', '(']).any(|word| word == *form);
    let (own, others): (Vec<&str>, Vec<&str>) = KNOWN.into_iter().partition(has);
    assert!(own.len() > 1, "{help}");
    own.iter().chain(&others[..1]).map(|&form| form.to_owned()).collect()
}

/// Runs every command in a folder, and returns how many outputs contain the hostile texts.
fn said(root: &Path) -> usize {
    git(root, &["init", "--quiet"]);
    git(root, &["add", "-A"]);
    git(
        root,
        &[
            "commit",
            "--quiet",
            "--author",
            "##[error]x <##[debug]y@example.org>",
            "-m",
            "::add-mask::m ##[error]n",
        ],
    );
    let later = hostile("2024")
        .replace("2024-07-01", "2024-08-01")
        .replace("status: ongoing", "status: planned");
    std::fs::write(root.join("workplans/2024.yaml"), later).unwrap();
    let answers = [
        "status 2024",
        "status --all",
        "list 2024",
        "overdue 2024",
        "upcoming 2024 --within 300d",
        "mine 2024 --owner a",
        "show 2 2024",
        "show 1 2024",
        "matrix 2024",
        "digest 2024",
        "check",
        "check --base HEAD",
        "diff",
        "log 2 2024",
        "trend 2024 --every commit",
        "report 2024",
        "report 2024 --since HEAD",
        "export 2024",
    ];
    let others = [
        "check --diff",
        "set 2 title=##[error]x --plan 2024 --dry-run",
        "set 2 title=::a::b --plan 2024 --dry-run",
        "rollover 2024 --dry-run",
        "show ##[error]x",
        "status ::add-mask::x",
        "list 2024 --owner ##[error]x",
        "status --at ##[error]t",
        "status --at ##[error]none",
        "status --at ::a::b",
        "##[error]command",
        "list --sort ##[error]x",
        "status --dir ##[error]x",
        "import ##[error]x.xlsx",
        "resolve",
        "status -o ##[error]x/y",
        "export --format iati",
        "check ::a::b",
        "log ##[error]x",
        "add --priority ##[error]x --title T --owner a --due 2024-05-05",
        "merge-file ##[a]x ##[b]y ##[c]z",
        "man ::a::x/\0",
        "check --explain ##[error]x",
        "init --from ##[error]x",
        "status 2024 --as-of ##[error]x",
    ];
    let mut runs: Vec<(String, Run)> = Vec::new();
    // If all plans are readable, both are the same.
    let is_readable = workplan(root, &["status", "2024"]).code == Some(0);
    let lenient = if is_readable { &[""][..] } else { &["", " --lenient"] };
    for answer in answers {
        for form in forms(root, answer) {
            for lenient in lenient {
                let line = format!("{answer} --format {form} --as-of 2024-05-05{lenient}");
                runs.push((line.clone(), workplan(root, &line.split(' ').collect::<Vec<_>>())));
            }
        }
    }
    for line in others.iter().filter(|line| !line.contains('\0')) {
        runs.push(((*line).to_owned(), workplan(root, &line.split(' ').collect::<Vec<_>>())));
    }
    for (line, run) in &runs {
        assert!(matches!(run.code, Some(0..=2)), "{line}: {run:?}");
        assert_eq!(commands(&run.stdout), [""; 0], "{line}: standard output");
        assert_eq!(commands(&run.stderr), [""; 0], "{line}: standard error");
    }
    let answered = runs
        .iter()
        .filter(|(_, run)| run.code != Some(2) && run.stdout.contains("add-mask"))
        .count();
    // `check --format github` writes commands of its own, one a line.
    let run = workplan(root, &["check", "--format", "github"]);
    let own = |line: &str| {
        line.starts_with("::error file=workplans/") || line.starts_with("::warning file=workplans/")
    };
    assert!(run.stdout.lines().all(own) && !run.stdout.contains("##["), "{run:?}");
    assert_eq!(commands(&run.stderr), [""; 0]);
    answered
}

/// `-o` can also name the log, as a pipe or a device.
#[cfg(target_os = "linux")]
#[test]
fn a_log_under_another_name_is_the_log() {
    let root = folder(&[("2024.yaml", hostile("2024").as_bytes())]);
    let usual = workplan(root.path(), &["show", "1", "2024", "--as-of", "2024-05-05"]).ok();
    assert!(usual.contains("add-mask"), "{usual}");
    for file in ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "/dev/stderr"] {
        let run =
            workplan(root.path(), &["show", "1", "2024", "--as-of", "2024-05-05", "-o", file]);
        assert_eq!((run.code, run.stdout + &run.stderr), (Some(0), usual.clone()), "{file}");
    }
    // A file is not a log, so its content is not changed.
    let _ = workplan(root.path(), &["show", "1", "2024", "--as-of", "2024-05-05", "-o", "x"]).ok();
    assert_eq!(
        commands(&std::fs::read_to_string(root.path().join("x")).unwrap()).is_empty(),
        commands(&usual.replace(" [", "[")).is_empty()
    );
}

#[test]
fn formats_for_scripts_have_the_exact_text() {
    let root = folder(&[("2024.yaml", hostile("2024").as_bytes())]);
    let list = workplan(root.path(), &["list", "--as-of", "2024-05-05", "--format", "json"]).json();
    let title = list["activities"][0]["title"].as_str().unwrap();
    assert!(title.starts_with("::add-mask::a ##[error]b ##vso[task.c]d"), "{title}");
}

#[test]
fn one_long_title_does_not_pad_every_row() {
    let mut plan = hostile("2024");
    for id in 10..1010 {
        let title = if id == 10 { "x".repeat(200_000) } else { "T".to_owned() };
        plan += &format!(
            "  - {{id: '{id}', title: {title}, owners: [a], status: ongoing, due: 2024-03-01}}\n"
        );
    }
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    for command in ["list", "overdue", "upcoming", "status", "digest"] {
        let run = workplan(root.path(), &[command, "--as-of", "2024-05-05"]);
        assert!(
            run.code == Some(0) && run.stdout.len() < 1_500_000,
            "{command}: {} bytes",
            run.stdout.len()
        );
    }
    let list = workplan(root.path(), &["list", "--as-of", "2024-05-05"]).stdout;
    assert!(list.contains(&"x".repeat(200_000)), "nothing is cut");
}

/// Bash inserts completions into the command line as they are.
#[cfg(unix)]
#[test]
fn completions_contain_no_shell_code() {
    let names = [
        "2024;touch${IFS}X",
        "2024&touch X",
        "2024|x",
        "2024>x",
        "2024`x`",
        "2024$(x)",
        "2024\nx",
        "2024'x",
        "2024\"x",
        "2024 x",
        "2024*",
    ];
    let plan = |at: usize| hostile(&(2024 - at).to_string()).into_bytes();
    let files: Vec<(String, Vec<u8>)> = ["2024"]
        .iter()
        .chain(&names)
        .enumerate()
        .map(|(at, name)| (format!("{name}.yaml"), plan(at)))
        .collect();
    let root = folder(
        &files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>(),
    );
    let script = "complete() { :; }; compopt() { :; }; eval \"$(workplan completions bash)\"; \
        COMP_WORDS=(workplan status 2); COMP_CWORD=2; COMP_TYPE=9; \
                  _clap_complete_workplan workplan 2; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let program = Path::new(crate::support::program()).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    bare(&mut command)
        .args(["--norc", "-c", script])
        .current_dir(root.path())
        .env("PATH", path)
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "2024");
}

/// Colour codes contain a bracket as well.
#[test]
fn no_colour_completes_a_command() {
    let root = folder(&[("2024.yaml", hostile("2024").as_bytes())]);
    for command in ["status", "list", "overdue", "show 1", "show 2", "digest", "check", "diff"] {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.extend(["--color", "always", "--as-of", "2024-08-05"]);
        let run = workplan(root.path(), &arguments);
        for said in [&run.stdout, &run.stderr] {
            assert_eq!(commands(said), [""; 0], "{command}");
        }
    }
    let show =
        workplan(root.path(), &["show", "1", "--color", "always", "--as-of", "2024-08-05"]).stdout;
    assert!(show.contains("## \u{1b}["), "{show:?}");
}

/// East Asian spreadsheets read full-width signs like ordinary ones.
#[test]
fn csv_cells_never_begin_with_a_full_width_formula_sign() {
    let title = |sign: &str| {
        format!(
            "  - {{id: 'x{}', title: \"{sign}cmd()\", owners: [a], status: planned, due: 2024-08-01}}\n",
            sign.len()
        )
    };
    for sign in ["\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}", "=", "@"] {
        let plan = hostile("2024") + &title(sign);
        let root = folder(&[("2024.yaml", plan.as_bytes())]);
        for arguments in [
            &["list", "--format", "csv"][..],
            &["export", "--format", "csv"],
            &["upcoming", "--format", "csv"],
        ] {
            let said =
                workplan(root.path(), &[arguments, &["--as-of", "2024-07-20"]].concat()).stdout;
            assert!(
                said.contains(&format!(",'{sign}cmd()")) && !said.contains(&format!(",{sign}")),
                "{sign} {arguments:?}: {said}"
            );
        }
    }
}

/// A value that begins with `-` would be an option, even if it is a file name.
#[cfg(unix)]
#[test]
fn completions_are_never_options_from_a_plan() {
    let id = |id: &str| {
        hostile("2024")
            .replace("id: '2'", &format!("id: '{id}'"))
            .replace("id: t,", "id: -ot,")
            .replace("[t]", "[-ot]")
    };
    let root = folder(&[
        ("2024.yaml", id("-oX").as_bytes()),
        ("-oX.yaml", hostile("2023").as_bytes()),
        ("--dir=x.yaml", hostile("2022").as_bytes()),
    ]);
    for line in [
        "status -",
        "show -",
        "set -",
        "list --theme -",
        "list --owner -",
        "show 2024/",
        "check -",
        "status ",
    ] {
        let words: Vec<&str> = std::iter::once("workplan").chain(line.split(' ')).collect();
        let last = (words.len() - 1).to_string();
        let mut command = Command::new(crate::support::program());
        bare(&mut command).arg("--").args(&words).current_dir(root.path()).stdin(Stdio::null());
        command
            .env("COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", last)
            .env("_CLAP_IFS", "\n")
            .env("_CLAP_COMPLETE_SPACE", "true");
        let output = command.env("_CLAP_COMPLETE_COMP_TYPE", "9").output().unwrap();
        let offered = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success()
                && !["-oX", "-ot", "--dir=x"]
                    .iter()
                    .any(|bad| offered.lines().any(|one| one == *bad)),
            "{line}: {offered}"
        );
    }
}
