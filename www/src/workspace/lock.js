// A workspace under a passphrase: AES-GCM with a key that PBKDF2 makes of the passphrase. The key is kept in memory, and the passphrase
// nowhere. What says how it was locked is part of what is authenticated, so that no byte of the file can be changed unnoticed.
import { workspace as texts } from "../words/workspace.js";
import { FormError, readNumber, readText, refuse } from "./checks.js";
import { LOCKED, readHead, VERSION } from "./form.js";

/** As OWASP advises for PBKDF2 with SHA-256. */
export const ROUNDS = 600_000;
/** More would stop the page for minutes. */
const MOST_ROUNDS = 10_000_000;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A gigabyte of JSON is none of ours. */
const MOST_LETTERS = 1_000_000_000;

/** @typedef {{ key: CryptoKey, salt: string, rounds: number }} Key */

/** Makes a key of a passphrase. @param {string} passphrase @param {{ salt?: string, rounds?: number }} [how] that of a locked file; a new one by default @returns {Promise<Key>} */
export async function makeKey(passphrase, { salt, rounds = ROUNDS } = {}) {
  const bytes = salt === undefined ? crypto.getRandomValues(new Uint8Array(SALT_BYTES)) : fromBase64(salt);
  // The same letters can be written in several ways, and keyboards differ in which they write.
  const secret = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const material = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt: bytes, iterations: rounds },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
  return { key, salt: toBase64(bytes), rounds };
}

/** @param {string} text of a workspace @param {Key} key @returns {Promise<string>} */
export async function lock(text, { key, salt, rounds }) {
  // A new one each time: a nonce that is used twice with one key gives the content away.
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const head = headOf(VERSION, rounds, salt, toBase64(nonce));
  const data = await crypto.subtle.encrypt(cipher(nonce, head), key, new TextEncoder().encode(text));
  return `${JSON.stringify({ ...head, data: toBase64(new Uint8Array(data)) })}\n`;
}

/** Returns what a key for a locked workspace is made with. @param {string} locked */
export const howLocked = (locked) => {
  const { salt, rounds } = readLocked(locked);
  return { salt, rounds };
};

/**
 * @param {string} locked @param {Key} key made with {@link howLocked}
 * @returns {Promise<string>} the text of the workspace
 * @throws {FormError} if the passphrase was another one, or the file was changed: nobody can tell which
 */
export async function unlock(locked, { key }) {
  const { version, salt, rounds, nonce, data } = readLocked(locked);
  const head = headOf(version, rounds, salt, nonce);
  try {
    const text = await crypto.subtle.decrypt(cipher(fromBase64(nonce), head), key, fromBase64(data));
    return new TextDecoder("utf-8", { fatal: true }).decode(text);
  } catch {
    throw new FormError(texts.wrongPassphrase);
  }
}

/** @param {number} version @param {number} rounds @param {string} salt @param {string} nonce */
const headOf = (version, rounds, salt, nonce) => ({
  ...{ geobit: LOCKED, version, key: "PBKDF2-SHA-256", rounds, salt },
  ...{ cipher: "AES-256-GCM", nonce },
});

/** @param {Uint8Array<ArrayBuffer>} nonce @param {object} head */
const cipher = (nonce, head) => ({
  ...{ name: "AES-GCM", iv: nonce },
  additionalData: new TextEncoder().encode(JSON.stringify(head)),
});

/** @param {string} locked */
function readLocked(locked) {
  const members = readHead(locked, LOCKED);
  if (members.key !== "PBKDF2-SHA-256") refuse("key", texts.expected.member(["PBKDF2-SHA-256"]));
  if (members.cipher !== "AES-256-GCM") refuse("cipher", texts.expected.member(["AES-256-GCM"]));
  const rounds = readNumber(members.rounds, "rounds", [ROUNDS, MOST_ROUNDS]);
  const [salt, nonce, data] = ["salt", "nonce", "data"].map((name) => {
    const text = readText(members[name], name, MOST_LETTERS);
    const [least, most] = LENGTHS[name];
    const { length } = fromBase64(text, name);
    if (length < least || length > most) refuse(name, texts.expected.bytes(least));
    return text;
  });
  return { version: Number(members.version), rounds: Math.floor(rounds), salt, nonce, data };
}

/** How many bytes. @type {Record<string, [number, number]>} */
const LENGTHS = {
  salt: [SALT_BYTES, 64],
  nonce: [NONCE_BYTES, NONCE_BYTES],
  data: [TAG_BYTES, MOST_LETTERS],
};

const CHUNK = 0x8000;

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) text += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return btoa(text);
}

/** @param {string} text @param {string} [at] where in the file */
function fromBase64(text, at = texts.wholeFile) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return refuse(at, texts.expected.base64);
  }
}
