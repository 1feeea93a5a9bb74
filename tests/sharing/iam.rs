//! An IAM policy asked whether it allows a request: a few lines of its own, so that it shares no mistake with what it
//! tests. Knows Allow, wildcards at the end, `StringEquals` and `Bool`, which is all that such a policy may hold.

use std::collections::BTreeMap;

use serde_json::Value;

pub struct Call<'a> {
    pub action: &'a str,
    pub resource: &'a str,
    pub context: BTreeMap<&'a str, &'a str>,
}

/// Whether a policy allows a call. Every statement of it must be one that is understood here.
pub fn allows(policy: &Value, call: &Call<'_>) -> bool {
    assert_eq!(policy["Version"], "2012-10-17");
    policy["Statement"]
        .as_array()
        .unwrap()
        .iter()
        .any(|statement| {
            assert_eq!(statement["Effect"], "Allow");
            let known = ["Sid", "Effect", "Action", "Resource", "Condition"];
            assert!(
                statement
                    .as_object()
                    .unwrap()
                    .keys()
                    .all(|key| known.contains(&key.as_str()))
            );
            several(&statement["Action"]).any(|action| fits(action, call.action))
                && several(&statement["Resource"]).any(|resource| resource == call.resource)
                && statement
                    .get("Condition")
                    .is_none_or(|condition| holds(condition, call))
        })
}

fn holds(condition: &Value, call: &Call<'_>) -> bool {
    condition
        .as_object()
        .unwrap()
        .iter()
        .all(|(operator, tests)| {
            assert!(["StringEquals", "Bool"].contains(&operator.as_str()));
            tests.as_object().unwrap().iter().all(|(key, values)| {
                let is = call.context.get(key.as_str());
                is.is_some_and(|is| several(values).any(|value| value == *is))
            })
        })
}

fn several(value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter().map(|item| item.as_str().unwrap())),
        one => Box::new(std::iter::once(one.as_str().unwrap())),
    }
}

fn fits(pattern: &str, action: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => action.starts_with(start),
        None => pattern == action,
    }
}
