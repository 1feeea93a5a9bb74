//! What a difference means, for a person. Knows words; decides nothing.

use std::io::{self, Write};

use super::{AccessChange, Change, Fate, Handover, Meaning, ResourceChange, ShareChange};

/// How many actions are named before the rest is counted.
const NAMED: usize = 6;

/// Prints the meaning, if there is any.
///
/// # Errors
///
/// Those of `out`.
pub fn print(meaning: &Meaning, out: &mut dyn Write) -> io::Result<()> {
    if meaning.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nWhat it means:")?;
    for change in &meaning.resources {
        resource(change, out)?;
    }
    for share in &meaning.shares {
        writeln!(out, "  {}", handover(share))?;
    }
    for module in &meaning.left {
        writeln!(
            out,
            "  {module} is no longer written: what it made stays until somebody destroys it in that account"
        )?;
    }
    for (place, changes) in by_key(&meaning.accesses) {
        writeln!(out, "  access to {place}")?;
        for change in changes {
            writeln!(out, "    {}", access(change))?;
        }
    }
    for uncompared in &meaning.uncompared {
        let line = uncompared
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        writeln!(
            out,
            "  {}{line} could not be compared, so somebody may gain access: {}",
            uncompared.file, uncompared.why
        )?;
    }
    Ok(())
}

fn resource(change: &ResourceChange, out: &mut dyn Write) -> io::Result<()> {
    let address = place(&change.module, &change.address);
    let words = match change.change {
        Fate::Replaced if change.refused => {
            format!(
                "Terraform would destroy and create {address} again, and refuses: `prevent_destroy` is set"
            )
        }
        Fate::Replaced => format!("Terraform will destroy and create {address} again"),
        Fate::MayBeReplaced => format!("Terraform may destroy and create {address} again"),
        Fate::Moved => {
            format!(
                "Terraform will lose sight of {address} in its region, and create another one elsewhere"
            )
        }
        Fate::Destroyed => {
            format!(
                "Terraform will destroy {address}: its block is gone, and `prevent_destroy` with it"
            )
        }
    };
    writeln!(out, "  {words}")?;
    for argument in &change.arguments {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
        writeln!(
            out,
            "    {} changes from {} to {}",
            argument.argument,
            value(&argument.before),
            value(&argument.after)
        )?;
    }
    Ok(())
}

fn handover(share: &ShareChange) -> String {
    let (account, address) = (&share.account, place(&share.module, &share.address));
    match share.change {
        Handover::Given => format!("account {account} may copy and restore {address}"),
        Handover::Taken => format!(
            "account {account} may no longer copy and restore {address}; the copies that it has made already stay"
        ),
    }
}

/// The changes of each key, in the order in which they come.
fn by_key(changes: &[AccessChange]) -> Vec<(String, Vec<&AccessChange>)> {
    let mut groups: Vec<(String, Vec<&AccessChange>)> = Vec::new();
    for change in changes {
        let region = change
            .region
            .as_ref()
            .map_or_else(String::new, |region| format!(" in {region}"));
        let place = format!("{}{region}", place(&change.module, &change.key));
        match groups.last_mut() {
            Some((other, changes)) if *other == place => changes.push(change),
            _ => groups.push((place, vec![change])),
        }
    }
    groups
}

fn place(module: &str, address: &str) -> String {
    if module.is_empty() {
        address.to_owned()
    } else {
        format!("{module}: {address}")
    }
}

fn access(change: &AccessChange) -> String {
    let word = match change.change {
        Change::Added => "+ added:",
        Change::Widened => "+ widened:",
        Change::MayWiden => "? may widen:",
        Change::AddedByKey => "+ added by a new key of what stands there:",
        Change::NewKey => "+ new key:",
        Change::MayNarrow => "- may narrow:",
        Change::Narrowed => "- narrowed:",
        Change::Removed => "- removed:",
    };
    let mut text = format!("{word} {} {}", change.who, change.how);
    for when in &change.when {
        text.push_str(", ");
        text.push_str(when);
    }
    if !change.actions.is_empty() {
        text.push_str(": ");
        text.push_str(&actions(&change.actions));
    }
    if !change.statements.is_empty() {
        text.push_str(&format!(" ({})", change.statements.join(", ")));
    }
    text
}

fn actions(actions: &[String]) -> String {
    let short = |action: &String| action.strip_prefix("kms:").unwrap_or(action).to_owned();
    let named: Vec<String> = actions.iter().take(NAMED).map(short).collect();
    match actions.len().checked_sub(NAMED) {
        None | Some(0) => named.join(", "),
        Some(more) => format!("{} and {more} more", named.join(", ")),
    }
}
