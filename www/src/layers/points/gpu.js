// Everything that lives in one WebGL context, and how a frame is put together from it.
import { createBuffers } from "./buffers.js";
import { createHeat } from "./heat.js";
import { COVER, createProgram, createTarget } from "./program.js";
import { createSprites } from "./sprites.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./pack.js").Packed} Packed */
/** @typedef {import("./pick.js").Filter} Filter */
/** @typedef {[first: number, count: number][]} Runs */

const KEPT_FRAGMENT = `
uniform sampler2D u_kept;
out vec4 colour;
void main() { colour = texelFetch(u_kept, ivec2(gl_FragCoord.xy), 0); }`;

/** @param {WebGL2RenderingContext} gl */
export function createGpu(gl) {
  const sprites = createSprites(gl);
  /** Made when somebody looks at it. @type {ReturnType<typeof createHeat> | null} */
  let heat = null;
  const keeper = createProgram(gl, COVER, KEPT_FRAGMENT);
  const points = createTarget(gl, gl.RGBA8, gl.NEAREST);
  const rings = createTarget(gl, gl.RGBA8, gl.NEAREST);
  const nothing = gl.createVertexArray();
  /** @type {Packed | null} */
  let held = null;
  /** @type {ReturnType<typeof createBuffers> | null} */
  let buffers = null;
  /** What each kept image shows. @type {Record<string, string>} */
  const drawn = {};

  /** In the order of the layers, whatever was drawn before. */
  function flat() {
    for (const test of [gl.DEPTH_TEST, gl.STENCIL_TEST, gl.SCISSOR_TEST, gl.CULL_FACE]) gl.disable(test);
    gl.enable(gl.BLEND);
    gl.blendEquation(gl.FUNC_ADD);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.colorMask(true, true, true, true);
  }

  /** @param {View} view */
  const wholeScreen = ({ width, height }) => gl.viewport(0, 0, width, height);

  /** @param {View} view */
  function backToScreen(view) {
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    wholeScreen(view);
  }

  /**
   * A larger window than the screen, so that a row just outside of it, whose mark reaches in, is not cut away.
   * @param {View} view @returns {[number, number]} how much smaller everything is in it
   */
  function widened({ width, height, margin }) {
    gl.viewport(-margin, -margin, width + 2 * margin, height + 2 * margin);
    return [width / (width + 2 * margin), height / (height + 2 * margin)];
  }

  /**
   * @param {import("./program.js").Program} program in use, with its own uniforms set
   * @param {View} view @param {Filter} filter @param {Runs} runs @param {number[]} scale
   */
  function drawRows({ uniform }, view, filter, runs, [across, down]) {
    const scaled = (/** @type {number[]} */ [x, y, z, w]) => [x * across, y * down, z, w];
    gl.uniform2ui(uniform("u_centre"), view.centre[0], view.centre[1]);
    gl.uniform4fv(uniform("u_east"), scaled(view.toEast.map((value) => value / 2 ** 32)));
    gl.uniform4fv(uniform("u_south"), scaled(view.toSouth.map((value) => value / 2 ** 31)));
    gl.uniform2ui(uniform("u_days"), filter.from, filter.to);
    gl.uniform1ui(uniform("u_kinds"), filter.kinds);
    buffers?.bind();
    for (const copy of view.copies) {
      gl.uniform4fv(uniform("u_base"), scaled(view.base.map((value, i) => value + copy * view.toEast[i])));
      for (const [first, count] of runs) gl.drawArrays(gl.POINTS, first, count);
    }
  }

  return {
    /** Takes a snapshot's rows, once, and whatever changed of the hits. @param {Packed} packed @param {ReturnType<typeof import("./hits.js").createHits>} hits */
    hold(packed, hits) {
      const change = hits.takeChange();
      if (held !== packed) {
        buffers?.remove();
        buffers = createBuffers(gl, packed, hits.marks);
        held = packed;
      } else if (change) buffers?.updateHits(change);
    },

    /** Whether a kept image shows something else than this; from now on it does. @param {string} image @param {string} what */
    outdated(image, what) {
      const before = drawn[image];
      drawn[image] = what;
      return before !== what;
    },

    /** Draws dots or marks into their kept image. @param {View} view @param {Filter} filter @param {Runs} runs @param {boolean} asMarks */
    keepPoints(view, filter, runs, asMarks) {
      flat();
      points.bind(view.width, view.height);
      const program = sprites[asMarks ? "useMarks" : "useDots"](view.zoom, view.ratio);
      drawRows(program, view, filter, runs, widened(view));
      backToScreen(view);
    },

    /** The same for rings. @param {View} view @param {Filter} filter @param {Runs} runs */
    keepRings(view, filter, runs) {
      flat();
      rings.bind(view.width, view.height);
      drawRows(sprites.useRings(view.zoom, view.ratio), view, filter, runs, widened(view));
      backToScreen(view);
    },

    /** Adds up the heat of rows. @param {View} view @param {Filter} filter @param {Runs} runs @param {number} passing rows that the filter leaves, on the screen or not */
    keepHeat(view, filter, runs, passing) {
      flat();
      heat ??= createHeat(gl);
      const { program, scale } = heat.useSpots(view, passing);
      drawRows(program, view, filter, runs, scale);
      backToScreen(view);
    },

    /** Rings below the points: a ring never hides what it rings. @param {View} view @param {boolean} ringed */
    showPoints(view, ringed) {
      flat();
      wholeScreen(view);
      gl.useProgram(keeper.program);
      gl.activeTexture(gl.TEXTURE0);
      gl.uniform1i(keeper.uniform("u_kept"), 0);
      gl.bindVertexArray(nothing);
      for (const image of ringed ? [rings, points] : [points]) {
        gl.bindTexture(gl.TEXTURE_2D, image.texture());
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
    },

    /** @param {View} view */
    showHeat(view) {
      flat();
      wholeScreen(view);
      gl.bindVertexArray(nothing);
      heat?.show(view.width, view.height);
    },

    remove() {
      buffers?.remove();
      sprites.remove();
      heat?.remove();
      points.remove();
      rings.remove();
      gl.deleteProgram(keeper.program);
      gl.deleteVertexArray(nothing);
    },
  };
}
