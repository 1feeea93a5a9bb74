//! `sealform report`: that what it says stands in the text, that every control can fail, and that no text becomes markup.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../examples/fleet.rs"]
mod fleet;

use std::collections::{BTreeMap, BTreeSet};

use common::{root, sealform, sealform_in};
use sealform::pipeline::{build, check_sources};
use sealform::report::controls::controls;
use sealform::report::{Input, Report, State, html, markdown, report};
use sealform::source::{SourceFile, Sources};
use sealform::tree::Tree;
use sealform::tree::manifest::digest;
use sealform::verify::{self, Mode};

/// A spec with nothing of its own.
const PLAIN: &str = "version: 1\nname: plain\nowner: \"123456789012\"\nregions:\n  eu-central-1:\n    \
                     db_subnet_group_name: databases\n    vpc_security_group_ids: [sg-0123456789abcdef0]\n\
                     databases:\n  orders:\n    engine: postgres\n    engine_version: \"17\"\n    \
                     instance_class: db.t4g.medium\n    allocated_storage: 20\n";

/// What the same turns off.
const OFF: &str = "    deletion_protection: false\n    prevent_destroy: false\n    \
                   iam_database_authentication_enabled: false\n    backup_retention_period: 3\n    \
                   copy_tags_to_snapshot: false\n    skip_final_snapshot: true\n    multi_az: false\n    \
                   auto_minor_version_upgrade: false\n    monitoring_interval: 0\n    \
                   performance_insights_enabled: false\n    enabled_cloudwatch_logs_exports: []\n    \
                   username: postgres\n    parameters: { rds.force_ssl: \"0\" }\n";

fn of(text: &str) -> (Report, Tree) {
    let checked = check_sources(Sources {
        files: vec![SourceFile {
            name: "spec.yaml".to_owned(),
            text: text.to_owned(),
        }],
    });
    assert!(!checked.found.has_errors(), "{:?}", checked.found);
    let plan = checked.plan.unwrap();
    let tree = build(&plan, Mode::ByShape).unwrap().unwrap();
    let (resources, policies) = {
        let reading = verify::read(&tree, Mode::ByShape);
        (reading.resources(), reading.key_policies())
    };
    let report = report(Input {
        plan: &plan,
        sources: &checked.sources,
        found: &checked.found,
        tree: &tree,
        resources: &resources,
        policies: &policies,
        record: "sha256:0",
    });
    (report, tree)
}

fn states(report: &Report) -> BTreeMap<&'static str, BTreeSet<State>> {
    let controls = report.controls.iter();
    controls
        .map(|judged| {
            let states = judged.results.iter().map(|result| result.state);
            (judged.control.id, states.collect())
        })
        .collect()
}

fn example(name: &str) -> String {
    std::fs::read_to_string(root().join("specs/good").join(name)).unwrap()
}

/// Evidence is a line of the output, word for word.
#[test]
fn evidence_stands_in_the_text() {
    let everything = std::fs::read_to_string(root().join("tests/fixtures/graph/topology.yaml"));
    for text in [
        PLAIN.to_owned(),
        format!("{PLAIN}{OFF}"),
        everything.unwrap(),
        example("global.yaml"),
        example("sharing-two-accounts.yaml"),
    ] {
        let (report, tree) = of(&text);
        let results = report.controls.iter().flat_map(|judged| &judged.results);
        let mut seen = 0;
        for result in results {
            let line = tree.files[&result.file]
                .lines()
                .nth(result.line as usize - 1);
            let line = line.unwrap().trim();
            assert_eq!(line, result.text, "{result:?}");
            seen += 1;
        }
        assert!(seen > 20);
    }
}

#[test]
fn defaults_fail_nothing_but_the_port_and_the_plan_of_backups() {
    let failed: Vec<&str> = states(&of(PLAIN).0)
        .into_iter()
        .filter(|(_, states)| *states != BTreeSet::from([State::Passed]))
        .map(|(control, _)| control)
        .collect();
    assert_eq!(failed, ["backup-plan", "default-port"]);
}

