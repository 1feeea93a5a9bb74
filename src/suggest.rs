//! Did you mean: the nearest of the known words. Knows words only.

/// A longer word is no slip of the keyboard, and comparing it would take long.
const LONGEST: usize = 100;

/// A shorter word is the beginning or end of too many others.
const SHORTEST_PART: usize = 4;

/// The known word that was most likely meant by `word`; nothing where all are very different.
///
/// Near is what up to a third of the letters tell apart, two neighbours swapped counting once; case doesn't count, nor
/// does `_` against `-`. Failing that, a word that begins or ends with the other. Of equally near ones it is the first
/// by alphabet, whatever the order in which they come.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let meant = normal(word);
    known
        .into_iter()
        .filter_map(|candidate| Some((distance(&meant, &normal(candidate))?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Letters that differ, worse (by the first number) where one word is only a part of the other.
fn distance(meant: &str, candidate: &str) -> Option<(u8, usize)> {
    let longer = meant.chars().count().max(candidate.chars().count());
    let edits = strsim::osa_distance(meant, candidate);
    if edits <= longer / 3 {
        return Some((0, edits));
    }
    let (part, whole) = if meant.len() < candidate.len() {
        (meant, candidate)
    } else {
        (candidate, meant)
    };
    let is_part = part.len() >= SHORTEST_PART
        && (whole
            .strip_prefix(part)
            .is_some_and(|rest| rest.starts_with('-'))
            || whole
                .strip_suffix(part)
                .is_some_and(|rest| rest.ends_with('-')));
    is_part.then_some((1, whole.len().saturating_sub(part.len())))
}

fn normal(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const KNOWN: &[&str] = &[
        "allocated_storage",
        "backup_retention_period",
        "databases",
        "db_subnet_group_name",
        "engine",
        "engine_version",
        "key",
        "keys",
        "multi_az",
        "multi_region",
        "region",
        "regions",
        "us-east-1",
        "us-east-2",
        "us-west-1",
    ];

    #[test]
    fn finds_what_was_meant() {
        for (word, expected) in [
            ("databses", Some("databases")),
            ("database", Some("databases")),
            ("dtaabases", Some("databases")),
            ("Engine", Some("engine")),
            ("engine-version", Some("engine_version")),
            ("engineVersion", Some("engine_version")),
            ("backup_retention", Some("backup_retention_period")),
            ("subnet_group_name", Some("db_subnet_group_name")),
            ("storage", Some("allocated_storage")),
            ("regoin", Some("region")),
            ("kye", Some("key")),
            ("us_east_1", Some("us-east-1")),
            ("us-eats-2", Some("us-east-2")),
            // As near to us-east-1 as to us-east-2 and us-west-1: the first by alphabet.
            ("us-east-3", Some("us-east-1")),
            ("multi", Some("multi_az")),
            ("kms_customer_master", None),
            ("az", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, KNOWN.iter().copied()), expected, "{word}");
            let backwards = KNOWN.iter().rev().copied();
            assert_eq!(nearest(word, backwards), expected, "{word}, backwards");
        }
    }

    #[test]
    fn leaves_long_words_alone() {
        assert_eq!(
            nearest(&"key".repeat(1_000_000), KNOWN.iter().copied()),
            None
        );
    }
}
