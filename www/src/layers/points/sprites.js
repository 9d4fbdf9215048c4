// Three ways to draw a row: a dot where there are many, a mark of its kind where there are few, and a ring if the answer counts it.
import { createAtlas, kindColours } from "./atlas.js";
import { createProgram, withRowShader } from "./program.js";
import { interpolate } from "./scale.js";

/** Widths of strokes in pixels. */
const HOLLOW = 0.9;
const CERTAIN_STROKE = 1.3;
const POSSIBLE_STROKE = 0.9;
/** How wide a mark is at size 1, pixels. */
const MARK_PIXELS = 16;
/** How much wider than the mark its image is. */
const IMAGE_SCALE = 20 / MARK_PIXELS;

const DOT_VERTEX = withRowShader(`
uniform float u_radius;
uniform float u_ratio;
uniform vec3 u_colours[9];
flat out vec3 v_colour;
flat out float v_stroke;
flat out float v_size;
void main() {
  if (!isShown()) { hide(); return; }
  place();
  v_colour = u_colours[kindOfRow()];
  v_stroke = isUncertain() ? ${HOLLOW} * u_ratio : 0.0;
  v_size = 2.0 * (u_radius + v_stroke + 1.0);
  gl_PointSize = v_size;
}`);
const DOT_FRAGMENT = `
uniform float u_radius;
flat in vec3 v_colour;
flat in float v_stroke;
flat in float v_size;
out vec4 colour;
void main() {
  float away = length(gl_PointCoord - 0.5) * v_size;
  float cover = clamp(u_radius + v_stroke + 0.5 - away, 0.0, 1.0) * 0.75;
  float inside = v_stroke > 0.0 ? clamp(u_radius + 0.5 - away, 0.0, 1.0) : 0.0;
  colour = vec4(mix(v_colour, vec3(1.0), inside), 1.0) * cover;
}`;

const MARK_VERTEX = withRowShader(`
uniform float u_size;
flat out float v_layer;
void main() {
  if (!isShown()) { hide(); return; }
  place();
  v_layer = float(kindOfRow() * 2u) + (isUncertain() ? 1.0 : 0.0);
  gl_PointSize = u_size;
}`);
// The bias prefers the sharper of two sizes, as marks differ by their edges.
const MARK_FRAGMENT = `
uniform sampler2DArray u_marks;
flat in float v_layer;
out vec4 colour;
void main() { colour = texture(u_marks, vec3(gl_PointCoord, v_layer), -0.7); }`;

const RING_VERTEX = withRowShader(`
uniform float u_radius;
uniform float u_ratio;
flat out float v_stroke;
flat out float v_size;
flat out vec3 v_ink;
void main() {
  if (a_hit == 0u || !isShown()) { hide(); return; }
  place();
  bool certain = a_hit == 2u;
  v_ink = certain ? vec3(0.078, 0.141, 0.184) : vec3(0.498, 0.561, 0.6);
  v_stroke = (certain ? ${CERTAIN_STROKE} : ${POSSIBLE_STROKE}) * u_ratio;
  v_size = 2.0 * (u_radius + v_stroke + 1.0);
  gl_PointSize = v_size;
}`);
const RING_FRAGMENT = `
uniform float u_radius;
flat in float v_stroke;
flat in float v_size;
flat in vec3 v_ink;
out vec4 colour;
void main() {
  float away = length(gl_PointCoord - 0.5) * v_size;
  float cover = clamp(u_radius + v_stroke + 0.5 - away, 0.0, 1.0);
  float ink = clamp(away - u_radius + 0.5, 0.0, 1.0);
  colour = mix(vec4(0.45), vec4(v_ink, 1.0), ink) * cover;
}`;

/** Sizes at a zoom, CSS pixels. */
export const sizes = {
  /** @param {number} zoom */
  dot: (zoom) => interpolate(zoom, [3, 1.3], [6.5, 3.4]),
  /** @param {number} zoom */
  ring: (zoom) =>
    zoom < 6.5 ? interpolate(zoom, [4, 3.2], [6.5, 5]) : interpolate(zoom, [6.5, 5], [10, 11]),
  /** @param {number} zoom */
  mark: (zoom) => MARK_PIXELS * interpolate(zoom, [5, 0.45], [10, 0.85]),
};

const SOURCES = /** @type {const} */ ({
  dots: [DOT_VERTEX, DOT_FRAGMENT],
  marks: [MARK_VERTEX, MARK_FRAGMENT],
  rings: [RING_VERTEX, RING_FRAGMENT],
});

/** @param {WebGL2RenderingContext} gl */
export function createSprites(gl) {
  // Each program is compiled when it is first used: compiling takes a part of the time until the page answers.
  /** @type {Map<string, import("./program.js").Program>} */
  const programs = new Map();
  /** @type {WebGLTexture | null} */
  let atlas = null;

  /** @param {keyof typeof SOURCES} name */
  function use(name) {
    const [vertex, fragment] = SOURCES[name];
    const program = programs.get(name) ?? createProgram(gl, vertex, fragment);
    programs.set(name, program);
    gl.useProgram(program.program);
    return program;
  }

  return {
    /** @param {number} zoom @param {number} ratio pixels of the screen per CSS pixel */
    useDots(zoom, ratio) {
      const dots = use("dots");
      gl.uniform1f(dots.uniform("u_radius"), sizes.dot(zoom) * ratio);
      gl.uniform1f(dots.uniform("u_ratio"), ratio);
      gl.uniform3fv(dots.uniform("u_colours"), kindColours());
      return dots;
    },
    /** @param {number} zoom @param {number} ratio */
    useMarks(zoom, ratio) {
      const marks = use("marks");
      gl.uniform1f(marks.uniform("u_size"), IMAGE_SCALE * sizes.mark(zoom) * ratio);
      gl.activeTexture(gl.TEXTURE0);
      atlas ??= createAtlas(gl);
      gl.bindTexture(gl.TEXTURE_2D_ARRAY, atlas);
      gl.uniform1i(marks.uniform("u_marks"), 0);
      return marks;
    },
    /** @param {number} zoom @param {number} ratio */
    useRings(zoom, ratio) {
      const rings = use("rings");
      gl.uniform1f(rings.uniform("u_radius"), sizes.ring(zoom) * ratio);
      gl.uniform1f(rings.uniform("u_ratio"), ratio);
      return rings;
    },
    remove() {
      for (const { program } of programs.values()) gl.deleteProgram(program);
      gl.deleteTexture(atlas);
    },
  };
}
