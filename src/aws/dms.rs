//! What the Database Migration Service calls engines, and how it reaches them. Knows the service's words; must not know
//! who migrates what.
//!
//! Sources: DMS API CreateEndpoint, `EngineName`; DMS User Guide "Using SSL with AWS Database Migration Service"; RDS User
//! Guide "Using SSL/TLS to encrypt a connection to a DB instance or cluster", certificate bundles.

use crate::aws::engines::{Engine, Family};
use crate::names::{Partition, Region};

/// How an endpoint's connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// Not at all.
    None,
    /// With whoever answers.
    Require,
    /// With a server whose certificate is of a known authority.
    VerifyCa,
    /// And whose certificate bears the server's name.
    VerifyFull,
}

impl TlsMode {
    /// Every mode with its word.
    pub const WORDS: &[(&'static str, Self)] = &[
        ("none", Self::None),
        ("require", Self::Require),
        ("verify-ca", Self::VerifyCa),
        ("verify-full", Self::VerifyFull),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        let mut words = Self::WORDS.iter();
        words
            .find(|(_, mode)| *mode == self)
            .map_or("", |(word, _)| word)
    }

    /// True where the certificate of an authority is needed.
    pub fn needs_certificate(self) -> bool {
        matches!(self, Self::VerifyCa | Self::VerifyFull)
    }

    /// The modes that an engine's endpoint has, the best one last.
    pub fn of(family: Family) -> &'static [Self] {
        match family {
            Family::Postgres | Family::AuroraPostgres => {
                &[Self::None, Self::Require, Self::VerifyCa, Self::VerifyFull]
            }
            Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
                &[Self::None, Self::VerifyCa, Self::VerifyFull]
            }
            Family::SqlServer => &[Self::None, Self::Require, Self::VerifyFull],
            Family::Oracle | Family::Db2 => &[Self::None, Self::VerifyCa],
        }
    }
}

/// What an endpoint of an engine is called.
pub fn endpoint_engine(engine: Engine) -> &'static str {
    match engine.family() {
        Family::AuroraMysql => "aurora",
        Family::AuroraPostgres => "aurora-postgresql",
        Family::Mysql => "mysql",
        Family::MariaDb => "mariadb",
        Family::Postgres => "postgres",
        Family::Oracle => "oracle",
        Family::SqlServer => "sqlserver",
        Family::Db2 => "db2",
    }
}

/// True where an endpoint is of one database, and not of the whole server.
pub fn is_of_one_database(family: Family) -> bool {
    !matches!(
        family,
        Family::Mysql | Family::MariaDb | Family::AuroraMysql
    )
}

/// Where the certificates of a region's databases are published, as one file of PEM.
pub fn certificates(region: Region) -> String {
    let host = match region.partition() {
        Partition::China => {
            return format!(
                "https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/{region}/{region}-bundle.pem"
            );
        }
        Partition::GovCloud => "truststore.pki.us-gov-west-1.rds.amazonaws.com",
        Partition::EuropeanSovereign => "truststore.pki.rds.amazonaws.eu",
        Partition::Aws => "truststore.pki.rds.amazonaws.com",
    };
    format!("https://{host}/{region}/{region}-bundle.pem")
}
