// The page begins once every script is there: Gradio puts them into the page in no order, and what one tells, another has to hear.

import "./frame.js";
import "./views.js";
import "./panel.js";
import "./earlier.js";
import "./reader.js";
import "./archive.js";
import "./adding.js";
import "./timeline.js";
import "./check.js";
import "./evaluation.js";
import { start } from "./composer.js";

// Gradio puts the page together before this script has run, or after.
start();
new MutationObserver(start).observe(document.documentElement, { childList: true, subtree: true });
