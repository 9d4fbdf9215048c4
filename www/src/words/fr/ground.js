// The ground of the map, from a file, in French.
import { packs } from "./packs.js";
import { listed } from "./plural.js";

const accepted =
  "Est accepté un fichier .pmtiles de version 3 avec des tuiles vectorielles selon le schéma de Protomaps ou d’OpenMapTiles.";

/** @type {typeof import("../en/ground.js").ground} */
export const ground = {
  intro:
    "Les pays et les villes viennent avec la page. Les routes, les rivières, les limites et les lieux d’une région viennent d’un fichier de carte (.pmtiles, de Protomaps ou d’OpenMapTiles)\u202f: ouvrez-le ici ou déposez-le sur la page. Il est lu sur votre disque, et rien n’est demandé ni envoyé.",
  open: "Ouvrir un fichier de carte…",
  keep: (size) => `Le garder dans ce navigateur (${size})`,
  forget: "Le retirer de ce navigateur",
  close: "Ne montrer que pays et villes",
  facts: (size, from, to) => `${size} · zooms ${from} à ${to}`,
  attribution: {
    protomaps: "Protomaps · © OpenStreetMap (ODbL)",
    openmaptiles: "OpenMapTiles · © OpenStreetMap (ODbL)",
  },
  opened: (name) => `La carte est dessinée à partir de ${name}.`,
  isKept: (name) => `${name} est gardé dans ce navigateur, et dessiné à la prochaine visite.`,
  kept: (name) => `${name} est gardé dans ce navigateur.`,
  forgotten: (name) => `${name} a été retiré de ce navigateur.`,
  lost: (name) =>
    `${name} ne peut plus être lu\u202f; la carte montre de nouveau les pays et les villes. Il a peut-être été déplacé ou modifié\u202f: ouvrez-le de nouveau.`,
  notOpened: (reason) => `Le fichier de carte gardé n’a pas pu être ouvert. ${reason}`,
  noRoom:
    "Ce navigateur ne donne pas de place à cette page pour des fichiers. Le fichier de carte peut être ouvert de nouveau à chaque visite.",
  tooLarge: (needed, free) =>
    `Le fichier demande ${packs.size(needed)}, et ce navigateur a ${packs.size(Math.max(0, free))} pour cette page. Le fichier de carte peut être ouvert de nouveau à chaque visite.`,
  full: (needed) =>
    `Le disque ou la place de cette page dans ce navigateur est plein\u202f: le fichier demande ${packs.size(needed)}.`,
  noTiles: `Il ne commence pas comme un fichier PMTiles. ${accepted}`,
  oldVersion: `C’est un fichier PMTiles d’une autre version. ${accepted} L’outil pmtiles convertit les plus anciens.`,
  cutOff: (has, needs) =>
    `Il est coupé\u202f: il a ${packs.size(has)} des ${packs.size(needs)} qu’il dit avoir. Copiez-le ou téléchargez-le de nouveau.`,
  notVector: (type) => `Ses tuiles sont du type ${type} et non des tuiles vectorielles (MVT). ${accepted}`,
  compressed: (compression) =>
    `Il est compressé avec ${compression}, qui ne peut pas être lu ici\u202f; gzip ou aucune compression le peuvent. ${accepted}`,
  otherSchema: (layers) =>
    layers.length === 0
      ? `Il ne dit pas quelles couches il a. ${accepted}`
      : `Ses couches sont ${listed(layers.slice(0, 8))}, ce qui est un autre schéma. ${accepted}`,
  damaged:
    "Une partie en est endommagée et ne peut pas être décompressée. Copiez-le ou téléchargez-le de nouveau.",
};
