// Where a movement turns back: the place on the route from which the fastest way back to its start takes as long as the fastest way on to
// its end, as pilots have it (the point of equal time). Before it whoever is in trouble is sooner back, after it sooner there. Both ways
// are by the roads, and not along the route: whoever turns back takes the fastest way there is. Half of the way, or of the planned time, would say
// the same only where the road is as fast on both sides and there is no shorter way. On a round trip both ways are as long everywhere: it turns
// back where it is farthest from its start.
import { formatHours } from "../format.js";
import { roads as texts } from "../words/roads.js";

/** @typedef {{ km: number, back: number, on: number }} Sample hours back to the start and on to the end; infinite where there is no way */
/** `isRound`: it is the farthest place of a round trip. @typedef {Sample & { isRound?: true }} Turn */
/** @typedef {(kms: number[]) => Promise<Sample[]>} Ask leaves out places without a road near */

/** Into so many parts the route is divided, and then so many times the part with the place: each place that is asked about costs a search. */
const PARTS = 12;
const ROUNDS = 2;

/** @param {number} from @param {number} to km */
const between = (from, to) => Array.from({ length: PARTS + 1 }, (_, i) => from + ((to - from) * i) / PARTS);

/** Finds the first two samples between which the way on becomes the shorter one. @param {Sample[]} samples @returns {[Sample, Sample] | null} */
export function turnBetween(samples) {
  const usable = samples.filter(({ back, on }) => Number.isFinite(back) || Number.isFinite(on));
  const after = usable.findIndex(({ back, on }) => back >= on);
  return after > 0 ? [usable[after - 1], usable[after]] : null;
}

/** Finds the sample from which the way back is longest, between its neighbours. @param {Sample[]} samples @returns {[Sample, Sample, Sample] | null} */
function farthestOf(samples) {
  const usable = samples.filter(({ back }) => Number.isFinite(back));
  const most = Math.max(...usable.map(({ back }) => back));
  if (!(most > 0)) return null;
  const at = usable.findIndex(({ back }) => back === most);
  return [usable[at - 1] ?? usable[at], usable[at], usable[at + 1] ?? usable[at]];
}

/** Whether the way from the start to the end is as nothing beside the way back from the farthest place. @param {Sample[]} samples */
function isRoundTrip(samples) {
  const farthest = farthestOf(samples);
  const start = samples.find(({ km }) => km === 0);
  return Boolean(farthest && start && start.on <= AS_LONG * farthest[1].back);
}

/** @param {Sample[]} samples @param {Ask} ask @returns {Promise<Turn | null>} */
async function findFarthest(samples, ask) {
  let near = farthestOf(samples);
  // One round more, as the parts on both sides are divided.
  for (let round = 0; near && round < ROUNDS + 1; round++) {
    const closer = farthestOf(await ask(between(near[0].km, near[2].km)));
    if (!closer || closer[1].back < near[1].back) break;
    near = closer;
  }
  return near && { ...near[1], isRound: true };
}

/**
 * Returns the place with its hours; `null` where there is none.
 * @param {number} lengthKm @param {Ask} ask @returns {Promise<Turn | null>}
 */
export async function findTurnBack(lengthKm, ask) {
  const samples = await ask(between(0, lengthKm));
  if (isRoundTrip(samples)) return findFarthest(samples, ask);
  let near = turnBetween(samples);
  for (let round = 0; near && round < ROUNDS; round++)
    near = turnBetween(await ask(between(near[0].km, near[1].km))) ?? near;
  const usable = (near ?? []).filter(({ back, on }) => Number.isFinite(back) && Number.isFinite(on));
  const [best] = usable.filter((one) => !isCut(one)).sort((a, b) => apart(a) - apart(b));
  // Where the road is cut both ways jump there, and no place has the same: it is the last one before the cut then, and its hours tell.
  return best ?? usable[0] ?? null;
}

/** Beyond this share of the longer one, both ways are not as long. */
const AS_LONG = 0.05;

/** @param {Sample} sample */
const apart = ({ back, on }) => Math.abs(back - on);

/** @param {Sample} sample */
const isCut = (sample) => apart(sample) > AS_LONG * Math.max(sample.back, sample.on);

/** @param {Turn} turn @param {string[]} where */
export function describeTurnBack(turn, where) {
  const [back, on] = [turn.back, turn.on].map(formatHours);
  if (turn.isRound) return texts.turnBackRound(where, back);
  return (isCut(turn) ? texts.turnBackCut : texts.turnBack)(where, back, on);
}
