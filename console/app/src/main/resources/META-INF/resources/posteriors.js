// Posteriors and how far their chains are.

import { number } from "./curves.js";
import { byId, el, empty, redraw, table } from "./dom.js";
import { state } from "./state.js";

export function drawPosteriors() {
  redraw(byId("posteriors"), ...(state.posteriors.length ? state.posteriors.slice(0, 20).map(posteriorCard)
    : [empty("No posterior yet. Start one with ", el("code", {}, "./epochline submit docs/examples/posterior-diabetes.yaml"), ".")]));
}

function posteriorCard(posterior) {
  const key = `posterior ${posterior.job_id}`;
  const progress = posterior.progress;
  const parameters = Object.entries(posterior.finished?.parameters ?? {}).sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const rhat = parameters.length ? Math.max(...parameters.map(([, p]) => p.rhat)) : progress?.max_rhat;
  const ess = parameters.length ? Math.min(...parameters.map(([, p]) => p.ess_bulk)) : progress?.min_ess;
  const facts = [
    progress ? `${progress.draws}/${progress.total_draws} draws a chain` : "",
    progress || posterior.finished ? `acceptance ${number(posterior.finished?.acceptance ?? progress.acceptance)}` : "",
    `R-hat ${rhat === undefined ? "–" : Number(rhat).toFixed(3)}`, `ESS ${number(ess)}`].filter(Boolean).join(" · ");
  return el("details", { class: "card", open: state.open.has(key), ontoggle: event => event.target.open ? state.open.add(key) : state.open.delete(key) },
    el("summary", { id: `posterior-${posterior.job_id}` },
      el("span", { class: "name" }, posterior.name),
      el("span", { class: "quiet" }, facts),
      el("span", { class: `state ${posterior.state}` }, posterior.state)),
    el("p", { class: "quiet" }, posterior.job_id),
    progress ? el("progress", { max: progress.total_draws, value: progress.draws, "aria-label": "Draws done" }) : null,
    posterior.finished?.failure ? el("p", { class: "state failed" }, posterior.finished.failure.message) : null,
    parameters.length ? table("Parameters", ["parameter", "mean", "sd", "MCSE", "R-hat", "ESS bulk", "ESS tail"],
      parameters.map(([name, p]) => el("tr", {}, ...[name, p.mean, p.sd, p.mcse, Number(p.rhat).toFixed(3), p.ess_bulk, p.ess_tail]
        .map(value => el("td", {}, number(value)))))) : null);
}
