// The page: what it listens to, and what is drawn when something is new.

import { byId } from "./dom.js";
import { drawExperiments } from "./experiments.js";
import { drawPosteriors } from "./posteriors.js";
import { drawChart, drawRuns } from "./runs.js";
import { follow, select, state } from "./state.js";

function drawAll() {
  drawRuns();
  drawChart();
  drawExperiments();
  drawPosteriors();
}

function connection(style, text) {
  byId("connection").className = `connection ${style}`;
  byId("connection").textContent = text;
}

byId("experiment-filter").addEventListener("change", drawRuns);
byId("log-axis").addEventListener("change", drawChart);
byId("more-runs").addEventListener("click", () => { state.shown += 100; drawRuns(); });
byId("clear").addEventListener("click", () => { state.selected.clear(); history.replaceState(null, "", "#"); drawRuns(); drawChart(); });
new ResizeObserver(() => drawChart()).observe(byId("curves"));
location.hash.slice(1).split(",").filter(Boolean).map(decodeURIComponent).forEach(select);
follow(drawAll, connection);
