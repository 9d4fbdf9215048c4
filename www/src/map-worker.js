// The worker of the map. What it draws comes from the page, so it needs no door of its own.
import "./wall/close-all.js";
import "virtual:map-worker-library";
