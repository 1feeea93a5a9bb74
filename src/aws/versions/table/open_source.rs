//! The versions of RDS for MySQL, MariaDB and PostgreSQL. Data only.

use super::{Major, Support};

/// RDS for MySQL, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. Standard support of 8.0 ended on 2026-07-31 (RDS User Guide, "MySQL on Amazon RDS versions").
pub(super) static MYSQL: &[Major] = &[
    Major {
        name: "5.5",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "5.6",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "5.7",
        support: Support::Extended,
        offered: "5.7.44-rds.20250213 5.7.44-rds.20250508 5.7.44-rds.20250818 5.7.44-rds.20251212 \
             5.7.44-rds.20260212 5.7.44-rds.20260521 5.7.44-rds.20260624 5.7.44-rds.20260902",
        retired: "5.7.33 5.7.34 5.7.36 5.7.37 5.7.38 5.7.39 5.7.40 5.7.41 5.7.42 5.7.43 5.7.44 \
             5.7.44-rds.20240408 5.7.44-rds.20240529 5.7.44-rds.20240808 5.7.44-rds.20250103",
    },
    Major {
        name: "8.0",
        support: Support::Extended,
        offered: "8.0.42 8.0.43 8.0.44 8.0.45 8.0.46 8.0.46-rds.20260624 8.0.46-rds.20260908",
        retired: "8.0.11 8.0.13 8.0.15 8.0.16 8.0.17 8.0.19 8.0.20 8.0.21 8.0.23 8.0.25 8.0.26 8.0.27 \
             8.0.28 8.0.29 8.0.30 8.0.31 8.0.32 8.0.33 8.0.34 8.0.35 8.0.36 8.0.37 8.0.39 8.0.40 \
             8.0.41",
    },
    Major {
        name: "8.4",
        support: Support::Standard,
        offered: "8.4.5 8.4.6 8.4.7 8.4.8 8.4.9 8.4.10 8.4.11",
        retired: "8.4.3 8.4.4",
    },
];

/// RDS for MariaDB, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. There is no Extended Support for MariaDB. Standard support of 10.6 ended on 2026-08-31
/// (endoflife.date, Amazon RDS for MariaDB); AWS publishes no deprecation of builds.
pub(super) static MARIADB: &[Major] = &[
    Major {
        name: "10.0",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.1",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.2",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.3",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.4",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.5",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.6",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10.11",
        support: Support::Standard,
        offered: "10.11.4 10.11.5 10.11.6 10.11.7 10.11.8 10.11.9 10.11.10 10.11.11 10.11.13 10.11.14 \
             10.11.15 10.11.16 10.11.18 10.11.19",
        retired: "",
    },
    Major {
        name: "11.4",
        support: Support::Standard,
        offered: "11.4.3 11.4.4 11.4.5 11.4.7 11.4.8 11.4.9 11.4.10 11.4.12 11.4.13",
        retired: "",
    },
    Major {
        name: "11.8",
        support: Support::Standard,
        offered: "11.8.3 11.8.4 11.8.5 11.8.6 11.8.8 11.8.9",
        retired: "",
    },
    Major {
        name: "12.3",
        support: Support::Standard,
        offered: "12.3.2 12.3.3",
        retired: "",
    },
];

/// RDS for PostgreSQL, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. Standard support of 13 ended on 2026-02-28 (RDS for PostgreSQL release calendar).
pub(super) static POSTGRES: &[Major] = &[
    Major {
        name: "9.3",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "9.4",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "9.5",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "9.6",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "10",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "11",
        support: Support::Extended,
        offered: "11.22-rds.20241121 11.22-rds.20250220 11.22-rds.20250508 11.22-rds.20250814 \
             11.22-rds.20251114 11.22-rds.20260224 11.22-rds.20260514",
        retired: "11.1 11.2 11.4 11.5 11.6 11.7 11.8 11.9 11.10 11.11 11.12 11.13 11.14 11.15 11.16 \
             11.17 11.18 11.19 11.20 11.21 11.22 11.22-rds.20240418 11.22-rds.20240509 \
             11.22-rds.20240808",
    },
    Major {
        name: "12",
        support: Support::Extended,
        offered: "12.22 12.22-rds.20250220 12.22-rds.20250508 12.22-rds.20250814 12.22-rds.20251114 \
             12.22-rds.20260224 12.22-rds.20260514",
        retired: "12.2 12.3 12.4 12.5 12.6 12.7 12.8 12.9 12.10 12.11 12.12 12.13 12.14 12.15 12.16 \
             12.17 12.18 12.19 12.20 12.21",
    },
    Major {
        name: "13",
        support: Support::Extended,
        offered: "13.23 13.23-rds.20260224 13.23-rds.20260514",
        retired: "13.1 13.2 13.3 13.4 13.5 13.6 13.7 13.8 13.9 13.10 13.11 13.12 13.13 13.14 13.15 13.16 \
             13.17 13.18 13.19 13.20 13.21 13.22",
    },
    Major {
        name: "14",
        support: Support::Standard,
        offered: "14.18 14.19 14.20 14.21 14.22 14.23 14.24",
        retired: "14.1 14.2 14.3 14.4 14.5 14.6 14.7 14.8 14.9 14.10 14.11 14.12 14.13 14.14 14.15 14.16 \
             14.17",
    },
    Major {
        name: "15",
        support: Support::Standard,
        offered: "15.13 15.14 15.15 15.16 15.17 15.18 15.19",
        retired: "15.2 15.3 15.4 15.5 15.6 15.7 15.8 15.9 15.10 15.11 15.12",
    },
    Major {
        name: "16",
        support: Support::Standard,
        offered: "16.9 16.10 16.11 16.12 16.13 16.14 16.15",
        retired: "16.1 16.2 16.3 16.4 16.5 16.6 16.7 16.8",
    },
    Major {
        name: "17",
        support: Support::Standard,
        offered: "17.5 17.6 17.7 17.8 17.9 17.10 17.11",
        retired: "17.1 17.2 17.3 17.4",
    },
    Major {
        name: "18",
        support: Support::Standard,
        offered: "18.1 18.2 18.3 18.4 18.6",
        retired: "",
    },
];
