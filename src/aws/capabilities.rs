//! What each engine can do: replicas, standbys, encryption, IAM. Knows engines; must not know how
//! much it weighs when one can't.

use crate::aws::engines::{Engine, Family};
use crate::aws::regions::is_opt_in;
use crate::names::{Partition, Region};

/// Whether AWS supports something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// Its pages say so.
    Yes,
    /// Its pages say that it does not.
    No,
    /// Its pages disagree, or are silent: nothing to stop a run for.
    Disputed,
}

impl Support {
    /// True for [`Support::Yes`] alone.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// True for [`Support::No`] alone.
    pub const fn is_excluded(self) -> bool {
        matches!(self, Self::No)
    }
}

impl Engine {
    /// How many read replicas one source may have; nothing where the pages do not say. Aurora has
    /// members instead, at most [`crate::aws::limits::CLUSTER_MEMBERS`].
    ///
    /// As of 2026-11-17. Source: RDS API CreateDBInstanceReadReplica, `SourceDBInstanceIdentifier`; RDS
    /// User Guide "Working with DB instance read replicas" (Enterprise Editions only).
    pub fn read_replicas(self) -> Option<u32> {
        if self.is_custom() {
            return None;
        }
        match self.family() {
            Family::Mysql | Family::MariaDb | Family::Postgres => Some(15),
            Family::Oracle | Family::SqlServer => match self {
                Self::OracleEe | Self::OracleEeCdb | Self::SqlServerEe => Some(5),
                Self::SqlServerDevEe => None,
                _ => Some(0),
            },
            Family::Db2 => (self != Self::Db2Ce).then_some(3),
            Family::AuroraMysql | Family::AuroraPostgres => Some(0),
        }
    }

