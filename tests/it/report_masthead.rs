//! The group's own look: its colour and its logo, which may come from a stranger.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scraper::{Html, Selector};

use crate::report::DAY;
use crate::support::{Run, folder, workplan};

const PLAN: &str = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities:\n\
    \x20 - {id: 1, title: P, activities: [{id: a, title: A, owners: [x], status: planned}]}\n\
    organizations: [{id: x, name: X}]\n";
const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>";

fn page(settings: &str, files: &[(&str, &[u8])]) -> Run {
    let config = format!("schema: 1\nreport: {settings}\n");
    let all =
        [&[("2024.yaml", PLAN.as_bytes()), ("config.yaml", config.as_bytes())], files].concat();
    workplan(folder(&all).path(), &["report", "--format", "html", DAY[0], DAY[1]])
}

fn images(page: &str) -> Vec<String> {
    let (page, image) = (Html::parse_document(page), Selector::parse("img").unwrap());
    page.select(&image).map(|one| one.attr("src").unwrap().to_owned()).collect()
}

#[test]
fn a_logo_is_part_of_the_page() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x20\x08\x06\0\0\0 and more";
    for (name, bytes, kind) in [
        ("logo.svg", SVG.as_bytes(), "svg+xml"),
        ("art/Logo 1.PNG", png, "png"),
        ("logo.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\0\x20\0\x10\x03 and more", "jpeg"),
    ] {
        let run = page(&format!("{{logo: {name}}}"), &[(name, bytes)]);
        assert_eq!(
            images(&run.stdout),
            [format!("data:image/{kind};base64,{}", STANDARD.encode(bytes))]
        );
        assert!(run.stdout.contains("; img-src data:\""), "{name}");
        assert!(!run.stderr.contains("logo"), "{run:?}");
    }
    assert!(!page("{name: X}", &[]).stdout.contains("img-src"));
}

#[test]
fn a_logo_that_cannot_be_shown_is_left_out_with_a_reason() {
    let script = SVG.replace("<rect", "<script>alert(1)</script><rect");
    let large = vec![b' '; (512 << 10) + 1];
    let huge = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0\0\0\0\x20\x08\x06\0\0\0";
    for (bytes, why) in [
        (script.as_bytes(), "it contains the element `script`"),
        (b"GIF89a", "it is not a PNG, JPEG or SVG picture"),
        (b"", "it is not a PNG, JPEG or SVG picture"),
        (&large, "it has more than 512 KiB"),
        (huge, "it has 65536 x 32 pixels; at most 4096 on a side are shown"),
        (b"<svg onload='1'/>", "it contains a script (`onload`)"),
    ] {
        let run = page("{logo: logo.svg}", &[("logo.svg", bytes)]);
        assert_eq!((run.code, images(&run.stdout).len()), (Some(0), 0), "{why}");
        let note =
            format!("note: the logo `logo.svg` (`logo` in config.yaml) is left out: {why}\n");
        assert!(run.stderr.contains(&note), "{run:?}");
    }
    let absent = page("{logo: logo.svg}", &[]);
    assert!(absent.code == Some(0) && absent.stderr.contains("is left out: "), "{absent:?}");
}

#[cfg(unix)]
#[test]
fn a_logo_does_not_lead_out_of_the_folder() {
    let config = "schema: 1\nreport: {logo: logo.svg}\n";
    let root = folder(&[("2024.yaml", PLAN.as_bytes()), ("config.yaml", config.as_bytes())]);
    std::fs::write(root.path().join("secret.svg"), SVG).unwrap();
    let logo = root.path().join("workplans/logo.svg");
    std::os::unix::fs::symlink("../secret.svg", &logo).unwrap();
    let go = || workplan(root.path(), &["report", "--format", "html", DAY[0], DAY[1]]);
    assert!(
        go().stderr.contains("it leads out of the workplans folder")
            && images(&go().stdout).is_empty()
    );
    std::fs::remove_file(&logo).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&logo).status().unwrap().success());
    assert!(go().stderr.contains("is left out: it is not a file"), "{:?}", go());
}

#[test]
fn a_colour_that_cannot_be_read_is_darkened_and_reported() {
    let run = page("{accent: \"#1a5fb4\"}", &[]);
    assert!(
        run.stdout.contains(":root{--brand:#1a5fb4;") && !run.stderr.contains("colour"),
        "{}",
        run.stderr
    );
    let run = page("{accent: \"ffcc00\"}", &[]);
    assert!(
        !run.stdout.contains("--brand:#ffcc00")
            || run.stdout.contains("dark){:root{--brand:#ffcc00")
    );
    assert!(
        run.stderr.contains(
            "note: the colour #ffcc00 (`accent` in config.yaml) is too light to be read on white; "
        ),
        "{run:?}"
    );
}
