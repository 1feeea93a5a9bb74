//! Which classes exist for an engine, in whatever region. Data, and how it is searched.

use crate::aws::engines::Engine;

/// Whether any region offers the class; nothing where there is no table for the engine.
pub(super) fn is_offered(engine: Engine, family: &str, size: &str) -> Option<bool> {
    // `large.tpc1.mem2x` is `large` with its threads and memory set for Oracle's licences.
    let size = size.split('.').next().unwrap_or(size);
    Some(rows(engine)?.iter().any(|row| {
        let (families, sizes) = halves(row);
        families.split(' ').any(|word| word == family) && sizes.split(' ').any(|word| word == size)
    }))
}

/// Every class of the engine.
pub(super) fn all(engine: Engine) -> Vec<String> {
    let mut classes = Vec::new();
    for row in rows(engine).unwrap_or_default() {
        let (families, sizes) = halves(row);
        for family in families.split(' ') {
            for size in sizes.split(' ') {
                classes.push(match size {
                    "" => format!("db.{family}"),
                    size => format!("db.{family}.{size}"),
                });
            }
        }
    }
    classes.sort_unstable();
    classes
}

/// A row is the families that come in the same sizes, a colon, and the sizes: none for serverless.
fn halves(row: &'static str) -> (&'static str, &'static str) {
    row.split_once(": ").unwrap_or((row, ""))
}

fn rows(engine: Engine) -> Option<&'static [&'static str]> {
    Some(match engine {
        Engine::Mysql | Engine::MariaDb | Engine::Postgres => OPEN_SOURCE,
        Engine::AuroraMysql => AURORA_MYSQL,
        Engine::AuroraPostgresql => AURORA_POSTGRESQL,
        Engine::OracleEe | Engine::OracleEeCdb => ORACLE_EE,
        Engine::OracleSe2 | Engine::OracleSe2Cdb => ORACLE_SE2,
        Engine::SqlServerEe => SQL_SERVER_EE,
        Engine::SqlServerSe => SQL_SERVER_SE,
        Engine::SqlServerWeb => SQL_SERVER_WEB,
        Engine::SqlServerEx => SQL_SERVER_EX,
        Engine::Db2Ae | Engine::Db2Se => DB2,
        _ => return None,
    })
}

/// RDS for MySQL, MariaDB and PostgreSQL, as of 2026-10-20. Source: cfn-lint 1.58.0.
static OPEN_SOURCE: &[&str] = &[
    "m1: small medium large xlarge",
    "m2: xlarge 2xlarge 4xlarge",
    "m3: medium large xlarge 2xlarge",
    "m4: large xlarge 2xlarge 4xlarge 10xlarge 16xlarge",
    "m5 m5d r5 r5b r5d: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "m6g m6gd m7g r6g r6gd r7g x2g: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "m6i m6id m6idn m6in r6i r6id r6idn r6in: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge",
    "m7i m8a m8g m8gd m9g r7i r8a r8g r8gd: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge",
    "r3: large xlarge 2xlarge 4xlarge 8xlarge",
    "r4: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
    "t1: micro",
    "t2 t3 t4g: micro small medium large xlarge 2xlarge",
    "x2idn: 16xlarge 24xlarge 32xlarge",
    "x2iedn: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge",
];

/// Oracle Enterprise Edition, as of 2026-10-20. Source: cfn-lint 1.58.0.
static ORACLE_EE: &[&str] = &[
    "m3: medium large xlarge 2xlarge",
    "m4: large xlarge 2xlarge 4xlarge 10xlarge 16xlarge",
    "m5 m5d r5 r5b r5d: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "m6i m6id m6in r6i r6id r6in: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal",
    "m7i r7i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl metal-48xl",
    "m8i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge metal-48xl metal-96xl",
    "r3: large xlarge 2xlarge 4xlarge 8xlarge",
    "r4: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
    "r8i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl metal-96xl",
    "t2 t3: micro small medium large xlarge 2xlarge",
    "x1: 16xlarge 32xlarge",
    "x1e: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge",
    "x2idn: 16xlarge 24xlarge 32xlarge metal",
    "x2iedn: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal",
    "x2iezn: 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge metal",
    "z1d: large xlarge 2xlarge 3xlarge 6xlarge 12xlarge",
];

