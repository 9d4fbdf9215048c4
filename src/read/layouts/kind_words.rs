//! Words for kinds in English, French, Portuguese, Spanish and Arabic, with which people and providers name what happened.
//!
//! A new or changed word raises [`KIND_TABLE_VERSION`](crate::intake::KIND_TABLE_VERSION).

use crate::incident::Kind;
use crate::read::names::normalise;

/// The words of each kind, normalised. Only the whole text counts: "attack on a convoy" says who was attacked, and not what kind of
/// attack it was.
const WORDS: [(Kind, &[&str]); 8] = [
    (
        Kind::ArmedClash,
        &[
            "armed clash",
            "armed clashes",
            "clash",
            "clashes",
            "battle",
            "battles",
            "fighting",
            "firefight",
            "ambush",
            "combat",
            "battle no change of territory",
            "battle government regains territory",
            "battle non state actor overtakes territory",
            "affrontement",
            "affrontements",
            "accrochage",
            "embuscade",
            "combats",
            "confronto",
            "confrontos",
            "emboscada",
            "confronto armado",
            "combate",
            "combates",
            "enfrentamiento",
            "enfrentamientos",
            "enfrentamiento armado",
            "اشتباك",
            "اشتباكات",
            "كمين",
            "معركة",
            "قتال",
        ],
    ),
    (
        Kind::AttackOnCivilians,
        &[
            "attack",
            "attacks",
            "armed attack",
            "attaque",
            "attaques",
            "attaque armee",
            "ataque",
            "ataques",
            "ataque armado",
            "attack on civilians",
            "violence against civilians",
            "attack against civilians",
            "one sided violence",
            "killing",
            "murder",
            "assassination",
            "massacre",
            "attaque contre des civils",
            "attaque contre civils",
            "violence contre les civils",
            "assassinat",
            "meurtre",
            "tuerie",
            "ataque contra civis",
            "ataque a civis",
            "violencia contra civis",
            "assassinato",
            "homicidio",
            "ataque contra civiles",
            "violencia contra civiles",
            "asesinato",
            "masacre",
            "هجوم على مدنيين",
            "قتل",
            "اغتيال",
            "مجزرة",
        ],
    ),
    (
        Kind::Abduction,
        &[
            "abduction",
            "abductions",
            "kidnapping",
            "kidnap",
            "hostage taking",
            "abduction forced disappearance",
            "enlevement",
            "enlevements",
            "rapt",
            "prise d otage",
            "prise d otages",
            "kidnapping de",
            "sequestro",
            "sequestros",
            "rapto",
            "secuestro",
            "secuestros",
            "خطف",
            "اختطاف",
            "احتجاز رهائن",
        ],
    ),
    (
        Kind::Explosion,
        &[
            "explosion",
            "explosions",
            "remote violence",
            "explosions remote violence",
            "bombing",
            "ied",
            "ied attack",
            "ieds",
            "mine",
            "landmine",
            "land mine",
            "shelling",
            "air strike",
            "airstrike",
            "drone strike",
            "suicide bomb",
            "eei",
            "engin explosif improvise",
            "bombardement",
            "frappe aerienne",
            "attentat a la bombe",
            "explosao",
            "explosoes",
            "engenho explosivo",
            "mina",
            "bombardeamento",
            "ataque aereo",
            "bombardeio",
            "artefacto explosivo",
            "bombardeo",
            "انفجار",
            "عبوة ناسفة",
            "لغم",
            "قصف",
            "غارة جوية",
        ],
    ),
    (
        Kind::Blockade,
        &[
            "blockade",
            "road block",
            "roadblock",
            "checkpoint",
            "illegal checkpoint",
            "extortion",
            "blockade checkpoint or extortion",
            "blocus",
            "barrage",
            "barrage routier",
            "point de controle",
            "racket",
            "coupeurs de route",
            "bloqueio",
            "barricada",
            "posto de controlo",
            "extorsao",
            "bloqueo",
            "reten",
            "puesto de control",
            "extorsion",
            "حصار",
            "حاجز",
            "نقطة تفتيش",
            "ابتزاز",
            "قطع طريق",
        ],
    ),
    (
        Kind::Looting,
        &[
            "looting",
            "looting property destruction",
            "property destruction",
            "robbery",
            "theft",
            "armed robbery",
            "banditry",
            "arson",
            "cattle rustling",
            "pillage",
            "vol",
            "vol a main armee",
            "braquage",
            "incendie",
            "banditisme",
            "vol de betail",
            "saque",
            "saques",
            "roubo",
            "assalto",
            "furto",
            "banditismo",
            "saqueo",
            "robo",
            "asalto",
            "نهب",
            "سرقة",
            "سلب",
            "حرق",
        ],
    ),
    (
        Kind::Riot,
        &[
            "riot",
            "riots",
            "mob violence",
            "violent demonstration",
            "emeute",
            "emeutes",
            "motim",
            "tumulto",
            "disturbios",
            "شغب",
            "أعمال شغب",
        ],
    ),
    (
        Kind::Protest,
        &[
            "protest",
            "protests",
            "peaceful protest",
            "demonstration",
            "strike",
            "manifestation",
            "manifestations",
            "greve",
            "protestation",
            "protesto",
            "protestos",
            "manifestacao",
            "protesta",
            "protestas",
            "manifestacion",
            "huelga",
            "احتجاج",
            "مظاهرة",
            "تظاهرة",
            "إضراب",
        ],
    ),
];

/// Returns the kind that a text names: in our own words in any spelling, or in one of the five languages.
pub(super) fn kind_named(text: &str) -> Option<Kind> {
    if text.is_empty() {
        return None;
    }
    if let Some(kind) = own_kind(text) {
        return Some(kind);
    }
    // No word is longer, and a note may be.
    if text.len() > 100 {
        return None;
    }
    let name = normalise(text);
    WORDS.iter().find(|(_, words)| words.contains(&name.as_str())).map(|(kind, _)| *kind)
}

/// Returns the kind that a text names in our own words, in any spelling.
pub(super) fn own_kind(text: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|ours| is_same_name(ours.name(), text))
}

/// Compares names of kinds: `Armed clash`, `armed_clash` and `armedClash` are the same.
fn is_same_name(ours: &str, theirs: &str) -> bool {
    let letters = theirs.bytes().filter(|byte| !matches!(byte, b' ' | b'_' | b'-'));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(ours.bytes().map(|byte| byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_recognised_in_any_spelling() {
        for text in
            ["armedClash", "Armed clash", "armed_clash", "ARMED-CLASH", "Battles", "Embuscade", "emboscada", "اشتباك"]
        {
            assert_eq!(kind_named(text), Some(Kind::ArmedClash), "{text}");
        }
        assert_eq!(kind_named("Enlèvement"), Some(Kind::Abduction));
        assert_eq!(kind_named("Explosions/Remote violence"), Some(Kind::Explosion));
        assert_eq!(kind_named("Other"), Some(Kind::Other));
        for text in ["", "Heist", "öther", "Fuel convoy attack"] {
            assert_eq!(kind_named(text), None, "{text}");
        }
    }

    #[test]
    fn words_are_normalised_and_of_one_kind_only() {
        let words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| *words).copied().collect();
        for (index, word) in words.iter().enumerate() {
            assert_eq!(normalise(word), *word);
            assert!(!words[index + 1..].contains(word), "{word}");
        }
    }
}
