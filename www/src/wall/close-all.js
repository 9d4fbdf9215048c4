// Closes all doors of a worker when it is imported: before whatever is imported after it.
import { closeDoors } from "../../../pkg/src/doors.js";

closeDoors();
