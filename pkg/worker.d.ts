/**
 * The script of the package's worker: one file that imports nothing, to be started as a worker of its own. It exports nothing, and it
 * takes from its thread all that something could be sent away by, such as `fetch`.
 */
export {};
