// What each number means, in French. The words follow docs/model.md, which has the formulas.

/** @type {typeof import("../en/definitions.js").definitions} */
export const definitions = {
  certain: [
    "Certains",
    "Incidents enregistrés dont tout le cercle d’incertitude du lieu est dans la zone, ou dont le lieu est exact et à l’intérieur.",
  ],
  possible: [
    "Possibles",
    "Incidents enregistrés dont le lieu est si incertain qu’ils peuvent être à l’intérieur ou à l’extérieur\u202f: seule une partie de leur cercle est dans la zone.",
  ],
  expected: [
    "En moyenne à l’intérieur",
    "La somme, sur tous les incidents, de la part de leur cercle qui est dans la zone. Un incident certain ajoute 1.",
  ],
  verdict: [
    "Plus, moins, pas de changement clair, trop peu",
    "Les rythmes des deux fenêtres sont comparés par le test binomial conditionnel exact. Le constat est plus ou moins si le seul hasard montrait une telle différence, dans un sens ou dans l’autre, dans au plus 5 zones sur 100 sans aucun changement, ou autant que le niveau de confiance le permet. Avec moins de 5 incidents dans les deux fenêtres ensemble, il y en a trop peu pour le dire. Le constat n’est moins que si cela tient aussi sans les 14 derniers jours avant la date des données, dont les enregistrements sont incomplets.",
  ],
  ratio: [
    "Rapport des rythmes",
    "Incidents enregistrés par jour dans la fenêtre récente, divisés par ceux de la période de référence. L’intervalle est celui de Clopper–Pearson pour la binomiale conditionnelle\u202f: il couvre le vrai rapport au moins aussi souvent que le dit le niveau de confiance, si les incidents sont indépendants les uns des autres.",
  ],
  withPossible: [
    "Avec les possibles",
    "Là où l’on ne sait pas exactement quels incidents sont à l’intérieur, le rapport a des bornes\u202f: la plus basse compte tous les possibles dans la période de référence et aucun dans la fenêtre récente, la plus haute l’inverse. Dans les tirages, chaque incident possible est à l’intérieur aussi souvent que le dit sa part.",
  ],
  rate: [
    "Rythme enregistré et son intervalle",
    "Incidents certains par jour de la fenêtre. L’intervalle est celui, exact, de Poisson (Garwood 1936). Il décrit le hasard dans ce qui a été enregistré, et non ce que personne n’a enregistré.",
  ],
  dispersion: [
    "Des semaines qui varient plus que par hasard",
    "L’indice de dispersion est la variance des nombres par semaine de la période de référence, divisée par leur moyenne\u202f; des incidents indépendants donnent environ 1. Au-dessus de 1,5, les intervalles sont élargis du facteur quasi-Poisson, et le constat repose sur l’intervalle élargi. Les deux sont montrés.",
  ],
  usual: [
    "D’habitude",
    "Le nombre d’incidents enregistrés que la fenêtre récente aurait au rythme des jours d’avant, qui sont la période de référence.",
  ],
  band: [
    "Bande du graphique",
    "Où seraient 95 semaines sur 100 si les incidents continuaient au rythme de la période de référence\u202f; plus large là où ses semaines varient plus que par hasard.",
  ],
  trend: [
    "Tendance sur les semaines",
    "Test de Mann–Kendall des nombres par semaine, corrigé des ex æquo, avec la pente de Sen\u202f: le changement médian d’une semaine à une autre, par semaine. Les deux dernières semaines sont laissées de côté, car leurs enregistrements sont incomplets.",
  ],
  alarm: [
    "Alarme",
    "Un CUSUM additionne ce que chaque semaine a au-dessus de ce qui est attendu\u202f; il est réglé pour déceler un rythme doublé. Il sonne quand la somme atteint un seuil, fixé pour que le seul hasard l’atteigne une fois en cinq ans ou plus rarement. Il est tenu compte de ce que la période de référence laisse ouvert du rythme, et de la variation des semaines.",
  ],
  recency: [
    "Depuis le dernier incident",
    "Jours du dernier incident certain à la date des données, nombre médian de jours entre incidents dans les deux fenêtres, et combien de fois un intervalle serait au moins aussi long que l’actuel si le rythme d’avant valait encore. Un enregistrement calme n’est pas un lieu calme.",
  ],
  repeat: [
    "Répétitions proches",
    "Test de Knox\u202f: les paires d’incidents proches dans l’espace et dans le temps, comparées à ce qui est attendu si lieux et jours n’avaient rien à voir entre eux\u202f; les jours sont mélangés entre les lieux de nombreuses fois pour voir combien de fois le hasard donne autant de paires.",
  ],
  length: [
    "Longueur",
    "Le long des étapes de l’itinéraire, chacune droite en longitude et latitude, mesurée sur l’ellipsoïde.",
  ],
  driving: [
    "Conduite",
    "La longueur divisée par la vitesse du convoi, et les arrêts indiqués. La nuit et les routes fermées n’y sont pas.",
  ],
  corridor: [
    "Dans le corridor",
    "Incidents enregistrés dont le lieu enregistré est dans le corridor de part et d’autre de l’itinéraire, selon la distance géodésique, si incertain que soit ce lieu.",
  ],
  exposure: [
    "Exposition",
    "L’intensité des incidents récemment enregistrés le long de la route, pour 1\u202f000 km² et par jour. Chaque incident pèse d’autant moins qu’il est ancien, et est réparti sur quelques kilomètres, plus largement s’il est incertain\u202f: par des poids ajustés à l’enregistrement, ou, tant qu’ils ne le sont pas, par une demi-vie et une largeur. La moyenne porte sur la longueur de l’itinéraire.",
  ],
  worstStretch: [
    "Pires tronçons",
    "Le plus petit nombre de segments qui ont ensemble la moitié des rencontres attendues de l’itinéraire, d’abord les plus élevés par km, réunis là où ils se touchent.",
  ],
  stretchShare: [
    "Part",
    "La partie des rencontres attendues de tout l’itinéraire qui tombe sur ces kilomètres\u202f: là où les incidents enregistrés des derniers mois sont les plus proches et les plus récents, et le convoi le plus lent.",
  ],
  stretchChange: [
    "Changement sur un tronçon",
    "La fenêtre récente du tronçon face à sa propre période de référence, comparées comme pour une zone. Les tronçons ont été choisis là où il y a des incidents récents\u202f: certains en ont donc forcément plus qu’avant.",
  ],
  segmentRecorded: [
    "Enregistrés dans le corridor",
    "Incidents certainement dans le corridor dont le point le plus proche de l’itinéraire est ici, et ceux dont le lieu est trop incertain pour le dire\u202f; les types sont ceux des certains.",
  ],
  encounter: [
    "Rencontres attendues",
    "L’exposition le long de l’itinéraire, fois la surface autour du convoi, aussi longtemps que dure le trajet. C’est une somme d’incidents enregistrés, chacun pesé selon son âge et sa distance à la route. Elle est écrite pour un nombre de tels trajets qui la rend lisible\u202f: 4 en 100\u202f000 trajets, c’est 0,00004 sur un seul.",
  ],
  spread: [
    "Dispersion passée",
    "Jusqu’où ce qui est attendu d’un trajet selon l’intensité fixe peut être dû au hasard de ce qui a été enregistré\u202f: l’intervalle de Fay et Feuer (1997). Il décrit l’enregistrement passé et n’est pas un intervalle de ce qui vient. Un enregistrement calme ne donne jamais une borne supérieure nulle.",
  ],
  next: [
    "Attendu ensuite",
    "Le moins et le plus d’incidents enregistrés dans huit cas sur dix, dans les 28 jours après la date des données, si les incidents sont enregistrés comme ils l’ont été\u202f: les incidents à venir pèsent sur les lieux selon la proximité et la fraîcheur des incidents passés, comme ajusté à cet enregistrement. L’image montre ce qui aurait été dit à des dates passées, espacées de quatre semaines, avec ce qui était alors enregistré, et ce qui est venu\u202f; un mois passé fait ici 28 jours. Là où la moyenne des 12 derniers mois n’a pas fait moins bien, c’est elle qui est montrée.",
  ],
  arrival: [
    "Arrivée",
    "Le départ, plus les heures jusqu’à ce lieu aux vitesses et avec les arrêts ci-dessus. Toutes les heures sont celles du fuseau choisi pour le départ. Routes fermées, barrages et pannes n’y sont pas.",
  ],
  daylight: [
    "Lumière",
    "S’il fait jour ou nuit à l’arrivée. Le soleil se lève et se couche quand son bord supérieur touche un horizon plat (son milieu est alors 0,833° en dessous)\u202f; il fait nuit du coucher au lever du soleil, crépuscule compris. Calculé pour chaque lieu, à une minute près environ.",
  ],
  rings: [
    "Par distance",
    "Incidents certains dont tout le cercle d’incertitude est dans la bande, mesurés sur l’ellipsoïde depuis la forme telle que dessinée, avant tout rayon.",
  ],
  kinds: [
    "Types",
    "Les codes du fournisseur, ramenés à quelques types par une table publiée pour chaque fournisseur.",
  ],
  nearest: [
    "Les plus proches",
    "Les dix points enregistrés les plus proches de la forme telle que dessinée, sur l’ellipsoïde, dans la période montrée. À distance égale, le plus récent vient d’abord.",
  ],
  shrunk: [
    "Rythme lissé",
    "Le rythme propre de la zone, ramené vers la moyenne de toutes les zones comparées, d’autant plus fort que peu y est enregistré\u202f: une estimation Gamma–Poisson dont l’a priori est ajusté aux zones (Marshall 1991).",
  ],
  rank: [
    "Rang",
    "Les rangs que la zone peut avoir parmi toutes celles qui sont comparées, au niveau de confiance. Là où deux plages se recouvrent, la différence peut être due au hasard.",
  ],
  q: [
    "Valeur q",
    "Parmi les zones, tronçons ou paires d’itinéraires qui diffèrent avec une valeur q jusqu’à 0,05, au plus 5 sur 100 sont attendus par le seul hasard (Benjamini–Hochberg).",
  ],
  corridorStatus: [
    "État du corridor",
    "Ce qui est certainement enregistré dans le corridor au fil du temps, comparé comme pour une zone. Le silence est un vide de l’enregistrement\u202f; il ne dit pas qu’une route est ouverte.",
  ],
  activeWeeks: [
    "Semaines actives",
    "Semaines des deux fenêtres avec au moins un incident qui est certainement dans le corridor.",
  ],
  laplace: [
    "Tendance de Laplace",
    "Si les jours des incidents tombent tard ou tôt dans les deux fenêtres ensemble (test de Laplace, Cox et Lewis 1966)\u202f: z au-dessus de 0 dit qu’ils se regroupent vers la fin. Les enregistrements des derniers jours sont incomplets, ce qui l’abaisse.",
  ],
  blockades: [
    "Blocus et barrages",
    "Blocus, barrages et extorsions enregistrés, certainement dans le corridor. Certains fournisseurs ne les enregistrent pas du tout\u202f; alors on ne peut rien en dire.",
  ],
  spells: [
    "Persistance",
    "Une série est une suite de semaines avec un blocus, un barrage ou une extorsion enregistrés dans le corridor, interrompue par trois semaines sans. La durée des séries finies dit ce qui a été enregistré, et non combien de temps celle-ci durera.",
  ],
  shrunkRatio: [
    "Ramené vers 1",
    "On regarde un lieu parce que son rapport est élevé, et le plus élevé de nombreux rapports l’est en partie par hasard. Ce rapport est ramené vers 1, d’autant plus que peu a été enregistré et que les mois d’avant différaient (Gamma–Poisson).",
  ],
  sharedRoad: [
    "Route commune",
    "Les parties d’un itinéraire le long desquelles un autre n’est pas plus loin que la distance indiquée. Ce qui y est enregistré compte pour les deux.",
  ],
  dominated: [
    "Dominé",
    "Un itinéraire est dominé par un autre du même trajet qui ne prend pas plus de temps et n’attend pas plus de rencontres, et moins de l’un des deux au moins\u202f; clairement si la différence de rencontres est claire.",
  ],
  pairedDifference: [
    "Différence appariée",
    "Les rencontres attendues d’un itinéraire moins celles de l’autre. Intervalle et p viennent d’un bootstrap qui compte chaque incident aussi souvent pour les deux, de sorte que ce qu’ils partagent s’annule.",
  ],
  independent: [
    "Itinéraires indépendants",
    "Le plus grand ensemble d’itinéraires qui n’ont de route en commun que près de leurs extrémités\u202f: ce qui en ferme un n’en ferme pas un autre. Certainement\u202f: ceux dont tout l’intervalle est en dessous du nombre.",
  ],
  ownZone: [
    "Secteur\u202f: fermé, interdit, restreint",
    "Une forme dessinée que vous marquez. Les chemins ne prennent aucune route qui touche ce qui est fermé ou interdit, et ne traversent ce qui est restreint que faute d’un autre chemin. Un secteur est en vigueur jusqu’à son dernier jour, d’après la date d’aujourd’hui, et sans dernier jour tant que vous ne le changez pas.",
  ],
  musterPoint: [
    "Point de rassemblement, refuge",
    "Un point de rassemblement est un site où l’on se réunit\u202f; les refuges, les pistes d’atterrissage et les sites médicaux sont ceux où l’on peut aller de là. C’est vous qui le dites\u202f: rien ici ne juge un lieu.",
  ],
  independentWays: [
    "Chemins indépendants",
    "Des chemins qui n’ont aucune route en commun à plus de 5 km de leurs extrémités\u202f; des routes qui se longent à moins de 0,5 km n’en font qu’une. Au moins autant ont été trouvés, et 8 au plus sont comptés.",
  ],
  turnBack: [
    "Point de retour",
    "Le lieu d’un itinéraire d’où le chemin le plus rapide vers le départ prend autant de temps que le plus rapide vers l’arrivée\u202f: par les routes chargées, en évitant ce qui est fermé ou interdit, et sans arrêts.",
  ],
  cluster: [
    "Agrégat",
    "Des incidents dans un cercle autour d’un lieu enregistré, dans les derniers jours, 28 au plus\u202f: plus que si lieux et jours n’avaient aucun lien. p dit combien de fois un groupe aussi inhabituel vient de jours redistribués au hasard\u202f; à regarder chaque jour, le seul hasard en montre autant environ une fois en 1/p jours. Les groupes de la carte sont autre chose\u202f: des incidents dessinés ensemble.",
  ],
};
