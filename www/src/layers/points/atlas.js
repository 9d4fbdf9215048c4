// The marks of the kinds as one texture with two layers per kind: solid for an exact place, and hollow for an uncertain one.
import { kinds, markImages } from "../../kinds.js";

/** @param {WebGL2RenderingContext} gl */
export function createAtlas(gl) {
  const images = markImages();
  const { width, height } = images[0];
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
  const levels = Math.floor(Math.log2(Math.max(width, height))) + 1;
  gl.texStorage3D(gl.TEXTURE_2D_ARRAY, levels, gl.RGBA8, width, height, images.length);
  images.forEach((image, layer) => {
    gl.texSubImage3D(
      ...[gl.TEXTURE_2D_ARRAY, 0, 0, 0, layer, width, height, 1, gl.RGBA, gl.UNSIGNED_BYTE],
      premultiply(image.data),
    );
  });
  gl.generateMipmap(gl.TEXTURE_2D_ARRAY);
  gl.texParameteri(gl.TEXTURE_2D_ARRAY, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
    gl.texParameteri(gl.TEXTURE_2D_ARRAY, name, gl.CLAMP_TO_EDGE);
  return texture;
}

/** Multiplies colours by their alpha, as the map blends premultiplied colours. @param {Uint8ClampedArray} pixels */
function premultiply(pixels) {
  const out = new Uint8Array(pixels);
  for (let at = 0; at < out.length; at += 4)
    for (let channel = 0; channel < 3; channel++) out[at + channel] = (out[at + channel] * out[at + 3]) / 255;
  return out;
}

/** Returns the colours of the kinds for a shader, three numbers from 0 to 1 each. */
export const kindColours = () =>
  new Float32Array(
    kinds.flatMap(({ colour }) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)),
  );
