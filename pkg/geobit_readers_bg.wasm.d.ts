/** The address of the code that reads files, where the bundler treats `.wasm` as a file. It goes into the option `readersWasm` of `open()`. */
declare const url: string;
export default url;
