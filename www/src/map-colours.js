// The colours of the map's ground and of what lies on it, in one place, so that another ground needs no other module.

/** @typedef {typeof light} MapColours */

const light = {
  water: "#d5e1e8",
  land: "#f6f4ee",
  coast: "#9db3bf",
  border: "#b9ab98",
  country: "#8a8172",
  town: "#4a4f55",
  townDot: "#ffffff",
  halo: "#fbfaf6",
  ink: "#14242f",
  /** Ways by the roads, the chosen one among them, and what is reached. */
  way: "#2b6a94",
  chosenWay: "#14242f",
  reach: "#00837a",
  /** The ring of what the answer counts: certain and possible. */
  certain: "#14242f",
  possible: "#7f8f99",
  /** Groups of incidents, from few to many. A count stands on each, so that no colour says a number alone. */
  groups: ["#5b7f99", "#3d6482", "#264a67", "#14324b"],
  groupText: "#ffffff",
  groupEdge: "#ffffff",
  /** What a file of map tiles brings. */
  wood: "#e6ecd9",
  built: "#ece8e2",
  river: "#a9c3d4",
  motorway: "#e0a85a",
  trunk: "#e9c07f",
  primary: "#f0d6a4",
  roadEdge: "#b89d6d",
  road: "#ffffff",
  smallRoadEdge: "#d3ccbf",
  track: "#cbbfa8",
  rail: "#a5a5a5",
  region: "#c3b8a8",
  roadName: "#6d5a34",
};

export const mapColours = () => light;
