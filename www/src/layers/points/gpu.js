// Everything that belongs to one WebGL context, and how frames are drawn with it. Points, rings and heat are drawn into images
// that are kept, and shown from there until they are outdated.
import { createBuffers } from "./buffers.js";
import { createHeat } from "./heat.js";
import { COVER, createProgram, createTarget } from "./program.js";
import { createSprites } from "./sprites.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("./pack.js").Packed} Packed */
/** @typedef {import("./pick.js").Filter} Filter */
/** @typedef {[first: number, count: number][]} Runs */

const IMAGE_FRAGMENT = `
uniform sampler2D u_image;
out vec4 colour;
void main() { colour = texelFetch(u_image, ivec2(gl_FragCoord.xy), 0); }`;

/** @param {WebGL2RenderingContext} gl */
export function createGpu(gl) {
  const sprites = createSprites(gl);
  /** Created when it is first shown. @type {ReturnType<typeof createHeat> | null} */
  let heat = null;
  const imageProgram = createProgram(gl, COVER, IMAGE_FRAGMENT);
  const points = createTarget(gl, gl.RGBA8, gl.NEAREST);
  const rings = createTarget(gl, gl.RGBA8, gl.NEAREST);
  const emptyArray = gl.createVertexArray();
  /** @type {Packed | null} */
  let uploaded = null;
  /** @type {ReturnType<typeof createBuffers> | null} */
  let buffers = null;
  /** Describes what each kept image shows. @type {Record<string, string>} */
  const drawn = {};

  /** Sets the state for drawing in the order of the layers, whatever was drawn before. */
  function resetState() {
    for (const test of [gl.DEPTH_TEST, gl.STENCIL_TEST, gl.SCISSOR_TEST, gl.CULL_FACE]) gl.disable(test);
    gl.enable(gl.BLEND);
    gl.blendEquation(gl.FUNC_ADD);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.colorMask(true, true, true, true);
  }

  /** @param {View} view */
  const useWholeScreen = ({ width, height }) => gl.viewport(0, 0, width, height);

  /** @param {View} view */
  function bindScreen(view) {
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    useWholeScreen(view);
  }

  /**
   * Sets a viewport larger than the screen, so that the mark of a row just outside of the screen is not clipped.
   * @param {View} view @returns {[number, number]} by how much everything has to be scaled down in it
   */
  function useMargin({ width, height, margin }) {
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
    /** Uploads the rows of a snapshot once, and whatever changed of the hits. @param {Packed} packed @param {ReturnType<typeof import("./hits.js").createHits>} hits */
    upload(packed, hits) {
      const change = hits.takeChange();
      if (uploaded !== packed) {
        buffers?.remove();
        buffers = createBuffers(gl, packed, hits.marks);
        uploaded = packed;
      } else if (change) buffers?.updateHits(change);
    },

    /** Tells whether a kept image has to be drawn again, which the caller then does. @param {string} image @param {string} content describes what the image has to show */
    takeOutdated(image, content) {
      const before = drawn[image];
      drawn[image] = content;
      return before !== content;
    },

    /** Draws dots or marks into their image. @param {View} view @param {Filter} filter @param {Runs} runs @param {boolean} asMarks */
    drawPoints(view, filter, runs, asMarks) {
      resetState();
      points.bind(view.width, view.height);
      const program = sprites[asMarks ? "useMarks" : "useDots"](view.zoom, view.ratio);
      drawRows(program, view, filter, runs, useMargin(view));
      bindScreen(view);
    },

    /** Draws rings into their image. @param {View} view @param {Filter} filter @param {Runs} runs */
    drawRings(view, filter, runs) {
      resetState();
      rings.bind(view.width, view.height);
      drawRows(sprites.useRings(view.zoom, view.ratio), view, filter, runs, useMargin(view));
      bindScreen(view);
    },

    /** Adds up the heat of rows in its image. @param {View} view @param {Filter} filter @param {Runs} runs @param {number} passing how many rows pass the filter, on the screen or not */
    drawHeat(view, filter, runs, passing) {
      resetState();
      heat ??= createHeat(gl);
      const { program, scale } = heat.useSpots(view, passing);
      drawRows(program, view, filter, runs, scale);
      bindScreen(view);
    },

    /** Shows the points, above the rings, so that no ring hides what it marks. @param {View} view @param {boolean} withRings */
    showPoints(view, withRings) {
      resetState();
      useWholeScreen(view);
      gl.useProgram(imageProgram.program);
      gl.activeTexture(gl.TEXTURE0);
      gl.uniform1i(imageProgram.uniform("u_image"), 0);
      gl.bindVertexArray(emptyArray);
      for (const image of withRings ? [rings, points] : [points]) {
        gl.bindTexture(gl.TEXTURE_2D, image.texture());
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
    },

    /** Shows the heat, coloured. @param {View} view */
    showHeat(view) {
      resetState();
      useWholeScreen(view);
      gl.bindVertexArray(emptyArray);
      heat?.show(view.width, view.height);
    },

    remove() {
      buffers?.remove();
      sprites.remove();
      heat?.remove();
      points.remove();
      rings.remove();
      gl.deleteProgram(imageProgram.program);
      gl.deleteVertexArray(emptyArray);
    },
  };
}
