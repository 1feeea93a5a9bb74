//! Parses the rendered text again and trusts nothing that the renderer knew. Knows Terraform's
//! language, the provider's schema and how RDS and KMS fit together; must not know specs, plans or
//! templates.
//!
//! Each directory with `*.tf` files is one root module. A file is cut into its top-level blocks; each
//! block is compiled to a form, which holds everything about it but the text of its strings, numbers
//! and names; the form is checked once, and the holes of each block are checked on their own.

mod adopted;
mod check;
mod compile;
mod cut;
mod cycles;
mod duties;
mod exposure;
mod form;
mod functions;
mod globals;
mod held;
mod item;
mod keys;
mod location;
mod module;
mod names;
mod providers;
mod read;
mod refactoring;
mod regions;
mod resources;
mod roles;
mod seeded;
mod shape;
mod sources;
mod storage;
mod targets;
mod text;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use held::{Held, Told};
pub use keys::KeyPolicyText;
pub use refactoring::Move;
pub use resources::{ResourceText, Written};
pub use roles::{Attachment, RoleText};

use crate::tree::Tree;
use check::Found;
use form::Mode as Kind;
use module::Module;
use read::File;
use shape::Forms;

/// Every id that a violation may bear, with what it stands for. Sorted by id.
#[rustfmt::skip]
pub static RULES: &[(&str, &str)] = &[
    ("absent-in-provider-5", "an argument, block or type that provider 5 doesn't have, where the configuration admits it"),
    ("argument-as-block", "a nested block written as an argument, or the other way round"),
    ("argument-type", "a value that doesn't convert into the type that is wanted"),
    ("at-least-one-of", "none of several arguments of which one must stand"),
    ("backups-source", "replicated backups of no instance in another region, by ARN"),
    ("conflicting-arguments", "two arguments that exclude each other"),
    ("copy-source", "a snapshot copy whose source is no ARN, or that is placed by its arguments"),
    ("depends-on", "something else than whole resources in a list of them"),
    ("detaching-member", "a cluster that a later plan would take out of its global database"),
    ("duplicate-address", "two blocks that declare the same thing"),
    ("duplicate-key", "two equal keys in one object"),
    ("duplicate-name", "two things of one name where AWS lets it stand once"),
    ("ephemeral-value", "an ephemeral value where plan or state would keep it"),
    ("exactly-one-of", "none or several of the arguments of which exactly one must stand"),
    ("format", "a value that is no ARN, JSON, address …"),
    ("grant", "a grant, which gives access beside the policies"),
    ("instance-key", "an index on what stands once, or none on what stands many times"),
    ("key-differs-from-snapshot", "a restored instance with another key than its snapshot's"),
    ("key-disabled", "a key that is off"),
    ("key-form", "a key that isn't named by the ARN of a key of the module"),
    ("key-kind", "a key that RDS can't encrypt with"),
    ("key-region", "a key of another region or account"),
    ("key-without-policy", "a key that AWS would give its default policy"),
    ("length", "too few or too many characters or elements"),
    ("lifecycle", "a `lifecycle` that Terraform refuses"),
    ("literal-secret", "a secret that is written out"),
    ("literal-wanted", "something computed where Terraform reads before it evaluates"),
    ("missing-argument", "an argument that must stand"),
    ("missing-block", "a block that must stand"),
    ("missing-key", "stored data that would lie under no key of the module"),
    ("name", "a name that is none in Terraform"),
    ("open-policy", "a policy that lets everybody or a stranger in"),
    ("out-of-range", "a number outside of its range"),
    ("pattern", "a value that doesn't match its pattern"),
    ("policy-lockout", "a key that may lock its owner out"),
    ("provider-account", "a provider that may work in other accounts than one"),
    ("provider-missing", "a resource that no declared provider makes"),
    ("provider-region", "a provider whose region isn't written out"),
    ("provider-setting", "a provider that would trust somebody else than AWS"),
    ("public", "a database that the internet may reach"),
    ("read-only-argument", "an argument that only AWS sets"),
    ("refactoring", "a `moved`, `import` or `removed` block that Terraform refuses, or that would destroy something"),
    ("reference-cycle", "a resource that depends on itself"),
    ("reference-target", "a reference to another type or attribute than the argument takes"),
    ("region", "a reference to something in another region or account"),
    ("replica-key", "a replica key without a multi-Region primary in another region"),
    ("replica-source", "a replica that doesn't name its source as its region demands"),
    ("replica-subnet-group", "a replica in another region without a subnet group there"),
    ("required-with", "an argument without another that it needs"),
    ("role-excess", "a role that may do more than the spec asks for"),
    ("rotation-off", "a key that doesn't rotate"),
    ("sensitive-output", "an output that shows a sensitive value"),
    ("shared-account", "a snapshot shared with something else than an account"),
    ("syntax", "a text that isn't Terraform's language"),
    ("too-many-blocks", "a block that stands too often"),
    ("two-policies", "two policies on one key"),
    ("undeclared-provider", "a provider that isn't declared"),
    ("undeclared-reference", "a reference to nothing"),
    ("unencrypted", "stored data that isn't encrypted"),
    ("unknown-argument", "an argument that its type doesn't have"),
    ("unknown-attribute", "an attribute that its type doesn't have"),
    ("unknown-block", "a block that stands where none does"),
    ("unknown-function", "a function that Terraform doesn't have"),
    ("unknown-provider", "a provider that can't be verified"),
    ("unknown-type", "a type that can't be verified"),
    ("unreadable-policy", "a key policy that isn't wholly in the text"),
    ("value-not-allowed", "a value outside of its closed list"),
];

/// How much of the text is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A block is parsed only if no block of the same form was parsed before it.
    ByShape,
    /// Everything is parsed.
    Paranoid,
}

