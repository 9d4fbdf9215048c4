//! Trunk roads as lists of the towns that they pass.

pub struct Road {
    /// The invented number of incidents on a given length, relative to other roads.
    pub heat: u64,
    /// Whether fuel for Mali comes this way. In the demo these roads are blockaded from September 2025 on.
    pub fuel: bool,
    pub towns: &'static [&'static str],
}

const fn road(heat: u64, towns: &'static [&'static str]) -> Road {
    Road { heat, fuel: false, towns }
}

const fn fuel_road(heat: u64, towns: &'static [&'static str]) -> Road {
    Road { heat, fuel: true, towns }
}

#[rustfmt::skip]
pub const ROADS: &[Road] = &[
    fuel_road(1, &["Bamako", "Kati", "Kolokani", "Didiéni", "Diéma", "Lakamané", "Sandaré", "Ségala", "Kayes", "Diboli", "Kidira"]),
    fuel_road(1, &["Bamako", "Sanankoroba", "Ouélessébougou", "Kéléya", "Bougouni", "Koumantou", "Niéna", "Sikasso"]),
    fuel_road(1, &["Bougouni", "Garalo", "Manankoro", "Odienné"]),
    road(1, &["Bamako", "Kati", "Négala", "Sébékoro", "Kita", "Toukoto", "Bafoulabé", "Diamou", "Kayes"]),
    road(1, &["Diéma", "Nioro du Sahel", "Ayoûn el Atroûs"]),
    road(1, &["Bamako", "Siby", "Naréna", "Kourémalé", "Siguiri"]),
    road(1, &["Sikasso", "Orodara", "Bobo-Dioulasso"]),
    road(1, &["Sikasso", "Koutiala", "Bla"]),
    road(1, &["Bamako", "Fana", "Konobougou", "Ségou", "Bla", "San", "Djenné", "Sévaré"]),
    road(1, &["Koutiala", "Yorosso", "Bobo-Dioulasso"]),
    road(2, &["Ségou", "Markala", "Niono"]),
    road(2, &["Sévaré", "Konna", "Douentza", "Boni", "Hombori", "Gossi", "Gao"]),
    road(2, &["Sévaré", "Bandiagara", "Bankass", "Koro", "Ouahigouya"]),
    road(3, &["Gao", "Ansongo", "Labbezanga", "Ayorou", "Tillabéri", "Niamey"]),
    road(1, &["Gao", "Bourem", "Tombouctou"]),
    road(1, &["Gao", "Anéfis", "Kidal", "Tessalit"]),
    road(2, &["Ansongo", "Ménaka"]),
    road(2, &["Ouagadougou", "Kongoussi", "Djibo"]),
    road(2, &["Ouagadougou", "Kaya", "Dori", "Téra"]),
    road(1, &["Ouagadougou", "Koudougou", "Dédougou", "Nouna"]),
    road(1, &["Ouagadougou", "Boromo", "Bobo-Dioulasso", "Banfora", "Ouangolodougou"]),
    road(2, &["Ouagadougou", "Koupéla", "Fada N'Gourma", "Kantchari", "Makalondi", "Torodi", "Niamey"]),
    road(1, &["Fada N'Gourma", "Pama", "Porga", "Tanguiéta"]),
    road(1, &["Koupéla", "Tenkodogo", "Dapaong"]),
    road(1, &["Niamey", "Dosso", "Dogondoutchi", "Birni-N'Konni"]),
    road(1, &["Birni-N'Konni", "Tahoua", "Agadez", "Arlit"]),
    road(1, &["Dosso", "Gaya", "Malanville", "Kandi"]),
    road(1, &["Niamey", "Filingué", "Abala"]),
    road(1, &["Sokoto", "Gusau", "Funtua", "Kaduna"]),
    road(1, &["Sokoto", "Illela"]),
    road(1, &["Funtua", "Katsina"]),
];
