//! The command line: words, arguments and their help. Knows clap; must not do anything.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diagnostic::print::Format;
use crate::names::Date;

/// One YAML spec of databases, regions and accounts to Terraform in which every RDS and Aurora database is
/// encrypted with the right key.
#[derive(Debug, Parser)]
#[command(name = "sealform", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Whether to colour what is printed.
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  error: the spec, the usage, input or output, or a bug of Sealform
  2  the directory differs from the spec (diff)
  3  it differs, and somebody gains access to a key (diff)

Nothing is ever asked for, fetched from a network, or read from AWS credentials.";

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a commented starter spec that generates as it stands
    Init {
        /// Where to write it; `-` prints it
        #[arg(default_value = "sealform.yaml", value_name = "FILE")]
        file: PathBuf,
    },
    /// Say what is wrong with a spec, and nothing else
    Validate {
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
        /// How to report.
        #[command(flatten)]
        report: ReportArgs,
    },
    /// Render a spec, prove the result and write it
    Generate {
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
        /// How to report.
        #[command(flatten)]
        report: ReportArgs,
        /// How to prove.
        #[command(flatten)]
        proof: ProofArgs,
        /// The directory to write into
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Write over files that were edited by hand or that somebody else wrote
        #[arg(long)]
        force: bool,
    },
    /// Compare a directory with what the spec gives, and write nothing
    Diff {
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
        /// How to report.
        #[command(flatten)]
        report: ReportArgs,
        /// How to prove.
        #[command(flatten)]
        proof: ProofArgs,
        /// The directory to compare with
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Exit with 0 when the directory differs
        #[arg(long)]
        exit_zero: bool,
    },
    /// Say who may do what with which key, through which service
    Access {
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
        /// What to show.
        #[command(flatten)]
        access: AccessArgs,
    },
    /// Draw accounts, regions, keys, databases, replicas, copies and shares
    Graph {
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
        /// How to draw.
        #[command(flatten)]
        graph: GraphArgs,
    },
    /// Judge what a spec gives by the controls of CIS, Security Hub, AWS Config and PCI DSS
    Report {
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
        /// What to make of it.
        #[command(flatten)]
        page: PageArgs,
    },
    /// List the built-in templates, print one, or write them out to be changed
    Templates {
        /// The template to print, or to write; all of them are written if none is named
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// The directory to write into, for `--templates`
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Write over templates that were changed
        #[arg(long, requires = "out")]
        force: bool,
        /// How to list them
        #[arg(long, value_enum, default_value_t = ListFormat::Text, value_name = "FORMAT")]
        format: ListFormat,
    },
    /// Explain a rule (what it checks, why, and the way out) or where a value comes from
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Explain {
        /// The rule's id, as it stands in brackets in an error
        #[arg(value_name = "RULE", required = true)]
        rule: Option<String>,
        /// Something else than a rule.
        #[command(subcommand)]
        of: Option<Explained>,
    },
    /// List all rules
    Rules {
        /// How to print them
        #[arg(long, value_enum, default_value_t = ListFormat::Text, value_name = "FORMAT")]
        format: ListFormat,
    },
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// What else can be explained.
#[derive(Debug, Subcommand)]
pub enum Explained {
    /// Say what a value of a spec is, and where it comes from
    Value {
        /// The path of the value, as in `databases.orders.deletion_protection`
        #[arg(value_name = "PATH")]
        path: String,
        /// The spec.
        #[command(flatten)]
        spec: SpecArgs,
    },
}

/// Which spec.
#[derive(Debug, Args)]
pub struct SpecArgs {
    /// A file, a folder whose *.yaml files are one spec, or `-` for standard input
    #[arg(value_name = "SPEC")]
    pub spec: PathBuf,
}

/// How findings are reported.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// How to print findings and differences
    #[arg(long, value_enum, default_value_t = ReportFormat::Text, value_name = "FORMAT")]
    pub format: ReportFormat,
    /// Take warnings for errors
    #[arg(long)]
    pub deny_warnings: bool,
    /// The day on which accepted findings are judged; today unless given. Nothing else depends on it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write year, month and day, as in 2027-03-31".to_owned())
}

/// What of the access matrix is shown, and how.
#[derive(Debug, Args)]
pub struct AccessArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = MatrixFormat::Text, value_name = "FORMAT")]
    pub format: MatrixFormat,
    /// Only the key of this name
    #[arg(long, value_name = "NAME")]
    pub key: Option<String>,
    /// Only who is of this account: its id, or its name under `sharing`
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// Only the keys of this region
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// Also those who may do nothing
    #[arg(long)]
    pub all: bool,
    /// Also the statement that allows or denies
    #[arg(long)]
    pub why: bool,
}

/// How the access matrix is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MatrixFormat {
    /// For a terminal.
    Text,
    /// For a review.
    Markdown,
    /// For programs; versioned.
    Json,
    /// For a spreadsheet.
    Csv,
}

/// What a report for reviewers is.
#[derive(Debug, Args)]
pub struct PageArgs {
    /// What to make of it
    #[arg(long, value_enum, default_value_t = PageFormat::Html, value_name = "FORMAT")]
    pub format: PageFormat,
    /// The file to write; without it, standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The day on which accepted findings are judged; today unless given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub today: Option<Date>,
}

/// What a report for reviewers is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// One page that needs no other file and no network.
    Html,
    /// For a comment on a pull request.
    Markdown,
    /// For programs; versioned.
    Json,
}

/// How the topology is drawn.
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// What to draw it as
    #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid, value_name = "FORMAT")]
    pub format: GraphFormat,
    /// The file to write; without it, standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// How the topology is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// For a page of markdown.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// For a browser; light and dark.
    Svg,
}

/// How the text is rendered and proven.
#[derive(Debug, Args)]
pub struct ProofArgs {
    /// Templates of your own, each in place of the built-in one of its name
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Parse every block of the rendered text, and not only each shape once
    #[arg(long)]
    pub paranoid: bool,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// How findings and differences are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For programs; versioned.
    Json,
    /// As annotations of a GitHub workflow.
    Github,
    /// For code scanning.
    Sarif,
}

impl ReportFormat {
    /// The printer's own word for it.
    pub const fn printed(self) -> Format {
        match self {
            Self::Text => Format::Text,
            Self::Json => Format::Json,
            Self::Github => Format::Github,
            Self::Sarif => Format::Sarif,
        }
    }
}
