//! Where a thing lives: region and account, by its provider and its own `region`. Knows provider blocks;
//! must not know what must be near to what.

use std::fmt;

use super::form::Value;
use super::item::Item;

/// Where a thing lives, as far as the text tells. What it doesn't tell is reported at the provider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Location<'m> {
    pub(super) region: Option<&'m str>,
    pub(super) account: Option<&'m str>,
}

impl<'m> Location<'m> {
    /// Where a thing of that provider lives.
    pub(super) fn of(item: Item<'m>, provider: Option<&Provider<'m>>) -> Self {
        Self {
            region: match item.block.form.value("region") {
                Some(Value::Text(region)) => Some(item.raw(*region)),
                Some(_) => None,
                None => provider.and_then(|provider| provider.region),
            },
            account: provider.and_then(|provider| match provider.accounts.as_slice() {
                [account] => Some(*account),
                _ => None,
            }),
        }
    }

    /// The same region of the same account, as far as both are known.
    pub(super) fn is(&self, other: &Self) -> bool {
        agree(self.region, other.region) && agree(self.account, other.account)
    }

    /// The same account, as far as both are known.
    pub(super) fn in_account_of(&self, other: &Self) -> bool {
        agree(self.account, other.account)
    }
}

fn agree(a: Option<&str>, b: Option<&str>) -> bool {
    a.zip(b).is_none_or(|(a, b)| a == b)
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.region, self.account) {
            (Some(region), Some(account)) => write!(formatter, "{region} of account {account}"),
            (Some(region), None) => formatter.write_str(region),
            (None, _) => formatter.write_str("an unknown region"),
        }
    }
}

/// One provider block.
#[derive(Default)]
pub(super) struct Provider<'m> {
    region: Option<&'m str>,
    accounts: Vec<&'m str>,
}

impl<'m> Provider<'m> {
    /// What the provider block says.
    pub(super) fn of(item: Item<'m>) -> Self {
        let accounts = match item.block.form.value("allowed_account_ids") {
            Some(Value::List(accounts)) => accounts
                .iter()
                .filter_map(|account| match account {
                    Value::Text(hole) => Some(item.raw(*hole)),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        Self {
            region: item.plain("region"),
            accounts,
        }
    }
}
