//! Terraform's settings with their defaults, and the state of each root module.

use std::collections::BTreeMap;

use super::defaults::{AWS_PROVIDER, AWS_PROVIDER_WITH_REGION, REQUIRED_VERSION};
use super::{Backend, MultiRegion, Plain, Toolchain};
use crate::source::At;
use crate::spec::{self, Spec};

/// How the root module in `folder` is set up.
pub(super) fn toolchain(spec: &Spec, slug: &str, folder: &str) -> Toolchain {
    let terraform = &spec.terraform;
    let at = spec.name.at;
    let multi_region = terraform
        .multi_region
        .clone()
        .unwrap_or(At::new(MultiRegion::Alias, at));
    let provider = match multi_region.value {
        MultiRegion::Alias => AWS_PROVIDER,
        MultiRegion::Region => AWS_PROVIDER_WITH_REGION,
    };
    let text = |said: &Option<At<String>>, default: &str| {
        said.clone()
            .unwrap_or_else(|| At::new(default.to_owned(), at))
    };
    Toolchain {
        required_version: text(&terraform.required_version, REQUIRED_VERSION),
        aws_provider: text(&terraform.aws_provider, provider),
        multi_region,
        assume_role: terraform.assume_role.clone(),
        backend: terraform
            .backend
            .as_ref()
            .map(|said| backend(said, slug, folder)),
    }
}

/// A backend, with the path of the state of the root module in `folder`.
pub(super) fn backend(said: &spec::Backend, slug: &str, folder: &str) -> Backend {
    Backend {
        kind: said.kind.value.clone(),
        settings: with_path(&said.kind, &said.settings, slug, folder),
    }
}

/// The settings and the path of the state: one per root module, since two modules that share a state would
/// destroy each other's resources.
fn with_path(
    kind: &str,
    settings: &BTreeMap<String, At<Plain>>,
    slug: &str,
    folder: &str,
) -> BTreeMap<String, Plain> {
    let mut all: BTreeMap<String, Plain> = settings
        .iter()
        .map(|(name, value)| (name.clone(), value.value.clone()))
        .collect();
    let (name, path) = match kind {
        "gcs" => ("prefix", format!("{slug}/{folder}")),
        "local" => (
            "path",
            format!("{slug}-{}.tfstate", folder.replace('/', "-")),
        ),
        _ => ("key", format!("{slug}/{folder}.tfstate")),
    };
    all.insert(name.to_owned(), Plain::Text(path));
    all
}
