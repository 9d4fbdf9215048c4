// The heat map: each row adds a soft spot to a small image, which is then coloured.
import { COVER, createProgram, createTarget, withRowShader } from "./program.js";
import { RAMP } from "./ramp.js";
import { interpolate, interpolateExponential } from "./scale.js";

/** How much coarser than the screen the image is, as spots are soft, and there are many. */
const COARSENESS = 4;
/** The height of the normal curve: 1 / √(2π). */
const PEAK = 0.3989;
/** A spot is drawn as far as it adds at least this much, which can hardly be seen. */
const LEAST_INK = 1 / 255 / 16;
/** The least part of its radius to which a spot is drawn, as many faint spots still add up to a soft one. */
const MIN_REACH = 0.7;

/** @param {number} stop its number @returns {string} its colour as the shader's numbers */
const inkOf = (stop) => RAMP[stop][1].map((part) => part.toFixed(2)).join(", ");

const SPOT_VERTEX = withRowShader(`
uniform float u_size;
void main() {
  if (!isShown()) { hide(); return; }
  place();
  gl_PointSize = u_size;
}`);
const SPOT_FRAGMENT = `
uniform float u_weight;
uniform float u_reach;
out vec4 colour;
void main() {
  vec2 away = (gl_PointCoord - 0.5) * 2.0 * u_reach;
  colour = vec4(u_weight * exp(-4.5 * dot(away, away)));
}`;
const RAMP_FRAGMENT = `
uniform sampler2D u_heat;
uniform vec2 u_scale;
uniform vec2 u_screen;
out vec4 colour;
void main() {
  float heat = texture(u_heat, (gl_FragCoord.xy - 0.5 * u_screen) * u_scale + 0.5).r;
  vec4 ink = vec4(${inkOf(0)});
${RAMP.slice(1)
  .map(([stop], i) => {
    const before = RAMP[i][0];
    return `  ink = mix(ink, vec4(${inkOf(i + 1)}), clamp((heat - ${before.toFixed(2)}) / ${(stop - before).toFixed(2)}, 0.0, 1.0));`;
  })
  .join("\n")}
  ink /= 255.0;
  colour = vec4(ink.rgb * ink.a, ink.a);
}`;

/**
 * Returns the weight of each spot: the more incidents there are, the less each counts, so that few are visible as well.
 * @param {number} count @param {number} zoom
 */
function weightOf(count, zoom) {
  const each = Math.min(1, 1500 / Math.max(1, count));
  const grow = zoom < 6 ? interpolate(zoom, [3, 1], [6, 1.5]) : interpolate(zoom, [6, 1.5], [10, 6]);
  return each * grow * PEAK;
}

/** @param {number} zoom @returns {number} CSS pixels */
const radiusOf = (zoom) =>
  zoom < 6
    ? interpolateExponential(1.6, zoom, [3, 7], [6, 18])
    : interpolateExponential(1.6, zoom, [6, 18], [10, 60]);

/** @param {WebGL2RenderingContext} gl */
export function createHeat(gl) {
  const spots = createProgram(gl, SPOT_VERTEX, SPOT_FRAGMENT);
  const ramp = createProgram(gl, COVER, RAMP_FRAGMENT);
  const format = formatOf(gl);
  const target = createTarget(gl, format, gl.LINEAR);
  let scale = [0, 0];
  return {
    /**
     * Makes spots that are drawn from now on add up. The image is larger than the screen by a margin, as spots reach in from
     * outside.
     *
     * @param {{ width: number, height: number, ratio: number, zoom: number, margin: number }} view
     * @param {number} count
     */
    useSpots({ width, height, ratio, zoom, margin }, count) {
      const across = Math.ceil((width + 2 * margin) / COARSENESS);
      const down = Math.ceil((height + 2 * margin) / COARSENESS);
      scale = [1 / (COARSENESS * across), 1 / (COARSENESS * down)];
      target.bind(across, down);
      gl.viewport(0, 0, across, down);
      gl.blendFunc(gl.ONE, gl.ONE);
      gl.useProgram(spots.program);
      const precise = format !== gl.RGBA8;
      const weight = Math.max(weightOf(count, zoom), precise ? 0 : 1 / 255);
      const reach = Math.max(MIN_REACH, Math.sqrt(-2 * Math.log(Math.min(1, LEAST_INK / weight))) / 3);
      gl.uniform1f(spots.uniform("u_weight"), weight);
      gl.uniform1f(spots.uniform("u_reach"), reach);
      gl.uniform1f(spots.uniform("u_size"), Math.max(1, (2 * reach * radiusOf(zoom) * ratio) / COARSENESS));
      return { program: spots, scale: [width * scale[0], height * scale[1]] };
    },

    /** Shows what was added up, coloured. @param {number} width @param {number} height */
    show(width, height) {
      gl.useProgram(ramp.program);
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, target.texture());
      gl.uniform1i(ramp.uniform("u_heat"), 0);
      gl.uniform2f(ramp.uniform("u_scale"), scale[0], scale[1]);
      gl.uniform2f(ramp.uniform("u_screen"), width, height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    },

    remove() {
      for (const { program } of [spots, ramp]) gl.deleteProgram(program);
      target.remove();
    },
  };
}

/**
 * Returns the most precise format that this graphics card can add up: a million faint spots would vanish in the rounding of a
 * coarse one.
 * @param {WebGL2RenderingContext} gl
 */
function formatOf(gl) {
  const floats = gl.getExtension("EXT_color_buffer_float");
  if (floats && gl.getExtension("EXT_float_blend") && gl.getExtension("OES_texture_float_linear"))
    return gl.R32F;
  return floats || gl.getExtension("EXT_color_buffer_half_float") ? gl.RGBA16F : gl.RGBA8;
}
