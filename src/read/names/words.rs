//! The words with which people name columns and properties, in five languages. Readers of incidents and of routes share them.

/// The words for one thing in English, French, Portuguese, Spanish and Arabic, in this order, each without accents and in small
/// letters. A word that several languages share stands under the first of them.
pub type Words = [&'static [&'static str]; 5];

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $([$($word:literal)*])+;)+) => {
        $($(#[$doc])* pub const $name: Words = [$(&[$($word),*]),+];)+
        #[cfg(test)]
        pub const ALL: &[(&str, Words)] = &[$((stringify!($name), $name)),+];
    };
}

words! {
    LATITUDE: ["lat" "latitude" "ycoord"] [] [] ["latitud"] ["العرض" "عرض"];
    LONGITUDE: ["lon" "longitude" "lng" "long" "xcoord"] [] [] ["longitud"] ["الطول" "طول"];
    /// What follows the name of a coordinate whose degrees, minutes and seconds have columns of their own.
    DEGREES: ["deg" "degree" "degrees" "d"] ["degre" "degres"] ["grau" "graus"] ["grado" "grados"] ["درجة" "درجات"];
    MINUTES: ["min" "minute" "minutes" "m" "mn"] [] ["minuto" "minutos"] [] ["دقيقة" "دقائق"];
    SECONDS: ["sec" "second" "seconds" "s"] ["seconde" "secondes"] ["segundo" "segundos" "seg"] [] ["ثانية" "ثواني"];
    HEMISPHERE: ["hemisphere" "hemi" "hem" "dir" "direction" "ns" "ew" "nsew" "eo" "we"] [] ["hemisferio"] [] [];
    /// What follows the name of the upper limit of a box.
    MAXIMUM: ["max" "maximum"] [] ["maximo"] [] [];

    /// Both coordinates in one cell, by names that also stand among other words.
    COORDINATES: ["gps" "coordinates"] ["coordonnees"] ["coordenadas"] [] ["الاحداثيات"];
    /// Both coordinates in one cell.
    POSITION: ["geopoint" "latlon" "latlng" "latlong" "position"] [] [] ["posicion"] [];
    /// A geometry as text.
    GEOMETRY: ["wkt" "geom" "geometry"] ["geometrie"] ["geometria"] [] [];
    /// A geometry as text, or what belongs to one line; programs of maps also write the type of a geometry there.
    SHAPE: ["shape"] [] [] [] [];

    /// Where something is, in words.
    PLACE: ["place" "location" "town" "village"] ["lieu" "localite" "ville"] ["local" "localidade" "lugar"] ["localidad"]
        ["المكان" "مكان" "الموقع" "موقع" "القرية" "المدينة"];
    NAME: ["name"] ["nom"] ["nome"] ["nombre"] ["اسم" "الاسم"];
    /// What may be the name of a site or of a point of a route.
    LABEL: ["site" "camp" "label" "title"] [] [] [] [];
    COUNTRY: ["country"] ["pays"] ["pais"] [] ["الدولة" "البلد"];
    /// The first level of administration.
    REGION: ["region" "province" "state"] ["departement"] ["provincia" "estado" "departamento"] []
        ["المحافظة" "الولاية" "المنطقة"];

    DATE: ["date"] [] ["data"] ["fecha"] ["التاريخ" "تاريخ"];
    DAY: ["day"] ["jour"] ["dia"] [] ["يوم" "اليوم"];
    /// A part of a date, or several.
    PART_OF_DATE: ["dates" "days" "month" "year"] ["mois" "annee"] ["mes" "ano"] [] ["السنة"];
    /// A day with its time.
    MOMENT: ["datetime" "timestamp"] [] [] [] [];
    /// A moment, or a time of day.
    TIME: ["time"] [] [] [] [];
    TIME_OF_DAY: ["utc" "fixtime"] ["heure" "horodatage"] ["hora"] [] ["الوقت" "وقت"];
    /// What stands beside `date` where it is another day than that of the incident, such as the day of the report or of the form.
    OTHER_DAY: ["added" "end" "submission" "submitted" "entry" "entered" "created" "creation" "updated" "update" "modified" "report"
        "reported" "reporting" "published" "publication" "upload" "uploaded" "today" "form" "validation" "interview" "survey" "birth"
        "born" "received" "receipt" "opened" "closed" "collected" "collection" "recorded" "logged" "registered" "registration"
        "notified" "notification" "verified" "reviewed" "approved" "download" "downloaded" "export" "exported"]
        ["fin" "rapport" "saisie" "signalement" "collecte" "naissance" "enregistrement" "modification" "declaration" "reception"
        "enquete" "entretien" "ouverture" "cloture" "envoi" "soumission"]
        ["fim" "registro" "publicacao" "nascimento" "coleta" "recolha" "entrevista" "submissao" "criacao" "atualizacao" "notificacao"
        "recebimento" "envio" "relatorio"]
        ["reporte" "publicacion" "nacimiento" "recoleccion" "informe" "actualizacion" "creacion" "notificacion" "recepcion" "encuesta"
        "denuncia"]
        ["التقرير" "الابلاغ" "النشر" "الميلاد" "التسجيل" "المقابلة" "الارسال"];

    /// What happened, by names that a list of anything may have.
    CATEGORY: ["kind" "category"] ["categorie"] ["categoria"] [] ["الفئة"];
    TYPE: ["type"] [] ["tipo"] [] ["نوع" "النوع"];
    EVENT: ["event"] ["evenement"] ["evento"] [] [];
    /// What only a list of incidents has.
    INCIDENT: ["incident" "incidents" "attack"] ["attaque"] ["incidente" "incidentes"] [] ["حادث"];
    ACTOR: ["actor" "actor1" "actors" "perpetrator"] ["acteur"] ["ator"] [] [];
    DEATHS: ["fatalities" "deaths" "killed"] ["morts" "mortes" "tues" "deces" "victimes"] ["mortos" "obitos"] ["muertos" "muertes" "fallecidos"]
        ["القتلى" "قتلى" "الوفيات" "وفيات"];
    /// People who were harmed, not all of them killed.
    HARMED: ["fatality" "casualties" "injured" "wounded" "victims"] ["blesses"] ["feridos" "vitimas"] ["heridos" "victimas"]
        ["جرحى" "ضحايا"];

    IDENTIFIER: ["id" "uid" "code" "reference" "ref"] [] ["codigo" "numero"] [] ["رقم" "الرقم" "المعرف"];
    SOURCE: ["source"] [] ["fonte"] ["fuente"] ["المصدر"];
    /// What happened, as a sentence.
    NOTES: ["headline" "title" "notes" "note" "description" "comments"] ["commentaire" "commentaires" "observations" "titre"]
        ["descricao" "observacoes" "titulo"] ["descripcion"] ["الوصف" "ملاحظات"];

    /// A point of a route.
    STOP: ["waypoint" "waypoints" "wp" "wpt" "stop"] ["etape" "arret"] ["parada" "etapa"] [] ["محطة" "المحطة"];
    /// Where a point comes in the order of a route.
    ORDER: ["seq" "sequence" "order" "rank" "step"] ["ordre" "rang"] ["ordem"] ["orden"] ["ترتيب" "الترتيب" "تسلسل"];
    KILOMETRE: ["km" "kms" "kilometre" "kilometer" "pk" "chainage"] [] ["quilometro"] ["kilometro"] ["كم"];
    DISTANCE: ["dist" "distance"] [] ["distancia"] [] [];
    /// Which route a point belongs to.
    LINE: ["track" "route" "trip" "trk"] ["itineraire"] ["rota" "itinerario"] ["ruta"] ["المسار"];
    /// Whose place a receiver writes.
    VEHICLE: ["vehicle" "device" "tracker" "imei" "truck" "car"] ["vehicule" "camion"] ["veiculo"] ["vehiculo"] ["المركبة" "السيارة"];
    /// What only a receiver writes beside a place.
    MOTION: ["speed" "altitude" "alt" "ele" "elevation" "bearing" "heading" "course" "hdop" "accuracy" "satellites" "sog" "cog"]
        ["vitesse"] ["velocidade"] ["velocidad"] [];
    /// What comes before a number that counts the points of a route.
    COUNTED: ["wp" "wpt" "waypoint" "p" "pt" "point" "stop" "via"] ["etape" "arret"] ["parada" "ponto"] ["punto"] [];
}
