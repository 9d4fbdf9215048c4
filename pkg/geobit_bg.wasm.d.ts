/** The address of the engine's code, where the bundler treats `.wasm` as a file. It goes into the option `wasm` of `open()`. */
declare const url: string;
export default url;