#[test]
fn what_is_turned_off_fails_and_is_listed() {
    let (report, _) = of(&format!("{PLAIN}{OFF}"));
    let failed: BTreeSet<&str> = states(&report)
        .into_iter()
        .filter(|(_, states)| states.contains(&State::Failed))
        .map(|(control, _)| control)
        .collect();
    for control in [
        "administrator-name",
        "backups",
        "copy-tags",
        "deletion-protection",
        "enhanced-monitoring",
        "final-snapshot",
        "iam-authentication",
        "log-exports",
        "minor-upgrades",
        "multi-az",
        "performance-insights",
        "prevent-destroy",
        "tls-enforced",
    ] {
        assert!(failed.contains(control), "{control} {failed:?}");
    }
    let listed: Vec<&str> = report
        .turned_off
        .iter()
        .map(|one| one.at.as_str())
        .collect();
    for line in 14..=24 {
        let at = format!("spec.yaml:{line}");
        assert!(listed.contains(&at.as_str()), "{at} {listed:?}");
    }
    assert!(of(PLAIN).0.turned_off.is_empty());
}

/// Whatever the drawing shows stands in the inventory once, and the line that names its key is in the text.
#[test]
fn the_inventory_leaves_nothing_out() {
    let everything = std::fs::read_to_string(root().join("tests/fixtures/graph/topology.yaml"));
    for text in [
        everything.unwrap(),
        example("restore.yaml"),
        example("sharing-two-accounts.yaml"),
        example("migrate-instance.yaml"),
    ] {
        let (report, tree) = of(&text);
        let entries: Vec<_> = report
            .inventory
            .iter()
            .flat_map(|region| &region.entries)
            .collect();
        let mut listed: Vec<&str> = entries.iter().map(|one| one.address.as_str()).collect();
        let mut drawn: Vec<&str> = report
            .topology
            .nodes
            .iter()
            .map(|node| node.address.as_str())
            .collect();
        listed.sort_unstable();
        drawn.sort_unstable();
        assert_eq!(listed, drawn);
        for entry in entries {
            let Some(evidence) = &entry.evidence else {
                assert!(text.contains("phase: prepare"), "{entry:?}");
                continue;
            };
            let line = tree.files[&evidence.file]
                .lines()
                .nth(evidence.line as usize - 1);
            assert_eq!(line.unwrap().trim(), evidence.text, "{entry:?}");
        }
    }
}

/// A snapshot of what is encrypted is; of a database that is not of the text, nobody knows.
#[test]
fn a_snapshot_is_encrypted_as_its_source_is() {
    let of_snapshots = |text: &str| -> Vec<(String, State)> {
        let (report, _) = of(text);
        let judged = report.controls.into_iter();
        let mut encrypted = judged.filter(|judged| judged.control.id == "encrypted-at-rest");
        let results = encrypted.next().unwrap().results.into_iter();
        let snapshots = results.filter(|result| result.address.contains("snapshot"));
        snapshots.map(|one| (one.address, one.state)).collect()
    };
    let own = of_snapshots(&example("sharing-two-accounts.yaml"));
    assert!(!own.is_empty());
    assert!(
        own.iter().all(|(_, state)| *state == State::Passed),
        "{own:?}"
    );
    let migrating = example("migrate-instance.yaml").replace("phase: prepare", "phase: copy");
    let old = of_snapshots(&migrating);
    assert!(
        old.iter().any(|(_, state)| *state == State::Open),
        "{old:?}"
    );
}

#[test]
fn what_nothing_is_made_for_is_named() {
    let absent =
        |report: &Report| -> Vec<&str> { report.absent.iter().map(|control| control.id).collect() };
    let plain = absent(&of(PLAIN).0).join(" ");
    for control in ["config-rules", "event-subscriptions", "key-alarms"] {
        assert!(plain.contains(control), "{plain}");
    }
    let watched = absent(&of(&example("compliance.yaml")).0).join(" ");
    assert!(!watched.contains("config-rules"), "{watched}");
}

#[test]
fn what_is_accepted_says_why_and_until_when() {
    let accept = "accept:\n  - control: RDS.23\n    resource: databases.orders\n    reason: the firewall knows it\n    \
                  expires: 2999-12-31\n";
    let (report, _) = of(&format!("{PLAIN}{accept}"));
    assert_eq!(
        states(&report)["default-port"],
        BTreeSet::from([State::Accepted])
    );
    let mut text = Vec::new();
    markdown::print(&report, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("the firewall knows it (RDS.23, until 2999-12-31)"),
        "{text}"
    );
}

