//! A message in all languages, and how values are put into it.

use super::Language;

/// A text in every language. `{name}` stands for a value, and `{name:one|several}` for the word that fits the number `name`.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    /// The text in English.
    pub en: &'static str,
    /// The text in French.
    pub fr: &'static str,
}

/// What is put into a message.
#[derive(Clone, Debug)]
pub struct Value {
    text: String,
    /// The number that the text writes, by which nouns are in the singular or the plural.
    number: f64,
}

impl Value {
    /// A text without a number.
    pub fn text(text: impl Into<String>) -> Value {
        Value { text: text.into(), number: f64::NAN }
    }

    /// A number and how it is written.
    pub fn number(number: f64, text: impl Into<String>) -> Value {
        Value { text: text.into(), number }
    }
}

impl Message {
    /// The text in a language, with the places of its values still in it.
    pub fn template(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Fr => self.fr,
        }
    }

    /// Writes the message with its values. Every name in it must be among them.
    pub fn say(&self, language: Language, values: &[(&str, Value)]) -> String {
        let mut said = String::new();
        for part in parts(self.template(language)) {
            match part {
                Part::Text(text) => push_bound(&mut said, text, language),
                Part::Value { name, forms } => {
                    let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
                    let value = value.unwrap_or_else(|| unreachable!("the message wants a value for {name}"));
                    match forms {
                        None => said.push_str(&value.text),
                        Some((one, several)) => {
                            said.push_str(if language.is_singular(value.number) { one } else { several });
                        }
                    }
                }
            }
        }
        said
    }

    /// The message as one of several words that its text lists, counted from 0.
    pub fn word(&self, language: Language, number: usize) -> Option<&'static str> {
        self.template(language).split(' ').nth(number)
    }
}

/// The text with a capital letter at its beginning.
pub fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A part of a template.
enum Part<'a> {
    Text(&'a str),
    Value { name: &'a str, forms: Option<(&'a str, &'a str)> },
}

fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    template.split_inclusive('}').flat_map(|piece| {
        let (text, place) = match piece.split_once('{') {
            Some((text, place)) => (text, Some(place.trim_end_matches('}'))),
            None => (piece, None),
        };
        let value = place.map(|place| match place.split_once(':') {
            Some((name, forms)) => Part::Value { name, forms: forms.split_once('|') },
            None => Part::Value { name: place, forms: None },
        });
        [Some(Part::Text(text)), value].into_iter().flatten()
    })
}

/// Adds text, in which a space before a sign that the language binds to its word does not break.
fn push_bound(said: &mut String, text: &str, language: Language) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_bound = letter == ' ' && letters.peek().is_some_and(|next| language.binds(*next));
        said.push(if is_bound { '\u{a0}' } else { letter });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::messages;
    use super::*;

    fn names(template: &str) -> BTreeSet<&str> {
        parts(template).filter_map(|part| if let Part::Value { name, .. } = part { Some(name) } else { None }).collect()
    }

    #[test]
    fn every_message_has_the_same_values_in_every_language() {
        for (key, message) in messages::ALL {
            let [en, fr] = Language::ALL.map(|language| message.template(language));
            assert_eq!(names(en), names(fr), "{key}");
            for text in [en, fr] {
                assert!(!text.is_empty(), "{key}");
                assert_eq!(text.matches('{').count(), text.matches('}').count(), "{key}: {text}");
                let is_whole = |part: &Part<'_>| match part {
                    Part::Value { name, forms } => {
                        !name.is_empty() && forms.is_none_or(|(one, more)| !one.is_empty() && !more.is_empty())
                    }
                    Part::Text(_) => true,
                };
                assert!(parts(text).all(|part| is_whole(&part)), "{key}: {text}");
            }
        }
    }

    #[test]
    fn lists_of_words_are_equally_long() {
        for list in [&messages::MONTHS, &messages::NUMBERS] {
            let [en, fr] = Language::ALL.map(|language| list.template(language).split(' ').count());
            assert_eq!(en, fr);
        }
        assert_eq!(messages::MONTHS.en.split(' ').count(), 12);
    }

    #[test]
    fn no_message_promises_anything() {
        for (key, message) in messages::ALL {
            for text in Language::ALL.map(|language| message.template(language).to_lowercase()) {
                for word in
                    ["safe", "sûr", "predict", "prédi", "prévi", "threat", "menace", "advis", "secure", "sécuri"]
                {
                    assert!(
                        !text.split(|letter: char| !letter.is_alphabetic()).any(|own| own.starts_with(word)),
                        "{key}: {text}"
                    );
                }
            }
        }
    }

    #[test]
    fn nouns_follow_their_number() {
        let message = Message { en: "{n} {n:day|days} ago", fr: "il y a {n} {n:jour|jours} ; {n} % :" };
        let say = |language, number: f64| message.say(language, &[("n", Value::number(number, number.to_string()))]);
        assert_eq!(
            [say(Language::En, 0.0), say(Language::En, 1.0), say(Language::En, 1.5)],
            ["0 days ago", "1 day ago", "1.5 days ago"]
        );
        assert_eq!(say(Language::Fr, 0.0), "il y a 0 jour\u{a0}; 0\u{a0}%\u{a0}:");
        assert!(say(Language::Fr, 1.5).contains("jour\u{a0};") && say(Language::Fr, 2.0).contains("jours"));
    }
}
