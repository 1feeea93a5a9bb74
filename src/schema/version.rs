//! Whether a version constraint lets provider 5 in. Knows Terraform's constraint operators; must not
//! know what differs between the versions.

/// True where some version 5 of the provider satisfies every part of the constraint, such as
/// `>= 5.100, < 7.0`. What can't be read is taken to admit it: the stricter check then applies.
/// Source: Terraform language, Version Constraints.
pub fn admits_5(constraint: &str) -> bool {
    let parts: Vec<(&str, Vec<u64>)> = match constraint.split(',').map(part).collect() {
        Some(parts) => parts,
        None => return true,
    };
    // The ends of version 5, and every version that the constraint itself names with its neighbours.
    let mut candidates = vec![vec![5, 0, 0], vec![5, u64::MAX, u64::MAX]];
    for (_, version) in &parts {
        let mut exact = version.clone();
        exact.resize(3, 0);
        let mut next = exact.clone();
        if let Some(patch) = next.last_mut() {
            *patch = patch.saturating_add(1);
        }
        candidates.extend([exact, next]);
    }
    candidates
        .iter()
        .filter(|candidate| candidate.first() == Some(&5))
        .any(|candidate| {
            parts
                .iter()
                .all(|(op, version)| holds(op, candidate, version))
        })
}

fn part(text: &str) -> Option<(&str, Vec<u64>)> {
    let text = text.trim();
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (op, version) = text.split_at_checked(digits)?;
    let version = version
        .split('.')
        .map(|number| number.parse().ok())
        .collect::<Option<Vec<u64>>>()?;
    (version.len() <= 3).then_some((op.trim(), version))
}

fn holds(op: &str, candidate: &[u64], version: &[u64]) -> bool {
    let mut full = version.to_vec();
    full.resize(3, 0);
    let full = full.as_slice();
    match op {
        "" | "=" => candidate == full,
        "!=" => candidate != full,
        ">=" => candidate >= full,
        ">" => candidate > full,
        "<=" => candidate <= full,
        "<" => candidate < full,
        "~>" => {
            let fixed = version.len().saturating_sub(1).max(1);
            candidate >= full
                && candidate
                    .iter()
                    .zip(version)
                    .take(fixed)
                    .all(|(a, b)| a == b)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::admits_5;

    #[test]
    fn constraints() {
        for (constraint, expected) in [
            (">= 5.100, < 7.0", true),
            (">= 6.0", false),
            ("~> 5.100", true),
            ("~> 6.0", false),
            (">= 4.0", true),
            ("< 5.0.0", false),
            ("> 5.99, < 6", true),
            ("5.100.0", true),
            ("= 6.12.1", false),
            (">= 5.0, != 5.3.1", true),
            ("> 5.1.0, < 5.1.2", true),
            ("nonsense", true),
        ] {
            assert_eq!(admits_5(constraint), expected, "{constraint}");
        }
    }
}