/// Oracle Standard Edition 2, as of 2026-10-20. Source: cfn-lint 1.58.0.
static ORACLE_SE2: &[&str] = &[
    "m3: medium large xlarge 2xlarge",
    "m4 m5d m6in r3 r4 r5b r6in: large xlarge 2xlarge 4xlarge",
    "m5: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "m6i r6i: large xlarge 2xlarge 4xlarge 32xlarge metal",
    "m6id r6id: large xlarge 2xlarge 4xlarge metal",
    "m7i r7i: large xlarge 2xlarge 4xlarge metal-24xl metal-48xl",
    "m8i r8i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl metal-96xl",
    "r5: large xlarge 2xlarge 4xlarge 8xlarge",
    "r5d: large xlarge 2xlarge 4xlarge 24xlarge",
    "t2 t3: micro small medium large xlarge 2xlarge",
    "x1e: xlarge 2xlarge 4xlarge",
    "x2idn: metal",
    "x2iedn: xlarge 2xlarge 4xlarge metal",
    "x2iezn: 2xlarge 4xlarge metal",
    "z1d: large xlarge 2xlarge 3xlarge",
];

/// SQL Server Enterprise Edition, as of 2026-10-20. Source: cfn-lint 1.58.0.
static SQL_SERVER_EE: &[&str] = &[
    "m4: xlarge 2xlarge 4xlarge 10xlarge 16xlarge",
    "m5 m5d r5 r5d: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "m6i: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge",
    "m7i r7i: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge",
    "m8a r8a: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "m8i r8i: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge",
    "r3: xlarge",
    "r4: xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
    "r5b: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "r6i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge",
    "t3: xlarge 2xlarge",
    "x1: 16xlarge 32xlarge",
    "x1e: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge",
    "x2iedn x2m: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge",
    "z1d: xlarge 2xlarge 3xlarge 6xlarge 12xlarge",
];

/// SQL Server Standard Edition, as of 2026-10-20. Source: cfn-lint 1.58.0.
static SQL_SERVER_SE: &[&str] = &[
    "m3 r3: large",
    "m4: large xlarge 2xlarge 4xlarge 10xlarge 16xlarge",
    "m5 m5d r5 r5b r5d: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "m6i r6i: large xlarge 2xlarge 4xlarge 8xlarge",
    "m7i r7i r8i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "m8a m8i r8a: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge",
    "r4: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
    "t3: large xlarge 2xlarge",
    "x1: 16xlarge 32xlarge",
    "x1e: xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge",
    "x2iedn x2m: xlarge 2xlarge 4xlarge 8xlarge",
    "z1d: large xlarge 2xlarge 3xlarge 6xlarge 12xlarge",
];

/// SQL Server Web Edition, as of 2026-10-20. Source: cfn-lint 1.58.0.
static SQL_SERVER_WEB: &[&str] = &[
    "m3: medium large",
    "m4 m5d m6i m7i r5b r5d r6i r7i: large xlarge 2xlarge 4xlarge",
    "m5: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "m8a m8i r5 r8a r8i: large xlarge 2xlarge 4xlarge 8xlarge",
    "r3: large",
    "r4: large xlarge 2xlarge",
    "t2: small medium",
    "t3: small medium large xlarge 2xlarge",
    "z1d: large xlarge 2xlarge 3xlarge",
];

/// SQL Server Express Edition, as of 2026-10-20. Source: cfn-lint 1.58.0.
static SQL_SERVER_EX: &[&str] = &[
    "t1: micro",
    "t2: micro small medium",
    "t3: micro small medium large xlarge 2xlarge",
];

/// Db2, both editions, as of 2026-10-20. Source: cfn-lint 1.58.0.
static DB2: &[&str] = &[
    "m6i m6idn m6in m7i: large xlarge 2xlarge 4xlarge 8xlarge",
    "r6i r6idn r6in r7i: large xlarge 2xlarge 4xlarge",
    "t3: small medium large xlarge 2xlarge",
    "x2iedn: xlarge",
];

/// Aurora MySQL, as of 2026-10-20. Source: cfn-lint 1.58.0.
static AURORA_MYSQL: &[&str] = &[
    "r3: large xlarge 2xlarge 4xlarge 8xlarge",
    "r4: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
    "r5: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "r6g r7g x2g: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "r6i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge",
    "r6id: 24xlarge 32xlarge",
    "r7i r8a r8g: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge",
    "t2: small medium",
    "t3 t4g: small medium large xlarge 2xlarge",
    "serverless",
];

/// Aurora PostgreSQL, as of 2026-10-20. Source: cfn-lint 1.58.0.
static AURORA_POSTGRESQL: &[&str] = &[
    "r4: large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
    "r5: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
    "r6g r7g x2g: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "r6gd: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    "r6i: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge",
    "r6id: 24xlarge 32xlarge",
    "r7i r8a r8g: large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge",
    "r8gd: xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge",
    "t3: small medium large xlarge 2xlarge",
    "t4g: medium large xlarge 2xlarge",
    "serverless",
];
