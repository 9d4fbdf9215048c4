/** The address of the map's worker; see map-library.js. */
declare module "virtual:map-worker" {
  const address: string;
  export default address;
}
