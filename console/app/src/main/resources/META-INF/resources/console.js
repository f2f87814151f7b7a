// The page's state and what is drawn of it. Text from events becomes text nodes, never markup.

import { COLOURS, drawCurves, number, svg } from "./curves.js";

const state = {
  runs: new Map(),
  shown: 100,
  selected: new Map(), // run id -> colour
  curves: new Map(), // run id -> run with its curve
  experiments: [],
  details: new Map(), // experiment id -> experiment with its runs and proposals
  open: new Set(),
  posteriors: [],
};

const byId = id => document.getElementById(id);

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(key, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

// What is asked for

async function loadAll() {
  const [runs, experiments, posteriors] = await Promise.all([
    get("/api/runs?limit=1000"), get("/api/experiments?limit=200"), get("/api/posteriors?limit=100")]);
  state.runs = new Map(runs.items.map(run => [run.run_id, run]));
  state.experiments = experiments.items;
  state.posteriors = posteriors.items;
  if (state.selected.size === 0 && runs.items.length > 0) select(runs.items[0].run_id);
  const telling = tellingExperiments();
  if (state.open.size === 0) {
    telling.slice(0, 1).forEach(experiment => state.open.add(experiment.experiment_id));
    state.posteriors.slice(0, 1).forEach(posterior => state.open.add(`posterior ${posterior.job_id}`));
  }
  await Promise.all([
    ...[...state.selected.keys()].map(loadCurve),
    ...state.experiments.map(({ experiment_id }) => experiment_id).filter(id => state.open.has(id)).map(loadDetail)]);
  drawAll();
}

async function loadCurve(id) {
  try {
    const run = await get(`/api/runs/${encodeURIComponent(id)}`);
    state.curves.set(id, run);
    const { curve, summary, ...row } = run;
    state.runs.set(id, row);
  } catch {
    state.selected.delete(id);
  }
}

async function loadDetail(id) {
  try {
    state.details.set(id, await get(`/api/experiments/${encodeURIComponent(id)}`));
  } catch {
    state.open.delete(id);
  }
}

const pending = { runs: new Set(), experiments: new Set(), posteriors: false, busy: false };

/** Asks for what has changed; while an answer is under way the next changes gather. */
async function refresh() {
  if (pending.busy) return;
  pending.busy = true;
  try {
    while (pending.runs.size || pending.experiments.size || pending.posteriors) {
      const runs = [...pending.runs];
      const experiments = [...pending.experiments];
      const posteriors = pending.posteriors;
      pending.runs.clear();
      pending.experiments.clear();
      pending.posteriors = false;
      await Promise.all([
        runs.length && get("/api/runs?limit=1000").then(page => {
          state.runs = new Map(page.items.map(run => [run.run_id, run]));
        }),
        experiments.length && get("/api/experiments?limit=200").then(page => { state.experiments = page.items; }),
        posteriors && get("/api/posteriors?limit=100").then(page => { state.posteriors = page.items; }),
        ...runs.filter(id => state.selected.has(id)).map(loadCurve),
        ...experiments.filter(id => state.open.has(id)).map(loadDetail)]);
      drawAll();
      await new Promise(resolve => setTimeout(resolve, 400));
    }
  } catch {
    // The stream tells when the console is back; everything is asked for again then.
  } finally {
    pending.busy = false;
  }
}

function connect() {
  const stream = new EventSource("/api/changes");
  stream.addEventListener("open", () => {
    connection("live", "Live");
    loadAll().catch(() => connection("", "The console does not answer"));
  });
  stream.addEventListener("changed", event => {
    const changed = JSON.parse(event.data);
    changed.runs.forEach(id => pending.runs.add(id));
    changed.experiments.forEach(id => pending.experiments.add(id));
    pending.posteriors ||= changed.posteriors.length > 0;
    refresh();
  });
  stream.addEventListener("error", () => connection("", "Reconnecting…"));
}

function connection(style, text) {
  byId("connection").className = `connection ${style}`;
  byId("connection").textContent = text;
}

// Choosing runs

function select(id) {
  const taken = new Set(state.selected.values());
  const free = [...Array(COLOURS).keys()].find(colour => !taken.has(colour));
  state.selected.set(id, free ?? state.selected.size % COLOURS);
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

// Drawing

function drawAll() {
  drawRuns();
  drawChart();
  drawExperiments();
  drawPosteriors();
}

/** Replaces content without losing what has the keyboard focus. */
function redraw(host, ...children) {
  const focused = host.contains(document.activeElement) ? document.activeElement.id : "";
  host.replaceChildren(...children);
  if (focused) byId(focused)?.focus();
}

function empty(...text) {
  return el("p", { class: "empty" }, ...text);
}

function drawRuns() {
  const filter = byId("experiment-filter");
  const chosen = filter.value;
  const names = [...new Set([...state.runs.values()].map(run => run.experiment_id))];
  if (filter.options.length !== names.length + 1) {
    filter.replaceChildren(el("option", { value: "" }, "all"), ...names.map(name => el("option", { value: name }, name)));
    filter.value = names.includes(chosen) ? chosen : "";
  }
  const runs = [...state.runs.values()].filter(run => !filter.value || run.experiment_id === filter.value);
  const running = runs.filter(run => run.state === "running").length;
  byId("runs-count").textContent = runs.length ? `${runs.length} runs, ${running} running` : "";
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

function drawChart() {
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

/** Experiments that say more than their runs do. */
function tellingExperiments() {
  return state.experiments.filter(experiment =>
    experiment.kind === "campaign" || experiment.kind === "study" || experiment.proposal_count > 0);
}

function drawExperiments() {
  const telling = tellingExperiments();
  redraw(byId("experiments"), ...(telling.length ? telling.slice(0, 30).map(experimentCard)
    : [empty("No campaign or study yet. Start one with ", el("code", {}, "./epochline submit docs/examples/campaign-spectral.yaml"),
      ". A finished run gets its proposals here too.")]));
}

function experimentCard(experiment) {
  const id = experiment.experiment_id;
  const detail = state.details.get(id);
  const best = experiment.best_value === undefined ? "" : `best ${experiment.metric ?? ""} ${number(experiment.best_value)}`;
  return el("details", { class: "card", open: state.open.has(id), ontoggle: event => openExperiment(id, event.target.open) },
    el("summary", { id: `experiment-${id}` },
      el("span", { class: "name" }, experiment.name),
      el("span", { class: "quiet" }, [experiment.kind, `${experiment.run_count} runs`, best].filter(Boolean).join(" · ")),
      experiment.state ? el("span", { class: `state ${experiment.state}` }, experiment.state) : null),
    el("p", { class: "quiet" }, id),
    ...(detail && state.open.has(id) ? experimentParts(detail) : []));
}

async function openExperiment(id, open) {
  if (open === state.open.has(id)) return;
  if (open) {
    state.open.add(id);
    await loadDetail(id);
  } else {
    state.open.delete(id);
  }
  drawExperiments();
}

function experimentParts(experiment) {
  const parts = [];
  if (experiment.reports.length) {
    parts.push(el("p", {}, "Read: ", ...experiment.reports.flatMap((report, index) => [
      index ? ", " : "", el("a", { href: encodeURI(report.href), target: "_blank", rel: "noopener" }, report.name)])));
  }
  const proposals = [...experiment.losses, ...experiment.models, ...experiment.settings].sort((a, b) => a.rank - b.rank);
  if (proposals.length) {
    parts.push(el("h3", {}, "Proposals"), el("ul", { class: "proposals" }, ...proposals.map(proposal => proposalItem(experiment, proposal))));
  } else if (experiment.kind === "campaign") {
    parts.push(empty("The baseline trains first; proposals follow from what it shows."));
  }
  if (experiment.kind === "study") parts.push(...trials(experiment), ...refined(experiment.refined));
  return parts;
}

function proposalItem(experiment, proposal) {
  const run = experiment.runs.find(candidate => candidate.labels?.proposal === proposal.proposal_id);
  const winner = run && run.run_id === experiment.best_run_id;
  return el("li", { class: `proposal ${winner ? "winner" : ""}` },
    el("h4", {}, `${proposal.rank}. ${proposal.name}`, winner ? " (the best)" : ""),
    proposal.expression
      ? el("code", {}, proposal.expression)
      : proposal.settings
      ? el("code", {}, JSON.stringify(proposal.settings))
      : el("details", {}, el("summary", {}, "architecture"), el("code", {}, JSON.stringify(proposal.model, null, 1))),
    el("ul", {}, ...proposal.evidence.map(sentence => el("li", {}, sentence))),
    proposal.expected_effect ? el("p", { class: "quiet" }, `Expected: ${proposal.expected_effect}`) : null,
    proposal.risk ? el("p", { class: "quiet" }, `Risk: ${proposal.risk}`) : null,
    run ? el("p", { class: "quiet" }, `Tried: ${run.state}, best validation loss ${number(run.best_val_loss)}`) : null);
}

function table(caption, head, rows) {
  return el("div", { class: "table", tabindex: 0, role: "region", "aria-label": caption }, el("table", {},
    el("thead", {}, el("tr", {}, ...head.map(name => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...rows)));
}

function trials(experiment) {
  const runs = experiment.runs.filter(run => run.labels?.trial !== undefined)
    .sort((a, b) => Number(a.labels.trial) - Number(b.labels.trial));
  const metrics = [...new Set(runs.flatMap(run => Object.keys(run.metrics ?? {})))].slice(0, 3);
  const values = experiment.values ?? {};
  const parameters = [...new Set(runs.flatMap(run => Object.keys(values[run.run_id] ?? {})))];
  return [el("h3", {}, "Trials"), table("Trials", ["trial", ...parameters, "state", "best val", ...metrics],
    runs.map(run => el("tr", { class: run.run_id === experiment.best_run_id ? "winner" : "" },
      el("td", {}, run.labels.trial),
      ...parameters.map(name => el("td", {}, number(values[run.run_id]?.[name]))),
      el("td", {}, el("span", { class: `state ${run.state}` }, run.state)),
      el("td", {}, number(run.best_val_loss)),
      ...metrics.map(name => el("td", {}, number(run.metrics?.[name]))))))];
}

function refined(found) {
  if (!found) return [empty("The refined search space follows once the study is over.")];
  return [el("h3", {}, "Refined search space"), table("Refined search space", ["parameter", "range", "ρ", "action", "because"],
    Object.entries(found.space).map(([parameter, range]) => {
      const finding = found.findings.find(candidate => candidate.parameter === parameter) ?? {};
      return el("tr", {},
        el("td", {}, parameter),
        el("td", {}, range.choices ? range.choices.map(String).join(", ") : `${number(range.low)} … ${number(range.high)}${range.log ? " (log)" : ""}`),
        el("td", {}, number(finding.rho)),
        el("td", {}, finding.action ?? ""),
        el("td", { class: "sentence" }, finding.reason ?? ""));
    }))];
}

function drawPosteriors() {
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

byId("experiment-filter").addEventListener("change", drawRuns);
byId("log-axis").addEventListener("change", drawChart);
byId("more-runs").addEventListener("click", () => { state.shown += 100; drawRuns(); });
byId("clear").addEventListener("click", () => { state.selected.clear(); history.replaceState(null, "", "#"); drawRuns(); drawChart(); });
new ResizeObserver(() => drawChart()).observe(byId("curves"));
location.hash.slice(1).split(",").filter(Boolean).map(decodeURIComponent).forEach(select);
connect();
