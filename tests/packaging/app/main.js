import { askInPage } from "./browser.js";

askInPage();