/// One thing that is wrong with the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file, as a path in the tree.
    pub file: String,
    /// The line; the file's first is 1.
    pub line: u32,
    /// What was broken: an id of [`RULES`].
    pub rule: &'static str,
    /// The block, as Terraform calls it.
    pub address: Option<String>,
    /// What is wrong, in one line.
    pub message: String,
}

/// A tree as its modules, read once for everything that is asked of it.
pub struct Reading<'t> {
    modules: BTreeMap<&'t str, Vec<File<'t>>>,
}

/// Reads the `*.tf` files of a tree.
pub fn read(tree: &Tree, mode: Mode) -> Reading<'_> {
    let forms = Forms::default();
    let sources: Vec<(&str, &str)> = tree
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".tf"))
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let files: Vec<File<'_>> = sources
        .into_par_iter()
        .map(|(path, text)| match mode {
            Mode::ByShape => shape::by_shape(path, text, &forms),
            Mode::Paranoid => read::whole(path, text),
        })
        .collect();
    let mut modules: BTreeMap<&str, Vec<File<'_>>> = BTreeMap::new();
    for file in files {
        let directory = file
            .path
            .rsplit_once('/')
            .map_or("", |(directory, _)| directory);
        modules.entry(directory).or_default().push(file);
    }
    Reading { modules }
}

/// Everything that is wrong with the text of a tree, in the order of files and lines.
pub fn verify(tree: &Tree, mode: Mode) -> Vec<Violation> {
    read(tree, mode).violations()
}

/// The policies of all keys in a tree, where they can be read; [`verify`] reports the others.
pub fn key_policies(tree: &Tree) -> Vec<KeyPolicyText> {
    read(tree, Mode::ByShape).key_policies()
}

impl Reading<'_> {
    /// Everything that is wrong with the text, in the order of files and lines.
    pub fn violations(&self) -> Vec<Violation> {
        let mut violations: Vec<Violation> = self
            .modules
            .values()
            .flat_map(|files| of_module(files))
            .collect();
        violations.sort_unstable();
        violations.dedup();
        violations
    }

    /// The managed resources, in the order of modules, files and lines.
    pub fn resources(&self) -> Vec<ResourceText> {
        let modules = self.modules.iter();
        modules
            .flat_map(|(directory, files)| resources::resources(directory, &Module::of(files)))
            .collect()
    }

    /// The resources that leave their addresses.
    pub fn moves(&self) -> Vec<Move> {
        let modules = self.modules.iter();
        modules
            .flat_map(|(directory, files)| refactoring::moves(directory, &Module::of(files)))
            .collect()
    }

    /// The files that are not of Terraform's language: path, line and message.
    pub fn broken(&self) -> Vec<(&str, u32, &str)> {
        let files = self.modules.values().flatten();
        files
            .filter_map(|file| {
                let (line, message) = file.broken.as_ref()?;
                Some((file.path, *line, message.as_str()))
            })
            .collect()
    }

    /// What the text says of where data lie, what they are made from and who receives them.
    pub fn held(&self) -> Vec<Held<'_>> {
        let modules: Vec<_> = self.modules.iter().collect();
        modules
            .into_par_iter()
            .flat_map_iter(|(directory, files)| held::held(directory, &Module::of(files)))
            .collect()
    }

    /// The IAM policies, and who may take the roles.
    pub fn roles(&self) -> Vec<RoleText> {
        let modules = self.modules.iter();
        modules
            .flat_map(|(directory, files)| roles::roles(directory, files))
            .collect()
    }

    /// Who has which IAM policy.
    pub fn attachments(&self) -> Vec<Attachment> {
        let modules = self.modules.iter();
        modules
            .flat_map(|(directory, files)| roles::attachments(directory, files))
            .collect()
    }

    /// The policies of all keys, in the order of modules, files and lines.
    pub fn key_policies(&self) -> Vec<KeyPolicyText> {
        let of = |(directory, files): (&&str, &Vec<File<'_>>)| {
            keys::policies(directory, &Module::of(files))
        };
        self.modules.iter().flat_map(of).collect()
    }
}

fn of_module(files: &[File<'_>]) -> Vec<Violation> {
    let broken: Vec<Violation> = files
        .iter()
        .filter_map(|file| {
            let (line, message) = file.broken.clone()?;
            Some(Violation {
                file: file.path.to_owned(),
                line,
                rule: "syntax",
                address: None,
                message,
            })
        })
        .collect();
    // What a broken file declares is unknown: every reference to it would be reported as well.
    if !broken.is_empty() {
        return broken;
    }
    let module = Module::of(files);
    let found: Vec<Found> = module
        .items
        .par_iter()
        .map(|item| {
            let mut found = Found::default();
            check::check(&module, *item, &mut found);
            exposure::check(&module, *item, &mut found.violations);
            adopted::check(&module, *item, &mut found.violations);
            if let Some((Kind::Managed, kind, _)) = item.thing() {
                storage::check(&module, *item, kind, &mut found.violations);
                globals::check(&module, *item, kind, &mut found.violations);
                sources::check(&module, *item, kind, &mut found.violations);
                regions::check(&module, *item, kind, &mut found.violations);
                targets::check(&module, *item, &mut found.violations);
            }
            found
        })
        .collect();
    let mut violations = module.duplicates.clone();
    let mut edges = Vec::with_capacity(found.len());
    for block in found {
        violations.extend(block.violations);
        edges.push(block.edges);
    }
    cycles::check(&module, &edges, &mut violations);
    keys::check(&module, &mut violations);
    names::check(&module, &mut violations);
    refactoring::check(&module, &mut violations);
    providers::check(&module, &mut violations);
    violations
}
