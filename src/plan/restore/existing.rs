//! A database from a snapshot that exists already, of the owner's or shared by another account. Nothing is seen of its key:
//! it is copied first, unless the spec says that it lies under the database's own.

use std::collections::BTreeMap;

use super::Target;
use crate::aws::arns::Arn;
use crate::aws::regions;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::{AccountId, Region};
use crate::plan::copies::destination;
use crate::plan::resolve::Resolver;
use crate::plan::restored::Data;
use crate::plan::rules::{COPY_XACCT_XREGION_ONESTEP, RST_REGION, SHARE_RESTORE_DIRECT};
use crate::plan::snapshots::{Origin, Snapshot, SnapshotKind};
use crate::source::At;
use crate::spec::rules::ARN_SHAPE;

impl Target<'_> {
    /// From a snapshot that exists.
    pub(super) fn existing(
        &self,
        resolver: &mut Resolver<'_, '_>,
        identifier: &At<String>,
        copy: Option<&At<bool>>,
    ) -> Option<Data> {
        let here = self.common.region.value;
        let owner = &resolver.spec.owner.value;
        let (arn, region, is_foreign) = if identifier.starts_with("arn:") {
            let parsed = self.parse(identifier, resolver.found)?;
            let is_foreign = parsed.0.account != owner.as_str();
            (identifier.value.clone(), parsed.1, is_foreign)
        } else {
            (self.kind.arn(here, owner, identifier), here, false)
        };
        if is_foreign && region != here {
            resolver.found.push(Diagnostic::new(
                &COPY_XACCT_XREGION_ONESTEP,
                identifier.at,
                format!("a snapshot that another account shares in `{region}` is not copied to `{here}` in one step"),
                format!("restore in `{region}`, or copy it there first, and then to `{here}`"),
            ));
            return None;
        }
        let region_of_copy = At::new(here, identifier.at);
        destination(identifier, Some(&region_of_copy), region, resolver.found)?;
        if let Some(said) = copy.filter(|said| !said.value)
            && let Some(refused) = self.must_copy(said, region, is_foreign)
        {
            resolver.found.push(refused);
            return None;
        }
        let asked = copy.map(|said| said.value);
        let must = is_foreign || region != here;
        if !(must || asked.unwrap_or(self.kind == SnapshotKind::Instance)) {
            return Some(Data::Existing(identifier.clone()));
        }
        let name = self.copy_name(identifier);
        let copy = Snapshot {
            label: String::new(),
            renamed_from: None,
            identifier: name.clone(),
            kind: self.kind,
            origin: Origin::Existing { arn, region },
            database: self.common.label.clone(),
            region: region_of_copy,
            key: self.common.key.clone(),
            option_group: None,
            source_option_group: None,
            shares: Vec::new(),
            prevent_destroy: At::new(false, identifier.at),
            tags: BTreeMap::new(),
            copies: Vec::new(),
            name,
        };
        Some(self.copy(resolver, copy))
    }

    /// Why a snapshot cannot be restored from as it is.
    fn must_copy(&self, said: &At<bool>, region: Region, is_foreign: bool) -> Option<Diagnostic> {
        if is_foreign {
            return Some(Diagnostic::new(
                &SHARE_RESTORE_DIRECT,
                said.at,
                "the snapshot is another account's, and AWS restores nothing that is both shared and encrypted",
                "remove `copy: false`, so that it is copied under the database's key first",
            ));
        }
        (region != self.common.region.value).then(|| {
            Diagnostic::new(
                &RST_REGION,
                said.at,
                format!(
                    "the snapshot is in `{region}`, and `{}` is restored in `{}`",
                    self.common.name, self.common.region
                ),
                "remove `copy: false`, so that it is copied there first",
            )
        })
    }

    fn parse(&self, text: &At<String>, found: &mut Diagnostics) -> Option<(Arn, Region)> {
        let arn = Arn::parse(text).ok();
        let known = arn.and_then(|arn| {
            let region = regions::find(&arn.region)?;
            let (kind, _) = arn.resource.split_once(':')?;
            let kind = match kind {
                "snapshot" => SnapshotKind::Instance,
                "cluster-snapshot" => SnapshotKind::Cluster,
                _ => return None,
            };
            (arn.service == "rds" && !arn.account.is_empty()).then_some((arn, region, kind))
        });
        match known {
            None => {
                found.push(Diagnostic::new(
                    &ARN_SHAPE,
                    text.at,
                    format!("`{}` is not the ARN of a snapshot", text.escape_debug()),
                    format!(
                        "write it as in `{}`",
                        self.kind.arn(
                            self.common.region.value,
                            &AccountId::parse("123456789012")?,
                            "release-42"
                        )
                    ),
                ));
                None
            }
            Some((_, _, kind)) if kind != self.kind => {
                found.push(self.other_kind(text));
                None
            }
            Some((arn, region, _)) => Some((arn, region)),
        }
    }
}
