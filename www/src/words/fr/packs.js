// Data packs in French.
import { formatCount, formatTenths } from "../../format.js";
import { plural } from "./plural.js";

/** @type {typeof import("../en/packs.js").packs} */
export const packs = {
  title: "Paquets de données",
  intro:
    "De vrais enregistrements de pays entiers, prêts à télécharger depuis l’hôte de cette page. Un paquet reste dans ce navigateur et s’ouvre sans connexion. L’hôte ne voit que les paquets que vous téléchargez\u202f; ce que vous dessinez reste ici.",
  look: "Lister les paquets de données",
  check: "Chercher des mises à jour",
  download: "Télécharger",
  update: "Mettre à jour",
  open: "Ouvrir",
  remove: "Supprimer",
  facts: (period, count, size) => `${period} · ${plural(count, "incident")} · ${size}`,
  age: (asOf, days) =>
    `Données au ${asOf}, vieilles de ${days < 730 ? plural(days, "jour") : plural(Math.floor(days / 365.25), "an")}`,
  newer: (asOf) => `Une version plus récente est là, au ${asOf}.`,
  begun: (size) => `Commencé\u202f: ${size} sont déjà ici, et le téléchargement reprend là.`,
  room: (count, size) =>
    `${plural(count, "paquet conservé", "paquets conservés")} dans ce navigateur, ${size} en tout.`,
  listed: (n) => `Le catalogue a ${plural(n, "paquet")}\u202f; sa signature est juste.`,
  kept: (name) => `${name} est conservé dans ce navigateur.`,
  removed: (name) => `${name} a été supprimé de ce navigateur.`,
  size: (bytes) =>
    bytes < 999_500 ? `${formatCount(Math.ceil(bytes / 1000))} ko` : `${formatTenths(bytes / 1e6)} Mo`,
};
