//! The `terraform` block: versions, providers, backend. Knows what Terraform reads before it evaluates
//! anything; must not know the provider.

use hcl::edit::Span as _;
use hcl::edit::structure::{Attribute, Block, Structure};

use super::Compiler;
use crate::verify::form::{Head, Key, Value};

/// What the `s3` backend takes. Source: Terraform, Backend Type: s3.
const S3_BACKEND: [&str; 33] = [
    "access_key",
    "acl",
    "allowed_account_ids",
    "assume_role",
    "assume_role_with_web_identity",
    "bucket",
    "custom_ca_bundle",
    "dynamodb_table",
    "encrypt",
    "endpoints",
    "external_id",
    "forbidden_account_ids",
    "http_proxy",
    "https_proxy",
    "key",
    "kms_key_id",
    "max_retries",
    "no_proxy",
    "profile",
    "region",
    "retry_mode",
    "role_arn",
    "secret_key",
    "shared_config_files",
    "shared_credentials_files",
    "skip_credentials_validation",
    "skip_region_validation",
    "skip_requesting_account_id",
    "sse_customer_key",
    "token",
    "use_lockfile",
    "use_path_style",
    "workspace_key_prefix",
];

impl Compiler<'_> {
    pub(super) fn terraform(&mut self, block: &Block) {
        self.form.head = Head::Terraform;
        for structure in &block.body {
            let line = self.line_of(structure.span());
            match structure {
                Structure::Attribute(written) if written.key.as_str() == "required_version" => {
                    let value = self.literal("required_version", written);
                    self.argument("required_version".to_owned(), line, value);
                }
                Structure::Attribute(written) => {
                    self.literal(written.key.as_str(), written);
                    self.problem("unknown-argument", line, "`terraform` has no such argument");
                }
                Structure::Block(written) => {
                    match (written.ident.as_str(), written.labels.as_slice()) {
                        ("required_providers", []) => self.required_providers(written),
                        ("backend", [kind]) => self.backend(kind.as_str(), written),
                        _ => self.problem("unknown-block", line, "`terraform` has no such block"),
                    }
                }
            }
        }
        for (path, message) in [
            ("required_version", "`required_version` is missing"),
            (
                "required_providers.aws.source",
                "`required_providers` must name the source of `aws`",
            ),
            (
                "required_providers.aws.version",
                "`required_providers` must name the version of `aws`",
            ),
        ] {
            if !matches!(self.form.value(path), Some(Value::Text(_))) {
                self.problem("missing-argument", 0, message);
            }
        }
        for name in ["required_providers", "backend"] {
            if let Some(second) = block.body.get_blocks(name).nth(1) {
                let line = self.line_of(second.span());
                self.problem("too-many-blocks", line, format!("`{name}` may stand once"));
            }
        }
    }

    /// A value that Terraform reads before it evaluates anything: nothing may be referred to.
    fn literal(&mut self, name: &str, written: &Attribute) -> Value {
        let before = self.form.references.len();
        let value = self.named(name, written);
        if self.form.references.len() > before
            || matches!(value, Value::Opaque(_) | Value::Either(_))
        {
            let line = self.line_of(written.span());
            self.problem(
                "literal-wanted",
                line,
                format!("`{name}` must be written out"),
            );
        }
        value
    }

    fn required_providers(&mut self, block: &Block) {
        for written in block.body.attributes() {
            let name = written.key.as_str();
            let line = self.line_of(written.span());
            if name != "aws" {
                let message = "only the provider `aws` can be verified";
                self.problem("unknown-provider", line, message);
            }
            if let Value::Object(fields) = self.literal(name, written) {
                for (key, value) in fields {
                    if let Key::Name(key) = key {
                        self.argument(format!("required_providers.{name}.{key}"), line, value);
                    }
                }
            }
        }
    }

    fn backend(&mut self, kind: &str, block: &Block) {
        let line = self.line_of(block.span());
        if !matches!(kind, "s3" | "local") {
            self.problem(
                "unknown-block",
                line,
                "only the backends `s3` and `local` can be verified",
            );
        }
        for structure in &block.body {
            let line = self.line_of(structure.span());
            match structure {
                Structure::Attribute(written) => {
                    let name = written.key.as_str();
                    self.literal(name, written);
                    if kind == "s3" && !S3_BACKEND.contains(&name) {
                        self.problem(
                            "unknown-argument",
                            line,
                            format!("the backend `s3` has no `{name}`"),
                        );
                    }
                }
                Structure::Block(_) => {
                    self.problem("unknown-block", line, "a backend has no blocks")
                }
            }
        }
    }
}
