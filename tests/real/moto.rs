//! moto in the place of AWS.
//!
//! Knows how to start and end one server, which holds any number of accounts. What of moto is mended is
//! told in `moto_launcher.py`. Must not know Terraform.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::configuration::Existing;
use super::python::Python;
use super::terraform::last_lines;

/// A running server, ended when dropped.
#[derive(Debug)]
pub struct Moto {
    server: Child,
    port: u16,
    log: PathBuf,
}

impl Moto {
    /// Starts a server in which `existing` is there already, account by account, and waits until it listens. Its log and what
    /// else it needs lie in `folder`.
    pub fn start(python: &Python, folder: &Path, existing: &[Existing]) -> Result<Moto, String> {
        let log = folder.join("moto.log");
        let port_file = folder.join("moto.port");
        let existing_file = folder.join("moto.existing.json");
        fs::write(
            &existing_file,
            serde_json::to_string_pretty(existing).unwrap(),
        )
        .unwrap();

        let output = File::create(&log).unwrap();
        let server = python
            .program("moto_launcher.py")
            .arg("--port-file")
            .arg(&port_file)
            .arg("--existing")
            .arg(&existing_file)
            .env_remove("MOTO_ACCOUNT_ID")
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .map_err(|why| format!("moto: {why}"))?;
        let mut moto = Moto {
            server,
            port: 0,
            log,
        };

        let until = Instant::now() + Duration::from_secs(60);
        while Instant::now() < until {
            if let Ok(port) = fs::read_to_string(&port_file) {
                moto.port = port
                    .trim()
                    .parse()
                    .map_err(|why| format!("moto's port: {why}"))?;
                return Ok(moto);
            }
            if let Ok(Some(status)) = moto.server.try_wait() {
                return Err(format!("moto ended with {status}:\n{}", moto.last_words()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!(
            "moto did not listen within 60 s:\n{}",
            moto.last_words()
        ))
    }

    /// The URL for `AWS_ENDPOINT_URL`.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The end of the log, without the requests that went well, and where the rest is.
    pub fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let words: Vec<&str> = log
            .lines()
            .filter(|line| !line.contains("HTTP/1.1\" 200"))
            .collect();
        format!(
            "{}\n(all of it: {})",
            last_lines(&words.join("\n"), 40),
            self.log.display()
        )
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
