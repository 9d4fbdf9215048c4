//! The table of all messages.

use super::Message;

macro_rules! messages {
    ($($(#[$attribute:meta])* $key:ident { $en:literal, $fr:literal })+) => {
        $($(#[$attribute])* pub const $key: Message = Message { en: $en, fr: $fr };)+
        /// All messages with their names.
        #[cfg(test)]
        pub const ALL: &[(&str, &Message)] = &[$((stringify!($key), &$key),)+];
    };
}

messages! {
    /// The names of the months.
    MONTHS {
        "January February March April May June July August September October November December",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    }
    /// Numbers that are written out, from 2 on.
    NUMBERS {
        "two three four five six seven eight nine ten eleven twelve",
        "deux trois quatre cinq six sept huit neuf dix onze douze"
    }
    /// A day.
    DAY { "{day} {month} {year}", "{day} {month} {year}" }
    /// A day in a year that is told beside it.
    DAY_OF_YEAR { "{day} {month}", "{day} {month}" }
    /// The first of a month.
    FIRST { "1", "1er" }
    /// One day as a time.
    ON_DAY { "on {day}", "le {day}" }
    /// Days from one to another.
    BETWEEN { "between {from} and {to}", "entre le {from} et le {to}" }
    /// A number that is rounded.
    ABOUT { "about {number}", "environ {number}" }
    /// A share that is too small to be written.
    LESS_THAN { "less than {number}", "moins de {number}" }
    /// A share that is too large to be written.
    MORE_THAN { "more than {number}", "plus de {number}" }

    /// The units of time.
    UNIT_DAY { "day", "jour" }
    /// A week.
    UNIT_WEEK { "week", "semaine" }
    /// A month.
    UNIT_MONTH { "month", "mois" }
    /// A year.
    UNIT_YEAR { "year", "an" }
    /// Several days.
    SEVERAL_DAYS { "{n} days", "tous les {n} jours" }
    /// Several weeks.
    SEVERAL_WEEKS { "{n} weeks", "toutes les {n} semaines" }
    /// Several months.
    SEVERAL_MONTHS { "{n} months", "tous les {n} mois" }
    /// Several years.
    SEVERAL_YEARS { "{n} years", "tous les {n} ans" }
    /// How often, in one unit.
    ONE_A { "about one a {unit}", "environ un par {unit}" }
    /// How often, in several units.
    ONE_IN { "about one in {period}", "environ un {period}" }
    /// At what intervals, of one unit.
    EVERY_UNIT { "an incident every {unit} or so", "un incident par {unit} environ" }
    /// At what intervals, of several units.
    EVERY_PERIOD { "an incident every {period} or so", "un incident {period} environ" }

    /// An area as what is spoken of.
    THIS_PLACE { "this place", "ce lieu" }
    /// A route as what is spoken of.
    THIS_ROUTE { "this route", "cet itinéraire" }
    /// The data end long ago.
    STALE {
        "These data are old: they end on {day}, {days} {days:day|days} before today.",
        "Ces données sont anciennes : elles s’arrêtent au {day}, {days} {days:jour|jours} avant aujourd’hui."
    }
    /// The data end later than the day that was given as today.
    LATER_THAN_TODAY {
        "These data end on {day}, {days} {days:day|days} after the day that was given as today.",
        "Ces données s’arrêtent au {day}, {days} {days:jour|jours} après le jour donné comme aujourd’hui."
    }
    /// The whole shape is within the extent.
    COVERED { "The data cover {subject} up to {day}.", "Les données couvrent {subject} jusqu’au {day}." }
    /// A part of the shape is within the extent.
    COVERED_IN_PART {
        "The data cover {share} of {subject}. About the rest nothing can be said.",
        "Les données couvrent {share} de {subject}. Du reste, on ne peut rien dire."
    }
    /// Nothing of the shape is within the extent.
    NOT_COVERED {
        "The data do not cover {subject}: the nearest recorded incident is {km} km away. Nothing can be said about it.",
        "Les données ne couvrent pas {subject} : l’incident enregistré le plus proche est à {km} km. On ne peut rien en dire."
    }
    /// There is no extent.
    NO_EXTENT {
        "The data do not cover {subject}: no recorded incident has a known place. Nothing can be said about it.",
        "Les données ne couvrent pas {subject} : aucun incident enregistré n’a de lieu connu. On ne peut rien en dire."
    }
    /// The recent window ends before the data begin.
    WINDOW_BEFORE {
        "The data do not cover these days: they begin on {day}, and the days asked about end on {last}. Nothing can be said about \
         {subject} at that time.",
        "Les données ne couvrent pas ces jours : elles commencent le {day}, et les jours demandés finissent le {last}. On ne peut \
         rien dire de {subject} à ce moment."
    }
    /// The recent window begins after the data end.
    WINDOW_AFTER {
        "The data do not cover these days: they end on {day}, and the days asked about begin on {first}. Nothing can be said about \
         {subject} at that time.",
        "Les données ne couvrent pas ces jours : elles s’arrêtent au {day}, et les jours demandés commencent le {first}. On ne peut \
         rien dire de {subject} à ce moment."
    }

    /// What changed from one snapshot to the next.
    WHAT_CHANGED {
        "Since the data of {day}: {added} {added:incident|incidents} added, {old} of them from before; {changed} changed, {withdrawn} \
         withdrawn, {unchanged} unchanged.",
        "Depuis les données du {day} : {added} {added:incident ajouté|incidents ajoutés}, dont {old} d’avant ; {changed} \
         {changed:modifié|modifiés}, {withdrawn} {withdrawn:retiré|retirés}, {unchanged} {unchanged:inchangé|inchangés}."
    }

    /// Some incidents are not covered any more.
    CHANGED_OUTSIDE {
        "Besides, {outside} {outside:incident|incidents} of the older data {outside:is|are} outside what the newer data cover.",
        "De plus, {outside} {outside:incident|incidents} des données anciennes {outside:est|sont} hors de ce que couvrent les nouvelles."
    }
    /// Some incidents were not covered before.
    CHANGED_NOT_PASSED {
        "Of those added, {not_passed} {not_passed:was|were} left out of the older data by its filters or its sources; they say nothing \
         about what is recorded late.",
        "Parmi les ajouts, {not_passed} {not_passed:était écarté|étaient écartés} des données anciennes par leurs filtres ou leurs \
         sources ; ils ne disent rien des enregistrements tardifs."
    }
    /// Some incidents cannot be compared.
    CHANGED_WITHOUT_ID {
        "{without} {without:record has|records have} no id and {without:was|were} not compared.",
        "{without} {without:enregistrement n’a|enregistrements n’ont} pas d’identifiant et {without:n’a pas été comparé|n’ont pas été \
         comparés}."
    }
    /// The two have no incident in common.
    CHANGED_NOTHING_COMMON {
        "No incident is in both: check that these are two versions of one log.",
        "Aucun incident n’est dans les deux : vérifiez qu’il s’agit de deux versions d’un même journal."
    }

    /// A rule for any new incident fires.
    RULE_ANY {
        "New since {first}: {certain} recorded {certain:incident|incidents} certainly inside and {possible} possibly, the first on {since}.",
        "Nouveau depuis le {first} : {certain} {certain:incident enregistré|incidents enregistrés} certainement à l’intérieur et \
         {possible} peut-être, le premier le {since}."
    }
    /// It does not.
    RULE_ANY_NOT { "No recorded incident since {first}.", "Aucun incident enregistré depuis le {first}." }
    /// A rule for a number of incidents fires.
    RULE_AT_LEAST {
        "{certain} recorded {certain:incident|incidents} certainly inside, and {possible} possibly, in the {days} {days:day|days} to \
         {last}; the rule is {least}. It has held since {since}.",
        "{certain} {certain:incident enregistré|incidents enregistrés} certainement à l’intérieur, et {possible} peut-être, sur {days} \
         {days:jour|jours} jusqu’au {last} ; la règle est {least}. Elle est remplie depuis le {since}."
    }
    /// It does not.
    RULE_AT_LEAST_NOT {
        "{certain} recorded {certain:incident|incidents} certainly inside, and {possible} possibly, in the {days} {days:day|days} to \
         {last}; the rule is {least}.",
        "{certain} {certain:incident enregistré|incidents enregistrés} certainement à l’intérieur, et {possible} peut-être, sur {days} \
         {days:jour|jours} jusqu’au {last} ; la règle est {least}."
    }
    /// It has held for as long as is looked at.
    RULE_AT_LEAST_LONG {
        "{certain} recorded {certain:incident|incidents} certainly inside, and {possible} possibly, in the {days} {days:day|days} to \
         {last}; the rule is {least}. It has held at least since {since}.",
        "{certain} {certain:incident enregistré|incidents enregistrés} certainement à l’intérieur, et {possible} peut-être, sur {days} \
         {days:jour|jours} jusqu’au {last} ; la règle est {least}. Elle est remplie au moins depuis le {since}."
    }
    /// More than before.
    RULE_MORE {
        "More is recorded than before: {certain} {certain:incident|incidents} in the 28 days to {last}. This has been so since {since}.",
        "On enregistre plus qu’avant : {certain} {certain:incident|incidents} sur 28 jours jusqu’au {last}. C’est ainsi depuis le {since}."
    }
    /// Not clearly more.
    RULE_MORE_NOT {
        "Not clearly more than before: {certain} {certain:incident|incidents} in the 28 days to {last}.",
        "Pas clairement plus qu’avant : {certain} {certain:incident|incidents} sur 28 jours jusqu’au {last}."
    }
    /// The alarm is ringing.
    RULE_ALARM {
        "The alarm for a doubled rate has been ringing since the week of {since}.",
        "L’alarme pour un rythme doublé sonne depuis la semaine du {since}."
    }
    /// The alarm is silent.
    RULE_ALARM_NOT {
        "The alarm for a doubled rate is silent on {last}.",
        "L’alarme pour un rythme doublé se tait le {last}."
    }
    /// The provider records none of the kinds.
    RULE_NEVER_RECORDED {
        "The source of these data never records the kinds of this rule, so that it cannot fire.",
        "La source de ces données n’enregistre jamais les types de cette règle ; elle ne peut donc pas se déclencher."
    }
    /// All its days are after the data.
    RULE_AFTER_DATA {
        "The data end on {end}: nothing is known of what came since {first}.",
        "Les données s’arrêtent le {end} : on ne sait rien de ce qui s’est passé depuis le {first}."
    }
    /// All its days are before the data.
    RULE_BEFORE_DATA {
        "The data begin on {begin}: nothing is known of the days up to {last}.",
        "Les données commencent le {begin} : on ne sait rien des jours jusqu’au {last}."
    }
    /// Some of its days are before the data.
    RULE_DATA_BEGIN {
        "The data begin on {begin}; of the days before nothing is known.",
        "Les données commencent le {begin} ; on ne sait rien des jours d’avant."
    }
    /// It holds most of the time.
    RULE_USUAL {
        "At the rate of the year before, this rule holds on {share} of all days here, so that it says little.",
        "Au rythme de l’année précédente, cette règle est remplie ici {share} des jours ; elle dit donc peu."
    }
    /// How often by chance, in a year.
    RULE_A_YEAR {
        "By chance alone it would begin to fire about {times} {times:time|times} a year here.",
        "Par le seul hasard, elle se déclencherait ici environ {times} fois par an."
    }
    /// How often by chance, in years.
    RULE_IN_YEARS {
        "By chance alone it would begin to fire about once in {years} {years:year|years} here.",
        "Par le seul hasard, elle se déclencherait ici environ une fois en {years} {years:an|ans}."
    }
    /// Hardly ever by chance.
    RULE_HARDLY_EVER {
        "By chance alone it would begin to fire less than once in {years} years here.",
        "Par le seul hasard, elle se déclencherait ici moins d’une fois en {years} ans."
    }
    /// It is not known how often by chance.
    RULE_CHANCE_UNKNOWN {
        "How often it would fire by chance cannot be told: the year before has no such incident here, or too few of its days are in \
         the data.",
        "On ne peut pas dire combien de fois elle se déclencherait par hasard : l’année précédente n’a pas d’incident de ce genre ici, \
         ou trop peu de ses jours sont dans les données."
    }

    /// Long straight legs.
    STRAIGHT_LEGS {
        "{share} of this route is straight lines of over 10 km across country, the longest {km} km: a road is longer, and what is \
         recorded along it is understated.",
        "{share} de cet itinéraire est en lignes droites de plus de 10 km à vol d’oiseau, la plus longue de {km} km : une route est \
         plus longue, et ce qui est enregistré le long de celle-ci est sous-estimé."
    }

    /// The recent window by its length.
    THESE_DAYS { "in these {days} days", "sur ces {days} jours" }
    /// No incident in the recent window.
    NONE { "None {window}", "Aucun incident {window}" }
    /// No certain incident in the recent window, and possible ones.
    NONE_FOR_CERTAIN {
        "None for certain {window}, though {possible} may have been here",
        "Aucun incident certain {window}, mais {possible} {possible:possible|possibles}"
    }
    /// Incidents in the recent window, where the window need not be said.
    COUNT { "{count}", "{count}" }
    /// Incidents in a window that is named.
    COUNT_IN { "{count} recorded {window}", "{count} {count:enregistré|enregistrés} {window}" }
    /// Certain incidents in the recent window, and possible ones.
    COUNT_AND_POSSIBLE {
        "{certain}, and {possible} more that may have been here",
        "{certain}, et {possible} de plus dont le lieu est incertain"
    }
    /// The number that the baseline would give.
    USUALLY { "usually {usual}", "d’habitude {usual}" }
    /// An empty baseline.
    NONE_BEFORE { "none in the {days} {days:day|days} before", "aucun sur les {days} {days:jour|jours} d’avant" }
    /// An empty baseline, in which there are possible incidents.
    NONE_CERTAIN_BEFORE {
        "none for certain in the {days} {days:day|days} before", "aucun certain sur les {days} {days:jour|jours} d’avant"
    }
    /// A count, and that the record is too short for more.
    RECORD_SHORT {
        "{count}; the record begins on {day}, too late to say what is usual.",
        "{count} ; l’enregistrement commence le {day}, trop tard pour dire ce qui est habituel."
    }
    /// A count, and that the data end too early for more.
    RECORD_ENDS {
        "{count}; the data end on {day}, too early to say more of these days.",
        "{count} ; les données s’arrêtent au {day}, trop tôt pour dire plus de ces jours."
    }
    /// Incidents whose days are not known.
    UNDATED {
        "{count} more {count:is|are} known only to a week, a month or a year, and {count:is|are} not counted here.",
        "{count} de plus {count:n’est connu|ne sont connus} qu’à une semaine, un mois ou une année près, et {count:n’est pas compté|ne \
         sont pas comptés} ici."
    }
    /// A count, what is usual, and what that means.
    COUNTED { "{count}, {usual}: {verdict}.", "{count}, {usual} : {verdict}." }
    /// None, what is usual, and what that means.
    NONE_COUNTED { "{none}; {usual}. {verdict}.", "{none} ; {usual}. {verdict}." }
    /// When the last incident was.
    LAST { "The last recorded one was on {day}.", "Le dernier enregistré date du {day}." }
    /// A long time without an incident.
    QUIET { "Quiet for {days} days; normally {every}.", "Rien d’enregistré depuis {days} jours ; d’habitude, {every}." }
    /// A long time without an incident, up to a day that is named.
    QUIET_UP_TO {
        "Quiet for {days} days up to {day}; normally {every}.",
        "Rien d’enregistré pendant {days} jours jusqu’au {day} ; d’habitude, {every}."
    }

    /// The verdict: more.
    MORE { "more than before", "plus qu’avant" }
    /// The verdict: fewer.
    FEWER { "fewer than before", "moins qu’avant" }
    /// The verdict: no clear change.
    CHANCE { "could be chance", "peut être dû au hasard" }
    /// The verdict: too few.
    TOO_FEW { "too few to call a change", "trop peu pour parler d’un changement" }
    /// Fewer, but not clearly without the days whose records are incomplete.
    PERHAPS_FEWER {
        "perhaps fewer, but the last days are not fully recorded yet",
        "peut-être moins, mais les derniers jours ne sont pas encore tous enregistrés"
    }
    /// How often: never.
    NEVER { "never", "0 fois" }
    /// How often: once.
    ONCE { "once", "une fois" }
    /// How often: several times.
    TIMES { "{n} times", "{n} fois" }
    /// One of two numbers that follow each other.
    EITHER { "{from} or {to}", "{from} ou {to}" }
    /// From one number to another.
    RANGE { "{from} to {to}", "entre {from} et {to}" }
    /// The days after the date of current data.
    NEXT_DAYS { "in the next {days} days", "dans les {days} prochains jours" }
    /// The days after a day that is named.
    DAYS_AFTER { "in the {days} days after {day}", "dans les {days} jours après le {day}" }
    /// What is expected next.
    EXPECTED {
        "{range} recorded {count:incident|incidents} expected {when}, if the record goes on as it did.",
        "{range} {count:incident enregistré attendu|incidents enregistrés attendus} {when}, si l’enregistrement continue comme avant."
    }
    /// What is expected is about a part of the shape.
    OF_COVERED_PART {
        "This is about the part that the data cover.",
        "Cela concerne la partie que les données couvrent."
    }
    /// What such intervals were worth.
    HINDCAST {
        "Over {dates} past {dates:month|months} such an interval held {times}; {against}.",
        "Sur {dates} mois passés, un tel intervalle a tenu {times} ; {against}."
    }
    /// Ours was the better one.
    HINDCAST_BETTER { "better than the 12-month average here", "ici, c’est mieux que la moyenne de 12 mois" }
    /// Ours was not the better one.
    HINDCAST_NO_BETTER {
        "no better than the 12-month average here, so that average is shown",
        "ici, ce n’est pas mieux que la moyenne de 12 mois, qui est donc montrée"
    }
    /// Too few past dates.
    HINDCAST_SHORT {
        "The record is too short to say how good such numbers were here: it has {dates} past {dates:month|months} to judge by, and \
         {least} are needed.",
        "L’enregistrement est trop court pour dire ce que valaient ces nombres ici : il a {dates} mois {dates:passé|passés} pour en \
         juger, et il en faut {least}."
    }
    /// Too few incidents at the past dates.
    HINDCAST_FEW {
        "Too few incidents were recorded here to say how good such numbers were: {count} in {dates} past {dates:month|months}.",
        "Trop peu d’incidents ont été enregistrés ici pour dire ce que valaient ces nombres : {count} en {dates} mois \
         {dates:passé|passés}."
    }
    /// What followed the verdict: more.
    AFTER_MORE {
        "In {cases} earlier cases of “more than before” in these data there were {then} times as many as usual, and in the four weeks \
         after {next} {next:time|times} as many; in {stayed} of the cases it was still more than usual.",
        "Dans {cases} cas antérieurs de «\u{a0}plus qu’avant\u{a0}» dans ces données, il y avait {then} fois le nombre habituel, et \
         {next} fois dans les quatre semaines suivantes ; dans {stayed} des cas, c’était encore plus que d’habitude."
    }
    /// Too few such verdicts.
    AFTER_MORE_TOO_FEW {
        "Too few earlier cases of “more than before” in these data to say what follows: {cases}.",
        "Trop peu de cas antérieurs de «\u{a0}plus qu’avant\u{a0}» dans ces données pour dire ce qui suit : {cases}."
    }
    /// The verdict holds of the certain incidents only.
    ONLY_CERTAIN {
        "{verdict}, but not clearly so if those of uncertain place are counted",
        "{verdict}, mais ce n’est pas clair si l’on compte ceux dont le lieu est incertain"
    }
    /// The verdict holds only with the possible incidents.
    ONLY_WITH_POSSIBLE {
        "{verdict} only if those of uncertain place are counted",
        "{verdict} seulement si l’on compte ceux dont le lieu est incertain"
    }

    /// The incidents of a shape on the days asked about.
    IN_SHAPE {
        "On the days asked about, {certain} {certain:incident is|incidents are} certainly inside and {possible} more possibly.",
        "Sur les jours demandés, {certain} {certain:incident est|incidents sont} certainement à l’intérieur, et {possible} de plus \
         peut-être."
    }
    /// The incidents of a window as a rate.
    RATE_IN {
        "{from} to {to}: {count} {count:incident|incidents}, {rate} a day (interval {lower} to {upper}, level {level} %).",
        "Du {from} au {to} : {count} {count:incident|incidents}, {rate} par jour (intervalle de {lower} à {upper}, niveau {level} %)."
    }
    /// The ratio of two rates.
    RATE_RATIO {
        "The later rate is {ratio} times the earlier one (interval {lower} to {upper}, level {level} %).",
        "Le second taux est {ratio} fois le premier (intervalle de {lower} à {upper}, niveau {level} %)."
    }
    /// The ratio of two rates, which nothing bounds above.
    RATE_RATIO_FROM {
        "The later rate is {ratio} times the earlier one (interval from {lower} without an upper end, level {level} %).",
        "Le second taux est {ratio} fois le premier (intervalle à partir de {lower}, sans borne supérieure, niveau {level} %)."
    }
    /// The length of a trip.
    TRIP {
        "The route is {km} km long and takes {hours} {hours:hour|hours}.",
        "L’itinéraire fait {km} km et prend {hours} {hours:heure|heures}."
    }
    /// What a trip has to expect.
    ENCOUNTERS {
        "On this trip {expected} recorded {expected:incident is|incidents are} expected within {km} km of the convoy if the recent \
         pattern holds (spread of the past record {lower} to {upper}, level {level} %).",
        "Sur ce trajet, {expected} {expected:incident enregistré est attendu|incidents enregistrés sont attendus} à moins de {km} km du \
         convoi si la tendance récente se maintient (dispersion passée de {lower} à {upper}, niveau {level} %)."
    }
    /// The worst stretch of a route.
    WORST_STRETCH {
        "The stretch from km {from} to km {to} has {share} of that.",
        "Le tronçon du km {from} au km {to} en a {share}."
    }
}
