//! One writer at a time. Knows the operating system's lock on a directory; must not know what is
//! written.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long another run is waited for: many times what a large output takes.
const PATIENCE: Duration = Duration::from_secs(10);

const PAUSE: Duration = Duration::from_millis(20);

/// Held while a directory is compared and written. The system releases it when the process ends, however
/// it ends, and no file is left.
pub(super) struct Lock {
    _held: Option<File>,
}

/// Locks a directory against other runs, waiting a while for one that has it.
///
/// Where a directory can't be locked (Windows, some network file systems) the run goes on without:
/// every single file is still whole, being renamed into place.
///
/// # Errors
///
/// When somebody else holds the lock for too long.
pub(super) fn hold(out: &Path) -> anyhow::Result<Lock> {
    hold_within(out, PATIENCE)
}

fn hold_within(out: &Path, patience: Duration) -> anyhow::Result<Lock> {
    let Ok(directory) = File::open(out) else {
        return Ok(Lock { _held: None });
    };
    let end = Instant::now() + patience;
    loop {
        match directory.try_lock() {
            Ok(()) => {
                return Ok(Lock {
                    _held: Some(directory),
                });
            }
            Err(TryLockError::Error(_)) => return Ok(Lock { _held: None }),
            Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => anyhow::bail!(
                "another process has held a lock on `{}` for {} seconds: end it, or wait for it and run again",
                out.display(),
                patience.as_secs()
            ),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_second_writer_waits_and_then_gives_up() {
        let out = tempfile::tempdir().unwrap();
        let first = hold(out.path()).unwrap();
        assert!(hold_within(out.path(), Duration::from_millis(50)).is_err());
        drop(first);
        assert!(hold_within(out.path(), Duration::ZERO).is_ok());
        assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    }
}
