import "./traps.js";
import "../../pkg/src/worker.js";
