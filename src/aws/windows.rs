//! Backup and maintenance windows, in UTC. Knows clocks and weeks; must not know which database they
//! belong to.

use std::fmt;

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;
static DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A backup window, `hh:mm-hh:mm`, every day; it may run past midnight.
///
/// Source: RDS API CreateDBInstance, `PreferredBackupWindow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Daily {
    /// Minute of the day.
    start: u32,
    /// Minutes, less than a day.
    length: u32,
}

/// A maintenance window, `ddd:hh:mm-ddd:hh:mm`, every week; it may run past Sunday.
///
/// Source: RDS API CreateDBInstance, `PreferredMaintenanceWindow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weekly {
    /// Minute of the week; 0 is Monday, 00:00.
    start: u32,
    /// Minutes, less than a week.
    length: u32,
}

/// What is wrong with the text of a window. Displayed it continues a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowProblem {
    /// Not two moments joined by `-`; holds what it should look like.
    Shape(&'static str),
    /// A day that is no day.
    Day(String),
    /// A time that is no time of the day.
    Time(String),
}

impl fmt::Display for WindowProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(like) => write!(formatter, "does not look like `{like}`"),
            Self::Day(day) => write!(
                formatter,
                "names the day `{}`, days are `mon` to `sun`",
                day.escape_debug()
            ),
            Self::Time(time) => write!(
                formatter,
                "names the time `{}`, times are `00:00` to `23:59`",
                time.escape_debug()
            ),
        }
    }
}

impl Daily {
    /// Reads `hh:mm-hh:mm`.
    ///
    /// # Errors
    ///
    /// If the text is no such window.
    pub fn parse(text: &str) -> Result<Self, WindowProblem> {
        const LIKE: &str = "03:00-04:00";
        let (start, end) = text.split_once('-').ok_or(WindowProblem::Shape(LIKE))?;
        let (start, end) = (time(start, LIKE)?, time(end, LIKE)?);
        Ok(Self {
            start,
            length: distance(start, end, DAY),
        })
    }

    /// How long it is, in minutes; 0 where it ends when it starts.
    pub const fn minutes(self) -> u32 {
        self.length
    }

    /// True where a minute belongs to both.
    pub fn overlaps(self, weekly: Weekly) -> bool {
        (0..7).any(|day| {
            let start = day * DAY + self.start;
            distance(weekly.start, start, WEEK) < weekly.length && self.length > 0
                || distance(start, weekly.start, WEEK) < self.length && weekly.length > 0
        })
    }
}

impl Weekly {
    /// Reads `ddd:hh:mm-ddd:hh:mm`, in any case of letters.
    ///
    /// # Errors
    ///
    /// If the text is no such window.
    pub fn parse(text: &str) -> Result<Self, WindowProblem> {
        const LIKE: &str = "sun:05:00-sun:06:00";
        let (start, end) = text.split_once('-').ok_or(WindowProblem::Shape(LIKE))?;
        let (start, end) = (moment(start, LIKE)?, moment(end, LIKE)?);
        Ok(Self {
            start,
            length: distance(start, end, WEEK),
        })
    }

    /// How long it is, in minutes; 0 where it ends when it starts.
    pub const fn minutes(self) -> u32 {
        self.length
    }
}

impl fmt::Display for Daily {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = (self.start + self.length) % DAY;
        write!(formatter, "{}-{}", Clock(self.start), Clock(end))
    }
}

/// In lower case, as AWS keeps it.
impl fmt::Display for Weekly {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = (self.start + self.length) % WEEK;
        write!(
            formatter,
            "{}:{}-{}:{}",
            day(self.start),
            Clock(self.start % DAY),
            day(end),
            Clock(end % DAY)
        )
    }
}

/// A minute of the day as `hh:mm`.
struct Clock(u32);

impl fmt::Display for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// From one minute to the next of the same name, on a round of that many.
const fn distance(from: u32, to: u32, round: u32) -> u32 {
    (to + round - from) % round
}

fn day(minute: u32) -> &'static str {
    DAYS.get((minute / DAY) as usize).copied().unwrap_or("mon")
}

fn moment(text: &str, like: &'static str) -> Result<u32, WindowProblem> {
    let (name, clock) = text.split_once(':').ok_or(WindowProblem::Shape(like))?;
    let index = DAYS
        .iter()
        .position(|day| day.eq_ignore_ascii_case(name))
        .ok_or_else(|| WindowProblem::Day(name.to_owned()))?;
    let minutes = time(clock, like)?;
    Ok(u32::try_from(index).unwrap_or(0) * DAY + minutes)
}

fn time(text: &str, like: &'static str) -> Result<u32, WindowProblem> {
    let (hour, minute) = text.split_once(':').ok_or(WindowProblem::Shape(like))?;
    let number = |digits: &str, below: u32| {
        (digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse::<u32>().ok())
            .flatten()
            .filter(|value| *value < below)
    };
    match (number(hour, 24), number(minute, 60)) {
        (Some(hour), Some(minute)) => Ok(hour * 60 + minute),
        _ => Err(WindowProblem::Time(text.to_owned())),
    }
}
