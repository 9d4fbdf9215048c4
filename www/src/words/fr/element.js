// Les mots de l’élément et du cadre.

/** @type {typeof import("../en/element.js").element} */
export const element = {
  privacy:
    "Ce que vous dessinez et ce que vous ouvrez reste dans ce navigateur\u202f: cette carte n’envoie rien à personne, et ne garde rien quand vous la fermez, sauf les paquets de données que vous téléchargez. La page autour d’elle voit tout ce qu’elle contient.",
  name: (number) =>
    number === 1 ? "Carte des incidents enregistrés" : `Carte des incidents enregistrés ${number}`,
  noWorkers: "ce document n’autorise pas de workers à partir de blobs (worker-src blob:)",
};

/** @type {typeof import("../en/element.js").frame} */
export const frame = {
  privacy:
    "Ce que vous dessinez et ce que vous ouvrez reste dans ce navigateur\u202f: cette carte n’envoie rien à personne, et ne garde rien quand vous la fermez. Le site autour d’elle n’en voit rien, sauf ce que vous partagez avec le bouton.",
  share: "Partager avec ce site",
  shareNow: "Partager",
  unknownSite: "un site sans nom",
  gets: (site) =>
    `${site}, le site autour de cette carte, reçoit ce texte. Tant que vous n’appuyez pas sur Partager, il ne sait rien de ce que vous dessinez, ouvrez ou lisez ici.`,
  alsoPlace: (name) => `Aussi le lieu\u202f: le nom et les coordonnées de ${name}, et le rapport entier`,
  shared: (site) => `Partagé avec ${site}.`,
};
