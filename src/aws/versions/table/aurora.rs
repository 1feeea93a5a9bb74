//! The versions of Aurora. Data only.

use super::{Major, Support};

/// Aurora MySQL, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. Standard support of version 2, `5.7`, ended on 2024-10-31 (Aurora MySQL release calendar).
pub(super) static AURORA_MYSQL: &[Major] = &[
    Major {
        name: "5.7",
        support: Support::Extended,
        offered: "5.7.mysql_aurora.2.11.1 5.7.mysql_aurora.2.11.2 5.7.mysql_aurora.2.11.3 \
             5.7.mysql_aurora.2.11.4 5.7.mysql_aurora.2.11.5 5.7.mysql_aurora.2.11.6 \
             5.7.mysql_aurora.2.12.0 5.7.mysql_aurora.2.12.1 5.7.mysql_aurora.2.12.2 \
             5.7.mysql_aurora.2.12.3 5.7.mysql_aurora.2.12.4 5.7.mysql_aurora.2.12.5 \
             5.7.mysql_aurora.2.12.6",
        retired: "5.7.mysql_aurora.2.02.3 5.7.mysql_aurora.2.03.2 5.7.mysql_aurora.2.03.3 \
             5.7.mysql_aurora.2.03.4 5.7.mysql_aurora.2.04.0 5.7.mysql_aurora.2.04.1 \
             5.7.mysql_aurora.2.04.2 5.7.mysql_aurora.2.04.3 5.7.mysql_aurora.2.04.4 \
             5.7.mysql_aurora.2.04.5 5.7.mysql_aurora.2.04.6 5.7.mysql_aurora.2.04.7 \
             5.7.mysql_aurora.2.04.8 5.7.mysql_aurora.2.04.8.3 5.7.mysql_aurora.2.04.9 \
             5.7.mysql_aurora.2.05.0 5.7.mysql_aurora.2.05.1 5.7.mysql_aurora.2.06.0 \
             5.7.mysql_aurora.2.07.0 5.7.mysql_aurora.2.07.1 5.7.mysql_aurora.2.07.2 \
             5.7.mysql_aurora.2.07.3 5.7.mysql_aurora.2.07.4 5.7.mysql_aurora.2.07.5 \
             5.7.mysql_aurora.2.07.6 5.7.mysql_aurora.2.07.7 5.7.mysql_aurora.2.07.8 \
             5.7.mysql_aurora.2.07.9 5.7.mysql_aurora.2.07.10 5.7.mysql_aurora.2.08.0 \
             5.7.mysql_aurora.2.08.1 5.7.mysql_aurora.2.08.2 5.7.mysql_aurora.2.08.3 \
             5.7.mysql_aurora.2.08.4 5.7.mysql_aurora.2.09.0 5.7.mysql_aurora.2.09.1 \
             5.7.mysql_aurora.2.09.2 5.7.mysql_aurora.2.09.3 5.7.mysql_aurora.2.10.0 \
             5.7.mysql_aurora.2.10.0.1 5.7.mysql_aurora.2.10.1 5.7.mysql_aurora.2.10.2 \
             5.7.mysql_aurora.2.10.3 5.7.mysql_aurora.2.11.0 5.7.mysql_aurora.2.12.0.1",
    },
    Major {
        name: "8.0",
        support: Support::Standard,
        offered: "8.0.mysql_aurora.3.04.0 8.0.mysql_aurora.3.04.1 8.0.mysql_aurora.3.04.2 \
             8.0.mysql_aurora.3.04.3 8.0.mysql_aurora.3.04.4 8.0.mysql_aurora.3.04.6 \
             8.0.mysql_aurora.3.08.0 8.0.mysql_aurora.3.08.1 8.0.mysql_aurora.3.08.2 \
             8.0.mysql_aurora.3.09.0 8.0.mysql_aurora.3.10.0 8.0.mysql_aurora.3.10.1 \
             8.0.mysql_aurora.3.10.2 8.0.mysql_aurora.3.10.3 8.0.mysql_aurora.3.10.4 \
             8.0.mysql_aurora.3.10.5 8.0.mysql_aurora.3.10.6 8.0.mysql_aurora.3.11.1 \
             8.0.mysql_aurora.3.12.0 8.0.mysql_aurora.3.13.0",
        retired: "8.0.mysql_aurora.3.01.0 8.0.mysql_aurora.3.01.1 8.0.mysql_aurora.3.02.0 \
             8.0.mysql_aurora.3.02.1 8.0.mysql_aurora.3.02.2 8.0.mysql_aurora.3.02.3 \
             8.0.mysql_aurora.3.03.0 8.0.mysql_aurora.3.03.1 8.0.mysql_aurora.3.03.2 \
             8.0.mysql_aurora.3.03.3 8.0.mysql_aurora.3.05.0 8.0.mysql_aurora.3.05.0.1 \
             8.0.mysql_aurora.3.05.1 8.0.mysql_aurora.3.05.2 8.0.mysql_aurora.3.06.0 \
             8.0.mysql_aurora.3.06.1 8.0.mysql_aurora.3.07.0 8.0.mysql_aurora.3.07.1 \
             8.0.mysql_aurora.3.11.0",
    },
    Major {
        name: "8.4",
        support: Support::Standard,
        offered: "8.4.mysql_aurora.8.4.7 8.4.mysql_aurora.8.4.8",
        retired: "",
    },
];

/// Aurora PostgreSQL, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. Standard support of 13 ended on 2026-02-28 (Aurora PostgreSQL release calendar).
pub(super) static AURORA_POSTGRESQL: &[Major] = &[
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
        offered: "11.9 11.21",
        retired: "11.12 11.13 11.14 11.15 11.16 11.17 11.18 11.19 11.20",
    },
    Major {
        name: "12",
        support: Support::Extended,
        offered: "12.9 12.22",
        retired: "12.4 12.7 12.8 12.10 12.11 12.12 12.13 12.14 12.15 12.16 12.17 12.18 12.19 12.20",
    },
    Major {
        name: "13",
        support: Support::Extended,
        offered: "13.9 13.23",
        retired: "13.3 13.4 13.5 13.6 13.7 13.8 13.10 13.11 13.12 13.13 13.14 13.15 13.16 13.18 13.20 \
             13.21 13.22",
    },
    Major {
        name: "14",
        support: Support::Standard,
        offered: "14.6 14.17 14.18 14.19 14.20 14.22 14.23 14.24",
        retired: "14.3 14.4 14.5 14.7 14.8 14.9 14.10 14.11 14.12 14.13 14.15",
    },
    Major {
        name: "15",
        support: Support::Standard,
        offered: "15.10 15.12 15.13 15.14 15.15 15.17 15.18 15.19",
        retired: "15.2 15.3 15.4 15.5 15.6 15.7 15.8",
    },
    Major {
        name: "16",
        support: Support::Standard,
        offered: "16.4-limitless 16.6-limitless 16.8 16.8-limitless 16.9 16.9-limitless 16.10 \
             16.10-limitless 16.11 16.11-limitless 16.13 16.13-limitless 16.14 16.15",
        retired: "16.1 16.2 16.3 16.4 16.6",
    },
    Major {
        name: "17",
        support: Support::Standard,
        offered: "17.4 17.5 17.6 17.7 17.9 17.10 17.11",
        retired: "",
    },
    Major {
        name: "18",
        support: Support::Standard,
        offered: "18.3 18.4 18.6",
        retired: "",
    },
];
