// Compiles shaders, and has the part of them that every way of drawing incidents shares.
import { words } from "../../words/index.js";

/**
 * GLSL for where a row lies and whether it is shown. Positions are subtracted from the map's centre as integers, so they are exact
 * at every zoom, and wrap around the Earth by themselves.
 */
const ROW = `
layout(location = 0) in uvec2 a_at;
layout(location = 1) in uint a_what;
layout(location = 2) in uint a_hit;
uniform uvec2 u_centre;
uniform vec4 u_base;
uniform vec4 u_east;
uniform vec4 u_south;
uniform uvec2 u_days;
uniform uint u_kinds;

uint kindOfRow() { return a_what & 15u; }
bool isUncertain() { return (a_what & 16u) != 0u; }
bool isShown() {
  uint day = a_what >> 5u;
  return ((u_kinds >> kindOfRow()) & 1u) != 0u && day >= u_days.x && day <= u_days.y;
}
void place() {
  ivec2 away = ivec2(a_at - u_centre);
  gl_Position = u_base + u_east * float(away.x) + u_south * float(away.y);
}
void hide() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = 1.0;
}
`;

const HEAD =
  "#version 300 es\nprecision highp float;\nprecision highp int;\nprecision highp sampler2DArray;\n";

/** Vertex shader of a triangle that covers the screen. */
export const COVER =
  "void main() { gl_Position = vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1); }";

/** Puts the shared part before the source of a vertex shader. @param {string} source */
export const withRowShader = (source) => ROW + source;

/**
 * @typedef {object} Program
 * @property {WebGLProgram} program
 * @property {(name: string) => WebGLUniformLocation | null} uniform
 */

/**
 * @param {WebGL2RenderingContext} gl @param {string} vertex @param {string} fragment
 * @returns {Program}
 */
export function createProgram(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [type, source] of /** @type {const} */ ([
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ])) {
    const shader = gl.createShader(type);
    if (!shader) continue; // The context is lost; the layer is created again when it is back.
    gl.shaderSource(shader, HEAD + source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const shaders = gl.getAttachedShaders(program) ?? [];
    const reasons = shaders.map((shader) => gl.getShaderInfoLog(shader));
    throw new Error(words.map.shadersFailed(reasons.join(" ")));
  }
  /** @type {Map<string, WebGLUniformLocation | null>} */
  const known = new Map();
  return {
    program,
    uniform(name) {
      if (!known.has(name)) known.set(name, gl.getUniformLocation(program, name));
      return known.get(name) ?? null;
    },
  };
}

/**
 * Creates an offscreen image, whose texture is replaced when its size changes.
 * @param {WebGL2RenderingContext} gl @param {number} format @param {number} filter
 */
export function createTarget(gl, format, filter) {
  const framebuffer = gl.createFramebuffer();
  /** @type {WebGLTexture | null} */
  let texture = null;
  let size = "";
  return {
    texture: () => texture,
    /** Clears the image and makes it the target of what is drawn from now on. @param {number} width @param {number} height */
    bind(width, height) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      if (size !== `${width} ${height}`) {
        gl.deleteTexture(texture);
        texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, texture);
        for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
          gl.texParameteri(gl.TEXTURE_2D, name, filter);
        for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
          gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
        gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
        size = `${width} ${height}`;
      }
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
    },
    remove() {
      gl.deleteTexture(texture);
      gl.deleteFramebuffer(framebuffer);
    },
  };
}
