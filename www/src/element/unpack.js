// What comes with the script of the element, packed: WebAssembly and the ground of the map.

/** @param {string} packed in base64 @param {string} type */
export function responseOf(packed, type) {
  const letters = atob(packed);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const content = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(content, { headers: { "content-type": type } });
}
