// The Gaussian kernel along a straight leg, in closed form, for the peers.

/** Bandwidth of the kernel in km. */
export const SIGMA_KM = 5;
/** The peers leave out legs farther than this from an incident: three bandwidths. */
export const CUT_KM = 15;

/** Error function to 1.5e-7 (Abramowitz and Stegun 7.1.26). @param {number} x */
function erf(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const value = 1 - tail * Math.exp(-x * x);
  return x < 0 ? -value : value;
}

const SCALE = SIGMA_KM * Math.SQRT2;
const ACROSS = 1 / (2 * Math.sqrt(2 * Math.PI) * SIGMA_KM);

/**
 * Returns the integral of a kernel over a leg, in 1/km. The leg runs from `from` to `to`, in km from the foot point of the
 * kernel's centre, which lies `off` km beside the line.
 * @param {number} from @param {number} to @param {number} off2 the square of `off`
 */
export function alongLeg(from, to, off2) {
  return ACROSS * Math.exp(-off2 / (SCALE * SCALE)) * (erf(to / SCALE) - erf(from / SCALE));
}
