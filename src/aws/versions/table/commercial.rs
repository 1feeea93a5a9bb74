//! The versions of RDS for SQL Server, Oracle and Db2. Data only.

use super::{Major, Support};

/// RDS for SQL Server, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. AWS publishes no deprecation of builds: each listed one counts as offered.
pub(super) static SQL_SERVER: &[Major] = &[
    Major {
        name: "11.00",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "12.00",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "13.00",
        support: Support::Standard,
        offered: "13.00.2164.0.v1 13.00.4422.0.v1 13.00.4451.0.v1 13.00.4466.4.v1 13.00.4522.0.v1 \
             13.00.5216.0.v1 13.00.5292.0.v1 13.00.5366.0.v1 13.00.5426.0.v1 13.00.5598.27.v1 \
             13.00.5820.21.v1 13.00.5850.14.v1 13.00.5882.1.v1 13.00.6300.2.v1 13.00.6419.1.v1 \
             13.00.6430.49.v1 13.00.6435.1.v1 13.00.6441.1.v1 13.00.6445.1.v1 13.00.6450.1.v1 \
             13.00.6455.2.v1 13.00.6460.7.v1 13.00.6465.1.v1 13.00.6470.1.v1 13.00.6475.1.v1 \
             13.00.6480.4.v1 13.00.6485.1.v1 13.00.6490.1.v1 13.00.6500.1.v1",
        retired: "",
    },
    Major {
        name: "14.00",
        support: Support::Standard,
        offered: "14.00.1000.169.v1 14.00.3015.40.v1 14.00.3035.2.v1 14.00.3049.1.v1 14.00.3192.2.v1 \
             14.00.3223.3.v1 14.00.3281.6.v1 14.00.3294.2.v1 14.00.3356.20.v1 14.00.3381.3.v1 \
             14.00.3401.7.v1 14.00.3421.10.v1 14.00.3451.2.v1 14.00.3460.9.v1 14.00.3465.1.v1 \
             14.00.3471.2.v1 14.00.3475.1.v1 14.00.3480.1.v1 14.00.3485.1.v1 14.00.3495.9.v1 \
             14.00.3500.1.v1 14.00.3505.1.v1 14.00.3515.1.v1 14.00.3520.4.v1 14.00.3525.1.v1 \
             14.00.3530.2.v1 14.00.3540.1.v1 14.00.3550.4.v1",
        retired: "",
    },
    Major {
        name: "15.00",
        support: Support::Standard,
        offered: "15.00.4043.16.v1 15.00.4073.23.v1 15.00.4153.1.v1 15.00.4198.2.v1 15.00.4236.7.v1 \
             15.00.4312.2.v1 15.00.4316.3.v1 15.00.4322.2.v1 15.00.4335.1.v1 15.00.4345.5.v1 \
             15.00.4355.3.v1 15.00.4365.2.v1 15.00.4375.4.v1 15.00.4382.1.v1 15.00.4385.2.v1 \
             15.00.4390.2.v1 15.00.4395.2.v1 15.00.4410.1.v1 15.00.4415.2.v1 15.00.4420.2.v1 \
             15.00.4430.1.v1 15.00.4435.7.v1 15.00.4440.1.v1 15.00.4445.1.v1 15.00.4455.2.v1 \
             15.00.4460.4.v1 15.00.4465.1.v1 15.00.4470.1.v1 15.00.4480.2.v1 15.00.4490.9.v1",
        retired: "",
    },
    Major {
        name: "16.00",
        support: Support::Standard,
        offered: "16.00.4085.2.v1 16.00.4095.4.v1 16.00.4105.2.v1 16.00.4115.5.v1 16.00.4120.1.v1 \
             16.00.4125.3.v1 16.00.4131.2.v1 16.00.4135.4.v1 16.00.4140.3.v1 16.00.4150.1.v1 \
             16.00.4165.4.v1 16.00.4175.1.v1 16.00.4185.3.v1 16.00.4195.2.v1 16.00.4205.1.v1 \
             16.00.4210.1.v1 16.00.4215.2.v1 16.00.4225.2.v1 16.00.4230.2.v1 16.00.4236.2.v1 \
             16.00.4245.2.v1 16.00.4250.1.v1 16.00.4255.1.v1 16.00.4265.3.v1 16.00.4295.3.v1",
        retired: "",
    },
    Major {
        name: "17.00",
        support: Support::Standard,
        offered: "17.00.4045.5.v1 17.00.4055.5.v1 17.00.4065.4.v1 17.00.4075.5.v1 17.00.5005.3.v1",
        retired: "",
    },
];

/// RDS for Db2, as of 2026-10-20. Source: cfn-lint 1.58.0, lists generated from RDS API
/// DescribeDBEngineVersions. AWS publishes no deprecation of builds: each listed one counts as offered.
pub(super) static DB2: &[Major] = &[
    Major {
        name: "11.5",
        support: Support::Standard,
        offered: "11.5.9.0.sb00000000.r1 11.5.9.0.sb00039210.r1 11.5.9.0.sb00039340.r1 \
             11.5.9.0.sb00040222.r1 11.5.9.0.sb00040226.r1 11.5.9.0.sb00042449.r1 \
             11.5.9.0.sb00046591.r1 11.5.9.0.sb00050315.r1 11.5.9.0.sb00063198.r1 \
             11.5.9.0.sb00069315.r1 11.5.9.0.sb00075854.r1 11.5.9.0.sb00085791.r1 \
             11.5.9.0.sb00089214.r1 11.5.9.0.sb00090009.r1 11.5.9.0.sb00092857.r1 \
             11.5.9.0.sb00094537.r1",
        retired: "",
    },
    Major {
        name: "12.1",
        support: Support::Standard,
        offered: "12.1.4.0.sb00080714.r1 12.1.4.0.sb00085812.r1 12.1.5.0.sb00088454.r1",
        retired: "",
    },
];

/// RDS for Oracle, as of 2026-11. Source: RDS User Guide "RDS for Oracle releases". Builds appear every
/// quarter and no public list of them could be read, so none is listed.
pub(super) static ORACLE: &[Major] = &[
    Major {
        name: "12",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "18",
        support: Support::Ended,
        offered: "",
        retired: "",
    },
    Major {
        name: "19",
        support: Support::Standard,
        offered: "",
        retired: "",
    },
    Major {
        name: "21",
        support: Support::Standard,
        offered: "",
        retired: "",
    },
    Major {
        name: "26",
        support: Support::Standard,
        offered: "",
        retired: "",
    },
];