/// Ids never change; what others call a control changes with their versions, and on purpose.
#[test]
fn the_catalogue_reads_so() {
    let lines: Vec<String> = controls()
        .map(|control| {
            format!(
                "{}: {}\n  {}",
                control.id,
                control.asks,
                control.names().join("; ")
            )
        })
        .collect();
    let ids: BTreeSet<&str> = controls().map(|control| control.id).collect();
    assert_eq!(ids.len(), controls().count());
    common::snapshots("report").bind(|| insta::assert_snapshot!("controls", lines.join("\n")));
}

/// The tags of a page, without what differs with the length of a text.
fn tags(page: &str) -> Vec<&str> {
    let (page, _) = page.split_once("<script>").unwrap();
    page.split('<')
        .skip(1)
        .map(|tag| tag.split(['>', ' ']).next().unwrap())
        .collect()
}

/// Every text that comes from a spec.
fn texts(report: &mut Report) -> Vec<&mut String> {
    let mut texts = vec![&mut report.name, &mut report.topology.name];
    let nodes = report.topology.nodes.iter_mut();
    texts.extend(nodes.flat_map(|node| [&mut node.title, &mut node.detail]));
    let judged = report.controls.iter_mut();
    for result in judged.flat_map(|judged| &mut judged.results) {
        texts.extend([&mut result.address, &mut result.text, &mut result.file]);
        if let Some(accepted) = &mut result.accepted {
            texts.push(&mut accepted.reason);
        }
    }
    let regions = report.inventory.iter_mut();
    for entry in regions.flat_map(|region| &mut region.entries) {
        texts.extend([&mut entry.name, &mut entry.detail, &mut entry.address]);
    }
    texts.extend(report.origin.spec.iter_mut().map(|file| &mut file.name));
    for one in &mut report.accepted {
        texts.extend([&mut one.id, &mut one.resource, &mut one.reason]);
    }
    for one in &mut report.turned_off {
        texts.extend([&mut one.what, &mut one.at]);
    }
    texts.extend(report.warnings.iter_mut().map(|one| &mut one.message));
    texts.extend(report.access.keys.iter_mut().map(|key| &mut key.name));
    texts
}

/// What a page is with its texts replaced has the tags of what it was.
#[track_caller]
fn stays_text(report: &Report, hostile: &str) {
    let (mut plain, mut told) = (report.clone(), report.clone());
    for text in texts(&mut plain) {
        "x".clone_into(text);
    }
    for text in texts(&mut told) {
        hostile.clone_into(text);
    }
    let (plain, told) = (html::page(&plain).unwrap(), html::page(&told).unwrap());
    assert_eq!(tags(&plain), tags(&told), "{hostile:?}");
    assert_eq!(told.matches("</script>").count(), 1, "{hostile:?}");
}

/// With everything that a page can show: failures, what is accepted, what is turned off.
fn eventful() -> Report {
    let accept = "accept:\n  - control: RDS.23\n    resource: databases.orders\n    reason: the firewall knows it\n    \
                  expires: 2999-12-31\n";
    of(&format!("{PLAIN}{OFF}{accept}")).0
}

#[test]
fn what_breaks_pages_stays_text() {
    stays_text(
        &eventful(),
        "</script><img src=x onerror=alert(1)>\"' onload='x' {{ name }} {% raw %} &lt; <!--",
    );
}

#[test]
fn any_text_stays_text() {
    let report = eventful();
    let config = proptest::test_runner::Config::with_cases(48);
    let pieces = "(<|>|\"|'|&|`|=|\\{\\{|%\\}|/|-->|script|style|svg|\\PC){0,12}";
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let ran = runner.run(&pieces, |text| {
        stays_text(&report, &text);
        Ok(())
    });
    ran.unwrap();
}

#[test]
fn a_page_needs_nothing_else() {
    let page = html::page(&of(PLAIN).0).unwrap();
    for outside in ["src=", "href=\"http", "@import", "url(http", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_fleet_makes_a_page_that_can_be_opened() {
    let page = html::page(&of(&fleet::spec(30)).0).unwrap();
    assert!(page.len() < 450_000, "{}", page.len());
}

#[test]
fn json_has_a_version_and_the_same_counts() {
    let ran = sealform_in(root(), ["report", "-", "--format", "json"], PLAIN);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["spec"][0]["hash"], digest(PLAIN.as_bytes()));
    let report = of(PLAIN).0;
    for state in State::ALL {
        assert_eq!(document["counts"][state.word()], report.count(state));
    }
    assert_eq!(
        sealform(["report", "specs/bad/three-mistakes.yaml"]).code,
        1
    );
}