    /// What RDS Proxy calls the protocol of the engine; nothing where it does not speak it.
    ///
    /// Source: RDS User Guide "Supported Regions and DB engines for Amazon RDS Proxy"; RDS API CreateDBProxy, `EngineFamily`.
    pub fn proxy_family(self) -> Option<&'static str> {
        if self.is_custom() {
            return None;
        }
        match self.family() {
            Family::Mysql | Family::MariaDb | Family::AuroraMysql => Some("MYSQL"),
            Family::Postgres | Family::AuroraPostgres => Some("POSTGRESQL"),
            Family::SqlServer => Some("SQLSERVER"),
            Family::Oracle | Family::Db2 => None,
        }
    }

    /// True for the engines of Multi-AZ DB clusters.
    ///
    /// Source: RDS User Guide "Multi-AZ DB cluster deployments".
    pub const fn multi_az_clusters(self) -> bool {
        matches!(self, Self::Mysql | Self::Postgres)
    }

    /// Whether a read replica may stand in another region than its source.
    ///
    /// Source: RDS User Guide "Creating a read replica in a different AWS Region". For SQL Server that
    /// page and RDS API CreateDBInstanceReadReplica disagree.
    pub fn cross_region_replicas(self) -> Support {
        match self.family() {
            Family::Mysql | Family::MariaDb | Family::Postgres => Support::Yes,
            Family::SqlServer if self.read_replicas() != Some(0) => Support::Disputed,
            _ if self.is_custom() => Support::No,
            _ => match self.read_replicas() {
                Some(0) => Support::No,
                Some(_) => Support::Yes,
                None => Support::Disputed,
            },
        }
    }

    /// How long a chain of replicas may be below the source: 1 where a replica can't be a source,
    /// nothing where the pages do not say.
    ///
    /// Source: RDS User Guide "Working with MySQL read replicas", "Working with read replicas for Amazon
    /// RDS for PostgreSQL" and their like.
    pub fn replica_chain(self) -> Option<u32> {
        match self.family() {
            Family::Mysql | Family::Postgres => Some(3),
            Family::MariaDb | Family::Db2 => None,
            Family::Oracle | Family::SqlServer => Some(1),
            Family::AuroraMysql | Family::AuroraPostgres => Some(0),
        }
    }

    /// Whether a replica may be the source of a replica in another region.
    ///
    /// Source: RDS User Guide "Creating a read replica in a different AWS Region".
    pub fn cross_region_from_replica(self) -> Support {
        match self.family() {
            Family::Mysql | Family::MariaDb => Support::Yes,
            Family::Db2 => Support::Disputed,
            _ => Support::No,
        }
    }

    /// True where a replica in another region becomes a database of its own when its source is
    /// deleted; PostgreSQL's stops for good (`terminated`).
    ///
    /// Source: RDS User Guide "Creating a read replica in a different AWS Region".
    pub fn promotes_orphans(self) -> bool {
        self.family() != Family::Postgres
    }

    /// Whether an instance may have a standby in a second zone (`multi_az`). Aurora gets its standbys
    /// as members.
    ///
    /// As of 2026. Source: RDS User Guide "Multi-AZ deployments for Amazon RDS for Microsoft SQL
    /// Server" (Web Edition by block level replication) and "Working with SQL Server Developer Edition".
    pub fn multi_az(self) -> Support {
        match self {
            Self::AuroraMysql | Self::AuroraPostgresql => Support::No,
            Self::SqlServerEx | Self::Db2Ce => Support::Disputed,
            engine if engine.is_custom() => Support::Disputed,
            _ => Support::Yes,
        }
    }

    /// Whether a read replica may have a standby of its own.
    ///
    /// As of 2026. Source: RDS User Guide "Working with Multi-AZ read replica deployments" of MySQL, MariaDB and
    /// PostgreSQL, "Multi-AZ deployments for RDS for Oracle replicas"; of SQL Server and Db2 it says nothing.
    pub fn multi_az_replicas(self) -> Support {
        match self.family() {
            _ if self.is_custom() => Support::Disputed,
            Family::Mysql | Family::MariaDb | Family::Postgres | Family::Oracle => Support::Yes,
            Family::SqlServer | Family::Db2 => Support::Disputed,
            Family::AuroraMysql | Family::AuroraPostgres => Support::No,
        }
    }

    /// False for the one engine whose storage can't be encrypted.
    ///
    /// Source: RDS User Guide "Encrypting Amazon RDS resources", availability.
    pub fn supports_encryption(self) -> bool {
        self != Self::SqlServerEx
    }

    /// Whether IAM users may log in without a password, for that major version in that region.
    ///
    /// Source: RDS User Guide and Aurora User Guide, "Supported Regions and DB engines for IAM database
    /// authentication", 2026. MariaDB has it from 10.11, and not everywhere; of its table the rows of
    /// the opt-in regions in Europe, America and the Middle East could not be read.
    pub fn iam_authentication(self, major: &str, region: Region) -> Support {
        match self.family() {
            Family::Mysql | Family::Postgres | Family::AuroraMysql | Family::AuroraPostgres => {
                Support::Yes
            }
            Family::MariaDb => mariadb_iam(major, region),
            Family::Oracle | Family::SqlServer | Family::Db2 => Support::No,
        }
    }

    /// True where a source whose password Secrets Manager manages may have read replicas.
    ///
    /// Source: RDS User Guide "Password management with Amazon RDS and AWS Secrets Manager".
    pub fn managed_password_with_replicas(self) -> bool {
        self.family() == Family::SqlServer && !self.is_custom()
    }

    /// True where Secrets Manager may manage the password at all: everywhere but on RDS Custom.
    ///
    /// Source: RDS User Guide "Password management with Amazon RDS and AWS Secrets Manager".
    pub fn managed_password(self) -> bool {
        !self.is_custom()
    }

    /// True where `timezone` may be set.
    ///
    /// Source: RDS API CreateDBInstance, `Timezone`.
    pub fn supports_timezone(self) -> bool {
        matches!(self.family(), Family::SqlServer | Family::Db2)
    }

    /// True where `character_set_name` may be set: Oracle's character set, SQL Server's collation.
    ///
    /// Source: RDS API CreateDBInstance, `CharacterSetName`.
    pub fn supports_character_set(self) -> bool {
        matches!(self.family(), Family::Oracle | Family::SqlServer) && !self.is_custom()
    }

    /// True where `nchar_character_set_name` may be set.
    ///
    /// Source: RDS API CreateDBInstance, `NcharCharacterSetName`.
    pub fn supports_nchar_character_set(self) -> bool {
        self.family() == Family::Oracle && !self.is_custom()
    }

    /// True where the provider can update an instance by a blue/green deployment.
    ///
    /// Source: Terraform AWS provider `aws_db_instance`, `blue_green_update`.
    pub fn blue_green_update(self) -> bool {
        matches!(
            self.family(),
            Family::Mysql | Family::MariaDb | Family::Postgres
        )
    }

    /// True where `backtrack_window` may be set.
    ///
    /// Source: RDS API CreateDBCluster, `BacktrackWindow`.
    pub fn supports_backtrack(self) -> bool {
        self == Self::AuroraMysql
    }

    /// Whether clusters can be rewound in that region.
    ///
    /// As of 2026. Source: Aurora User Guide "Backtracking an Aurora DB cluster", availability, and AWS Knowledge
    /// Center "aurora-mysql-cluster-backtrack", which excludes the regions below; of the younger ones, all of them
    /// opt-in, neither speaks.
    pub fn backtrack(self, region: Region) -> Support {
        match region.partition() {
            _ if !self.supports_backtrack() => Support::No,
            Partition::Aws if matches!(region.name(), "eu-north-1" | "sa-east-1") => Support::No,
            Partition::Aws if !is_opt_in(region) => Support::Yes,
            _ => Support::Disputed,
        }
    }

    /// True where a class may be `db.serverless`.
    pub fn supports_serverless(self) -> bool {
        self.is_aurora()
    }

    /// True where Graviton classes are offered.
    ///
    /// Source: cfn-lint 1.58.0: no region offers one for Oracle, SQL Server or Db2.
    pub fn runs_on_graviton(self) -> bool {
        !matches!(
            self.family(),
            Family::Oracle | Family::SqlServer | Family::Db2
        )
    }
}

/// How many replicas one source may have at that level of a PostgreSQL chain, 1 being right below the
/// first source.
///
/// Source: RDS User Guide "Working with read replicas for Amazon RDS for PostgreSQL".
pub fn postgres_replicas_at(level: u32) -> u32 {
    match level {
        0 => 0,
        1 => 15,
        2 | 3 => 5,
        _ => 0,
    }
}

/// The first version of PostgreSQL whose replicas may be sources, as major and minor.
///
/// Source: RDS User Guide "Working with read replicas for Amazon RDS for PostgreSQL".
pub const POSTGRES_CASCADES_FROM: (u32, u32) = (14, 1);

fn mariadb_iam(major: &str, region: Region) -> Support {
    let too_old = major.starts_with("10.") && major != "10.11";
    let missing = matches!(region.name(), "ap-south-2" | "ap-southeast-4");
    let from_11_4 = matches!(
        region.name(),
        "ap-southeast-5" | "ap-southeast-6" | "ap-southeast-7" | "ap-east-2"
    );
    let read = !crate::aws::regions::is_opt_in(region) && region.partition() == Partition::Aws
        || from_11_4
        || matches!(region.name(), "af-south-1" | "ap-east-1" | "ap-southeast-3");
    if too_old || missing || (from_11_4 && major == "10.11") {
        Support::No
    } else if read {
        Support::Yes
    } else {
        Support::Disputed
    }
}
