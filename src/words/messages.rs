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
    /// What is usual where the record begins within the baseline.
    RECORD_BEGINS {
        "The record begins on {day}, so what is usual is that of {days} days.",
        "L’enregistrement commence le {day} ; ce qui est habituel est donc celui de {days} jours."
    }
    /// A count, and that the data end too early for more.
    RECORD_ENDS {
        "{count}; the data end on {day}, too early to say more of these days.",
        "{count} ; les données s’arrêtent au {day}, trop tôt pour dire plus de ces jours."
    }
    /// Only incidents that match a filter count.
    ONLY_MATCHING {
        "Only incidents that match a filter count here: {kept} of {of}.",
        "Seuls les incidents qui correspondent à un filtre comptent ici : {kept} sur {of}."
    }
    /// The same of several snapshots together.
    ALL_MATCHING {
        "Only incidents that match a filter count here.",
        "Seuls les incidents qui correspondent à un filtre comptent ici."
    }
    /// The same of some of them.
    SOME_MATCHING {
        "Of some sources, only incidents that match a filter count here.",
        "De certaines sources, seuls les incidents qui correspondent à un filtre comptent ici."
    }
    /// No incident matches.
    NONE_MATCHING {
        "None of the {of} incidents matches the filter: this says nothing about how many there were.",
        "Aucun des {of} incidents ne correspond au filtre : cela ne dit rien de leur nombre."
    }
    /// What matches, of one source.
    ORIGIN_MATCHING {
        "Of the source {name} only incidents that match a filter count. {filter}",
        "De la source {name}, seuls les incidents qui correspondent à un filtre comptent. {filter}"
    }
    /// What matches.
    FILTER { "The filter: {parts}.", "Le filtre : {parts}." }
    /// Kinds that match.
    OF_KINDS { "{count} {count:kind|kinds}", "{count} {count:type|types}" }
    /// Actors that match.
    OF_ACTORS { "actor {names}", "acteur {names}" }
    /// The fewest deaths that match.
    DEATHS_AT_LEAST {
        "at least {count} recorded {count:death|deaths}",
        "au moins {count} {count:mort enregistré|morts enregistrés}"
    }
    /// The most deaths that match.
    DEATHS_AT_MOST {
        "at most {count} recorded {count:death|deaths}",
        "au plus {count} {count:mort enregistré|morts enregistrés}"
    }
    /// Words that match.
    WITH_WORDS { "the words {text}", "les mots {text}" }
    /// The largest radius that matches.
    KNOWN_WITHIN { "the place known within {km} km", "le lieu connu à {km} km près" }
    /// Sources that match.
    OF_ORIGINS { "source {names}", "source {names}" }
    /// Names that are not listed.
    AND_OTHERS { "{names} and {count} {count:other|others}", "{names} et {count} {count:autre|autres}" }
    /// Incidents that do not match for want of a number.
    WITHOUT_DEATHS {
        "{count} {count:incident|incidents} without a recorded number of deaths {count:does|do} not match.",
        "{count} {count:incident|incidents} sans nombre de morts enregistré ne {count:correspond|correspondent} pas."
    }
    /// Incidents that do not match for want of a place.
    WITHOUT_PLACE {
        "{count} {count:incident|incidents} that cannot be located {count:does|do} not match.",
        "{count} {count:incident|incidents} qui ne {count:peut|peuvent} pas être {count:situé|situés} ne {count:correspond|correspondent} \
         pas."
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

    /// A quarter of a year.
    QUARTER { "quarter {number} of {year}", "le trimestre {number} de {year}" }
    /// A month of a year.
    MONTH_OF_YEAR { "{month} {year}", "{month} {year}" }
    /// A place in degrees.
    POSITION { "{lat}° {north:N|S}, {lon}° {east:E|W}", "{lat}° {north:N|S}, {lon}° {east:E|O}" }
    /// A place that has no name.
    REFERENCE { "the reference point", "lieu de référence" }
    /// A place that has one.
    REFERENCE_NAMED { "{name}", "lieu de référence ({name})" }
    /// The mean centre of all incidents.
    REFERENCE_CENTRE { "the centre of all of them", "centre de tous" }
    /// No incident counts.
    REGION_NONE {
        "No recorded incidents count on the days asked about; the data cover {begin} to {end}.",
        "Aucun incident enregistré ne compte sur les jours demandés ; les données couvrent du {begin} au {end}."
    }
    /// No period is complete.
    REGION_INCOMPLETE {
        "No period asked about is covered to its end, so that none is compared.",
        "Aucune période demandée n’est couverte jusqu’à sa fin, et aucune n’est donc comparée."
    }
    /// Half of a period, and of the one before.
    REGION_HALF {
        "Half of the recorded incidents of {period} lay within {km} km of {place}, {before} km in {earlier} (p {p}){rings}.",
        "Pour {period}, la moitié des incidents enregistrés sont à moins de {km} km du {place}, contre {before} km pour {earlier} \
         (p {p}){rings}."
    }
    /// Half of a period that has no other to be compared with.
    REGION_HALF_ALONE {
        "Half of the recorded incidents of {period} lay within {km} km of {place}; none is recorded in the period before.",
        "Pour {period}, la moitié des incidents enregistrés sont à moins de {km} km du {place} ; aucun n’est enregistré dans la \
         période d’avant."
    }
    /// Too few incidents in two periods.
    REGION_TOO_FEW {
        "Too few recorded incidents to compare: {count} in {period}, {earlier_count} in {earlier}.",
        "Trop peu d’incidents enregistrés pour comparer : {count} pour {period}, {earlier_count} pour {earlier}."
    }
    /// A period without an incident.
    REGION_QUIET { "No recorded incidents in {period}.", "Aucun incident enregistré pour {period}." }
    /// More in every ring.
    RINGS_ROSE {
        "; counts rose in every ring, so it spread rather than moved",
        " ; les nombres ont augmenté dans chaque anneau : cela s’est étendu plutôt que déplacé"
    }
    /// Fewer in every ring.
    RINGS_FELL {
        "; counts fell in every ring, so it receded rather than moved",
        " ; les nombres ont baissé dans chaque anneau : cela a reculé plutôt que de se déplacer"
    }
    /// More near, and fewer far.
    RINGS_INWARDS {
        "; counts rose within {limit} km and fell beyond, {verdict}",
        " ; les nombres ont augmenté jusqu’à {limit} km et baissé au-delà, {verdict}"
    }
    /// Fewer near, and more far.
    RINGS_OUTWARDS {
        "; counts fell within {limit} km and rose beyond, {verdict}",
        " ; les nombres ont baissé jusqu’à {limit} km et augmenté au-delà, {verdict}"
    }
    /// What more near and fewer far means.
    CAME_CLOSER { "so it came closer", "donc cela s’est rapproché" }
    /// What fewer near and more far means.
    MOVED_AWAY { "so it moved away", "donc cela s’est éloigné" }
    /// A change of distances with a large p.
    MAY_BE_CHANCE { "which may be chance", "ce qui peut être le hasard" }
    /// Neither.
    RINGS_MIXED {
        "; counts rose in {up} of {all} rings and fell in {down}",
        " ; les nombres ont augmenté dans {up} anneaux sur {all} et baissé dans {down}"
    }
    /// A period that goes on.
    COVERED_UP_TO {
        "The data cover {period} only up to {day}, so it is not compared.",
        "Les données ne couvrent {period} que jusqu’au {day} : ce n’est donc pas comparé."
    }
    /// A period in which the record begins.
    COVERED_FROM {
        "The data cover {period} only from {day} on.",
        "Les données ne couvrent {period} qu’à partir du {day}."
    }
    /// Incidents that are not counted.
    POINTS_LEFT_OUT {
        "{count} {count:incident|incidents} without a usable place or date {count:is|are} not counted.",
        "{count} {count:incident|incidents} sans lieu ou date utilisable ne {count:compte|comptent} pas."
    }
    /// The data end before the last day that is looked at.
    DATA_END_BEFORE {
        "The data end on {day}, before the last day that was asked about.",
        "Les données s’arrêtent au {day}, avant le dernier jour demandé."
    }

    /// The most unusual group of incidents.
    CLUSTER {
        "{count} {count:incident is|incidents are} recorded within {km} km of {place} in the {days} {days:day|days} up to {day}, where \
         {expected} would be expected if places and days had nothing to do with each other (p {p}); looked at every day, chance alone \
         shows as much once in {recurrence} {recurrence:day|days}.",
        "{count} {count:incident enregistré|incidents enregistrés} à {km} km au plus de {place} sur {days} {days:jour|jours} jusqu’au \
         {day}, pour {expected} {expected:attendu|attendus} si lieux et jours n’avaient aucun lien (p {p}) ; à regarder chaque jour, le \
         hasard seul en montre autant une fois en {recurrence} {recurrence:jour|jours}."
    }
    /// How many groups are unusual.
    CLUSTERS_CLEAR {
        "Of {all} {all:group|groups} listed, {clear} {clear:has|have} a p below 0.05.",
        "Sur {all} {all:groupe listé|groupes listés}, {clear} {clear:a|ont} un p inférieur à 0,05."
    }
    /// No group is unusual.
    CLUSTERS_NONE {
        "In the {days} {days:day|days} up to {day}, no place has two recorded incidents or more that are more than expected.",
        "Sur {days} {days:jour|jours} jusqu’au {day}, aucun lieu n’a deux incidents enregistrés ou plus qui dépassent ce qui est attendu."
    }

    /// Where a trip begins.
    TRIP_START { "the start", "le départ" }
    /// Where it ends.
    TRIP_END { "the end", "l’arrivée" }
    /// A place on the way.
    TRIP_VIA { "place {n} on the way", "l’étape {n}" }
    /// How paths were chosen.
    PATHS_CHOSEN {
        "{shown} of {all} ways are shown that no other beats in both hours and exposure: the fastest, the one with the least exposure, and \
         those where the choice between the two turns most.",
        "{shown} des {all} itinéraires qu’aucun autre ne bat à la fois en heures et en exposition sont montrés : le plus rapide, le moins \
         exposé, et ceux où le compromis entre les deux change le plus."
    }
    /// All paths are shown.
    PATHS_ALL {
        "{all} {all:way is|ways are} shown; no other one beats {all:it|any of them} in both hours and exposure.",
        "{all} {all:itinéraire montré|itinéraires montrés} ; aucun autre ne {all:le|les} bat à la fois en heures et en exposition."
    }
    /// Without incidents there is nothing to weigh.
    PATHS_FASTEST { "The fastest way is shown.", "L’itinéraire le plus rapide est montré." }
    /// Paths may be missing.
    PATHS_TOLERANCE {
        "Ways may be left out that are better by less than {share} in both.",
        "Des itinéraires meilleurs de moins de {share} dans les deux peuvent manquer."
    }
    /// A place is off the road.
    PATHS_OFF_ROAD {
        "{place} is {km} km from the nearest road; this stretch is in no number.",
        "{place} est à {km} km de la route la plus proche ; ce tronçon n’entre dans aucun chiffre."
    }
    /// Some ways have no exposure.
    EXPOSURE_UNKNOWN {
        "Where no exposure is told, no incident is recorded near the way: the data may not cover it.",
        "Là où aucune exposition n’est donnée, aucun incident n’est enregistré près de l’itinéraire : les données ne le couvrent peut-être pas."
    }
    /// There is no way at all.
    NO_WAY_ISLAND {
        "There is no way from {from} to {to}: the roads around {lost} come to {km} km and are joined to no other road.",
        "Aucun itinéraire entre {from} et {to} : pour {lost}, les routes accessibles font {km} km et ne rejoignent aucune autre route."
    }
    /// There is no way on open roads.
    NO_WAY_CLOSED {
        "There is no way from {from} to {to}: closed roads or areas cut off every one.",
        "Aucun itinéraire entre {from} et {to} : des routes ou zones fermées les coupent tous."
    }
    /// There is no way, as an end of it is closed.
    NO_WAY_INTO_CLOSED {
        "There is no way from {from} to {to}: {lost} lies in a closed or no-go area.",
        "Aucun itinéraire entre {from} et {to} : {lost} se trouve dans une zone fermée ou interdite."
    }
    /// There is no way along one-way roads.
    NO_WAY_ONEWAY {
        "There is no way from {from} to {to}: one-way roads lead only the other way.",
        "Aucun itinéraire entre {from} et {to} : des routes à sens unique ne mènent que dans l’autre sens."
    }
    /// What could not be avoided.
    PATHS_THROUGH {
        "No way keeps out of every area that is to be avoided; those passed are named with each way.",
        "Aucun itinéraire n’évite toutes les zones à éviter ; celles qui sont traversées sont nommées pour chacun."
    }
    /// What a reach is.
    REACH {
        "Reached are the parts of roads that can be driven to within the hours, and all within {width} km of them; nobody says that one can \
         drive there off the road.",
        "Sont atteintes les portions de routes accessibles dans le temps donné, et tout ce qui se trouve à {width} km au plus ; rien ne dit \
         qu’on puisse y rouler hors de la route."
    }
    /// What a number of independent ways is.
    INDEPENDENT_WAYS {
        "Independent ways share no road farther than {site} km from their ends; roads within {shared} km of each other that run alike are one. \
         At least so many were found.",
        "Des itinéraires indépendants ne partagent aucune route à plus de {site} km de leurs extrémités ; deux routes parallèles à moins de \
         {shared} km n’en font qu’une. Au moins autant ont été trouvés."
    }
}
