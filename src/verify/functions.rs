//! Terraform's functions: how many arguments each takes and what it yields. Knows signatures only.
//! Source: `terraform metadata functions -json`, Terraform 1.11.4.

use crate::schema::types::Shape::{self, Bool, Mapping, Number, Sequence, Text, Unknown};

const MANY: usize = usize::MAX;

/// Name, fewest and most arguments, what it yields. Sorted by name.
#[rustfmt::skip]
static FUNCTIONS: &[(&str, usize, usize, Shape)] = &[
    ("abs", 1, 1, Number),
    ("abspath", 1, 1, Text),
    ("alltrue", 1, 1, Bool),
    ("anytrue", 1, 1, Bool),
    ("base64decode", 1, 1, Text),
    ("base64encode", 1, 1, Text),
    ("base64gzip", 1, 1, Text),
    ("base64sha256", 1, 1, Text),
    ("base64sha512", 1, 1, Text),
    ("basename", 1, 1, Text),
    ("bcrypt", 1, MANY, Text),
    ("can", 1, 1, Bool),
    ("ceil", 1, 1, Number),
    ("chomp", 1, 1, Text),
    ("chunklist", 2, 2, Sequence),
    ("cidrhost", 2, 2, Text),
    ("cidrnetmask", 1, 1, Text),
    ("cidrsubnet", 3, 3, Text),
    ("cidrsubnets", 1, MANY, Sequence),
    ("coalesce", 0, MANY, Unknown),
    ("coalescelist", 0, MANY, Unknown),
    ("compact", 1, 1, Sequence),
    ("concat", 0, MANY, Unknown),
    ("contains", 2, 2, Unknown),
    ("csvdecode", 1, 1, Unknown),
    ("dirname", 1, 1, Text),
    ("distinct", 1, 1, Sequence),
    ("element", 2, 2, Unknown),
    ("endswith", 2, 2, Bool),
    ("ephemeralasnull", 1, 1, Unknown),
    ("file", 1, 1, Text),
    ("filebase64", 1, 1, Text),
    ("filebase64sha256", 1, 1, Text),
    ("filebase64sha512", 1, 1, Text),
    ("fileexists", 1, 1, Bool),
    ("filemd5", 1, 1, Text),
    ("fileset", 2, 2, Sequence),
    ("filesha1", 1, 1, Text),
    ("filesha256", 1, 1, Text),
    ("filesha512", 1, 1, Text),
    ("flatten", 1, 1, Unknown),
    ("floor", 1, 1, Number),
    ("format", 1, MANY, Unknown),
    ("formatdate", 2, 2, Text),
    ("formatlist", 1, MANY, Unknown),
    ("indent", 2, 2, Text),
    ("index", 2, 2, Unknown),
    ("issensitive", 1, 1, Bool),
    ("join", 1, MANY, Text),
    ("jsondecode", 1, 1, Unknown),
    ("jsonencode", 1, 1, Text),
    ("keys", 1, 1, Unknown),
    ("length", 1, 1, Number),
    ("log", 2, 2, Number),
    ("lookup", 2, MANY, Unknown),
    ("lower", 1, 1, Text),
    ("matchkeys", 3, 3, Sequence),
    ("max", 0, MANY, Number),
    ("md5", 1, 1, Text),
    ("merge", 0, MANY, Unknown),
    ("min", 0, MANY, Number),
    ("nonsensitive", 1, 1, Unknown),
    ("one", 1, 1, Unknown),
    ("parseint", 2, 2, Unknown),
    ("pathexpand", 1, 1, Text),
    ("plantimestamp", 0, 0, Text),
    ("pow", 2, 2, Number),
    ("range", 0, MANY, Sequence),
    ("regex", 2, 2, Unknown),
    ("regexall", 2, 2, Sequence),
    ("replace", 3, 3, Text),
    ("reverse", 1, 1, Unknown),
    ("rsadecrypt", 2, 2, Text),
    ("sensitive", 1, 1, Unknown),
    ("setintersection", 1, MANY, Sequence),
    ("setproduct", 0, MANY, Unknown),
    ("setsubtract", 2, 2, Sequence),
    ("setunion", 1, MANY, Sequence),
    ("sha1", 1, 1, Text),
    ("sha256", 1, 1, Text),
    ("sha512", 1, 1, Text),
    ("signum", 1, 1, Number),
    ("slice", 3, 3, Unknown),
    ("sort", 1, 1, Sequence),
    ("split", 2, 2, Sequence),
    ("startswith", 2, 2, Bool),
    ("strcontains", 2, 2, Bool),
    ("strrev", 1, 1, Text),
    ("substr", 3, 3, Text),
    ("sum", 1, 1, Unknown),
    ("templatefile", 2, 2, Unknown),
    ("templatestring", 2, 2, Text),
    ("textdecodebase64", 2, 2, Text),
    ("textencodebase64", 2, 2, Text),
    ("timeadd", 2, 2, Text),
    ("timecmp", 2, 2, Number),
    ("timestamp", 0, 0, Text),
    ("title", 1, 1, Text),
    ("tobool", 1, 1, Bool),
    ("tolist", 1, 1, Sequence),
    ("tomap", 1, 1, Mapping),
    ("tonumber", 1, 1, Number),
    ("toset", 1, 1, Sequence),
    ("tostring", 1, 1, Text),
    ("transpose", 1, 1, Mapping),
    ("trim", 2, 2, Text),
    ("trimprefix", 2, 2, Text),
    ("trimspace", 1, 1, Text),
    ("trimsuffix", 2, 2, Text),
    ("try", 0, MANY, Unknown),
    ("upper", 1, 1, Text),
    ("urlencode", 1, 1, Text),
    ("uuid", 0, 0, Text),
    ("uuidv5", 2, 2, Text),
    ("values", 1, 1, Unknown),
    ("yamldecode", 1, 1, Unknown),
    ("yamlencode", 1, 1, Text),
    ("zipmap", 2, 2, Unknown),
];

/// What the function of that name takes and yields.
pub(super) fn find(name: &str) -> Option<(std::ops::RangeInclusive<usize>, Shape)> {
    let at = FUNCTIONS
        .binary_search_by(|(known, ..)| (*known).cmp(name))
        .ok()?;
    FUNCTIONS
        .get(at)
        .map(|(_, fewest, most, yields)| (*fewest..=*most, *yields))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_and_found() {
        assert!(FUNCTIONS.is_sorted_by_key(|(name, ..)| *name));
        assert_eq!(find("jsonencode"), Some((1..=1, Text)));
        assert_eq!(find("jsonencoed"), None);
    }
}
