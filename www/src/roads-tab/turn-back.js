// Where a movement turns back: the place on the route from which the fastest way back to its start takes as long as the fastest way on to
// its end, as pilots have it (the point of equal time). Before it whoever is in trouble is sooner back, after it sooner there. Both ways
// are by the roads, and not along the route: whoever turns back takes the fastest way there is. Half of the way, or of the planned time, would say
// the same only where the road is as fast on both sides and there is no shorter way.
import { formatHours } from "../format.js";
import { roads as texts } from "../words/roads.js";

/** @typedef {{ km: number, back: number, on: number }} Sample hours back to the start and on to the end; infinite where there is no way */
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

/**
 * Returns the place with its hours; `null` where there is none.
 * @param {number} lengthKm @param {Ask} ask @returns {Promise<Sample | null>}
 */
export async function findTurnBack(lengthKm, ask) {
  let near = turnBetween(await ask(between(0, lengthKm)));
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

/** @param {Sample} sample @param {string[]} where */
export const describeTurnBack = (sample, where) =>
  (isCut(sample) ? texts.turnBackCut : texts.turnBack)(
    where,
    formatHours(sample.back),
    formatHours(sample.on),
  );
