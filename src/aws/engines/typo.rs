//! What people write when they mean an engine. Knows common slips; near misses by spelling are the
//! business of `suggest`.

/// Slips that are not near misses: the vendor's name, a console's wording, an edition left out.
/// Sorted by the slip. Where an edition is left out, the one that AWS can license is meant.
static SLIPS: &[(&str, &str)] = &[
    ("aurora", "aurora-mysql"),
    ("aurora-mariadb", "aurora-mysql"),
    ("aurora-pg", "aurora-postgresql"),
    ("aurora-postgres", "aurora-postgresql"),
    ("aurora-psql", "aurora-postgresql"),
    ("aurora_mysql", "aurora-mysql"),
    ("aurora_postgresql", "aurora-postgresql"),
    ("auroramysql", "aurora-mysql"),
    ("aurorapostgres", "aurora-postgresql"),
    ("aurorapostgresql", "aurora-postgresql"),
    ("db2", "db2-se"),
    ("maria", "mariadb"),
    ("maria-db", "mariadb"),
    ("mssql", "sqlserver-se"),
    ("oracle", "oracle-se2"),
    ("oracle-se", "oracle-se2"),
    ("oracle-se1", "oracle-se2"),
    ("pg", "postgres"),
    ("pgsql", "postgres"),
    ("postgre", "postgres"),
    ("postgresql", "postgres"),
    ("psql", "postgres"),
    ("sql-server", "sqlserver-se"),
    ("sqlserver", "sqlserver-se"),
];

/// The engine that is meant by a common slip, in any case of letters; nothing where the word is no
/// slip that we know.
pub fn meant(word: &str) -> Option<&'static str> {
    let word = word.trim().to_ascii_lowercase();
    let at = SLIPS
        .binary_search_by(|&(slip, _)| slip.cmp(word.as_str()))
        .ok()?;
    SLIPS.get(at).map(|&(_, engine)| engine)
}

/// Every slip that we know, sorted.
pub fn slips() -> impl Iterator<Item = &'static str> {
    SLIPS.iter().map(|&(slip, _)| slip)
}
