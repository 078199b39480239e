//! Reads a command's words: flags without a value, options with one, and the rest.

use crate::Outcome;

/// A command's words, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    flags: Vec<String>,
    options: Vec<(String, String)>,
    /// What is neither a flag nor an option, in order.
    pub(crate) rest: Vec<String>,
}

impl Arguments {
    /// Sorts `words`; `flags` and `options` are the names (with their dashes) that the command knows.
    pub(crate) fn parse(words: &[String], flags: &[&str], options: &[&str]) -> Outcome<Self> {
        let mut found = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, joined) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (word.as_str(), None),
            };
            if flags.contains(&name) && joined.is_none() {
                found.flags.push(name.to_owned());
            } else if options.contains(&name) {
                let value = joined
                    .or_else(|| words.next().cloned())
                    .ok_or_else(|| format!("{name} needs a value."))?;
                found.options.push((name.to_owned(), value));
            } else if word.starts_with('-') {
                return Err(format!(
                    "this command has no option {word}. See `cargo xtask help`."
                ));
            } else {
                found.rest.push(word.clone());
            }
        }
        Ok(found)
    }

    /// Whether a flag was given.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|name| name == flag)
    }

    /// An option's value; the last one given counts.
    pub(crate) fn value(&self, option: &str) -> Option<&str> {
        self.options
            .iter()
            .rev()
            .find(|(name, _)| name == option)
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Outcome<Arguments> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Arguments::parse(&words, &["--dev"], &["--port"])
    }

    #[test]
    fn flags_options_and_the_rest_are_told_apart() {
        let found = parse(&["--dev", "--port", "9000", "list"]);
        let found = found.as_ref();
        assert_eq!(found.map(|a| a.has("--dev")), Ok(true));
        assert_eq!(found.map(|a| a.value("--port")), Ok(Some("9000")));
        assert_eq!(found.map(|a| a.rest.clone()), Ok(vec!["list".to_owned()]));
    }

    #[test]
    fn an_option_takes_its_value_after_an_equals_sign() {
        assert_eq!(
            parse(&["--port=81"]).as_ref().map(|a| a.value("--port")),
            Ok(Some("81"))
        );
    }

    #[test]
    fn an_unknown_option_or_a_missing_value_is_refused() {
        assert!(parse(&["--prot", "1"]).is_err());
        assert!(parse(&["--port"]).is_err());
        assert!(parse(&["--dev=yes"]).is_err());
    }
}
