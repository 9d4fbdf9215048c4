/** The address of the code for roads, where the bundler treats `.wasm` as a file. It goes into the option `roadsWasm` of `open()`. */
declare const url: string;
export default url;
