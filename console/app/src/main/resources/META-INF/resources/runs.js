// The list of runs, and the curves of those that are chosen.

import { drawCurves, number, svg } from "./curves.js";
import { byId, el, empty, redraw } from "./dom.js";
import { loadCurve, select, state } from "./state.js";

export function drawRuns() {
  const filter = byId("experiment-filter");
  const chosen = filter.value;
  const names = [...new Set([...state.runs.values()].map(run => run.experiment_id))];
  if (filter.options.length !== names.length + 1) {
    filter.replaceChildren(el("option", { value: "" }, "all"), ...names.map(name => el("option", { value: name }, name)));
    filter.value = names.includes(chosen) ? chosen : "";
  }
  const runs = [...state.runs.values()].filter(run => !filter.value || run.experiment_id === filter.value);
  const of = wanted => runs.filter(run => run.state === wanted).length;
  byId("runs-count").textContent = runs.length
    ? `${runs.length} runs, ${of("running")} running${of("paused") ? `, ${of("paused")} paused` : ""}` : "";
  const list = byId("runs");
  const top = list.scrollTop;
  if (runs.length === 0) {
    redraw(list, el("li", {}, empty("No runs yet. Start one with ", el("code", {}, "./epochline submit docs/examples/digits.yaml"), ".")));
  } else {
    redraw(list, ...runs.slice(0, state.shown).map(runRow));
  }
  list.scrollTop = top;
  byId("more-runs").hidden = runs.length <= state.shown;
}

async function toggle(id, on) {
  if (on) {
    select(id);
    await loadCurve(id);
  } else {
    state.selected.delete(id);
  }
  history.replaceState(null, "", "#" + [...state.selected.keys()].map(encodeURIComponent).join(","));
  drawRuns();
  drawChart();
}

/** What tells a run from its siblings: the proposal or trial it is for. */
function title(run) {
  const labels = run.labels ?? {};
  if (labels.proposal) return labels.proposal;
  if (labels.trial !== undefined) return `${run.name}, trial ${labels.trial}`;
  return labels.role === "baseline" ? `${run.name}, baseline` : run.name;
}

function runRow(run) {
  const colour = state.selected.get(run.run_id);
  const facts = [
    run.epochs ? `epoch ${run.epoch}/${run.epochs}` : run.state === "queued" ? "waiting for a trainer" : "",
    run.best_val_loss !== undefined ? `best val ${number(run.best_val_loss)}` : "",
    ...Object.entries(run.metrics ?? {}).slice(0, 2).map(([name, value]) => `${name} ${number(value)}`)];
  return el("li", { class: "run" }, el("label", {},
    el("input", {
      id: `run-${run.run_id}`, type: "checkbox", checked: colour !== undefined, "aria-label": `Draw ${title(run)}, ${run.state}, ${run.run_id}`,
      onchange: event => toggle(run.run_id, event.target.checked) }),
    el("span", { class: "name" }, colour === undefined ? null : swatch(colour), title(run)),
    el("span", { class: `state ${run.state}` }, run.state),
    el("span", { class: "id" }, run.run_id),
    el("progress", { max: run.epochs || 1, value: run.state === "succeeded" ? run.epochs || 1 : run.epoch, "aria-label": "Epochs done" }),
    el("span", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    run.failure ? el("span", { class: "failure" }, run.failure.message) : null));
}

function swatch(colour) {
  return svg("svg", { viewBox: "0 0 14 14", width: 12, height: 12, "aria-hidden": "true" },
    svg("circle", { cx: 6, cy: 7, r: 5, class: `fill-${colour}` }));
}

export function drawChart() {
  const runs = [...state.selected].filter(([id]) => state.curves.has(id))
    .map(([id, colour]) => ({ ...state.curves.get(id), colour }))
    .map(run => ({ ...run, title: title(run) }));
  const host = byId("chart");
  byId("clear").hidden = runs.length === 0;
  if (runs.length === 0) {
    host.replaceChildren(state.runs.size
      ? empty("Choose runs from the list to draw their losses.")
      : empty("Curves appear here as soon as a run has done its first epoch: ", el("code", {}, "./epochline submit FILE"), "."));
    byId("legend").replaceChildren();
    byId("readout").textContent = "";
    return;
  }
  drawCurves(host, runs, { log: byId("log-axis").checked, onEpoch: epoch => readout(runs, epoch) });
  readout(runs, null);
  byId("legend").replaceChildren(
    ...runs.map(run => el("li", {}, sample(`series-${run.colour}`, false), run.title, " ", el("span", { class: "quiet" }, run.run_id))),
    el("li", { class: "quiet" }, sample("sample", true), "training"),
    el("li", { class: "quiet" }, sample("sample", false), "validation (dot: best)"));
}

function sample(classes, dashed) {
  return svg("svg", { viewBox: "0 0 30 10", class: "chart", "aria-hidden": "true" },
    svg("line", { x1: 1, x2: 29, y1: 5, y2: 5, class: `${classes} ${dashed ? "train" : ""}` }));
}

function readout(runs, epoch) {
  byId("readout").textContent = runs.map(run => {
    const at = epoch === null ? run.curve.at(-1) : run.curve.find(entry => entry.epoch === epoch);
    return at ? `${run.title}, epoch ${at.epoch}: train ${number(at.train_loss)}, val ${number(at.val_loss)}` : "";
  }).filter(Boolean).join(" · ");
}
