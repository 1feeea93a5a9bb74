//! Colours, pipes and terminals.

use std::process::{Command, Stdio};

use super::common::{command, root, run};
use super::{Project, with_error};

const ESCAPE: char = '\u{1b}';

#[test]
fn a_pipe_gets_no_colour_unless_it_is_asked_for() {
    let project = Project::new();
    let diff = ["diff", "spec.yaml", "--out", "out"];
    let folder = project.folder.path();
    let of = |more: &[&str], no_color: bool| {
        let mut command = command(folder);
        command.args(diff).args(more);
        if no_color {
            command.env("NO_COLOR", "1");
        }
        run(&mut command, b"").expect(2).out
    };
    assert!(!of(&[], false).contains(ESCAPE));
    assert!(!of(&["--color", "never"], false).contains(ESCAPE));
    assert!(of(&["--color", "always"], false).contains(ESCAPE));
    // The argument is the nearer word.
    assert!(of(&["--color", "always"], true).contains(ESCAPE));
    for format in ["json", "github", "sarif"] {
        assert!(!of(&["--color", "always", "--format", format], false).contains(ESCAPE));
    }
    project.put("spec.yaml", &with_error());
    let ran = project
        .run(["validate", "spec.yaml", "--color", "always"])
        .expect(1);
    assert!(ran.err.contains(ESCAPE));
}

/// The same on a terminal, which Python opens.
#[cfg(unix)]
#[test]
fn a_terminal_gets_colour_unless_it_says_no() {
    let project = Project::new();
    let on_terminal = |variable: Option<(&str, &str)>| {
        let script = "import pty, sys; pty.spawn(sys.argv[1:])";
        let mut python = Command::new("python3");
        python
            .args(["-c", script, env!("CARGO_BIN_EXE_sealform")])
            .args(["diff", "spec.yaml", "--out", "out"])
            .current_dir(project.folder.path())
            .env_remove("NO_COLOR")
            .env("TERM", "xterm-256color");
        python.envs(variable);
        run(&mut python, b"").out
    };
    let colored = on_terminal(None);
    assert!(
        colored.contains("+++ b/owner/keys.tf") && colored.contains(ESCAPE),
        "{colored}"
    );
    assert!(!on_terminal(Some(("NO_COLOR", "1"))).contains(ESCAPE));
    assert!(
        on_terminal(Some(("NO_COLOR", ""))).contains(ESCAPE),
        "empty counts as not set"
    );
    assert!(!on_terminal(Some(("TERM", "dumb"))).contains(ESCAPE));
}

/// `sealform rules | head -1` is no failure, and says nothing.
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for arguments in [
        vec!["rules"],
        vec!["man"],
        vec!["completions", "bash"],
        vec!["init", "-"],
    ] {
        let mut child = command(root())
            .args(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
    }
}
