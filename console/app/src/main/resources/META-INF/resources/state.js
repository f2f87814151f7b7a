// What the console has told, and asking it for more.

import { COLOURS } from "./curves.js";

export const state = {
  runs: new Map(),
  shown: 100,
  selected: new Map(), // run id -> colour
  curves: new Map(), // run id -> run with its curve
  experiments: [],
  details: new Map(), // experiment id -> experiment with its runs and proposals
  open: new Set(),
  posteriors: [],
};

async function get(path) {
  const response = await fetch(path, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Experiments that say more than their runs do. */
export function tellingExperiments() {
  return state.experiments.filter(experiment =>
    experiment.kind === "campaign" || experiment.kind === "study" || experiment.proposal_count > 0);
}

export function select(id) {
  const taken = new Set(state.selected.values());
  const free = [...Array(COLOURS).keys()].find(colour => !taken.has(colour));
  state.selected.set(id, free ?? state.selected.size % COLOURS);
}

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
}

export async function loadCurve(id) {
  try {
    const run = await get(`/api/runs/${encodeURIComponent(id)}`);
    state.curves.set(id, run);
    const { curve, summary, ...row } = run;
    state.runs.set(id, row);
  } catch {
    state.selected.delete(id);
  }
}

export async function loadDetail(id) {
  try {
    state.details.set(id, await get(`/api/experiments/${encodeURIComponent(id)}`));
  } catch {
    state.open.delete(id);
  }
}

const pending = { runs: new Set(), experiments: new Set(), posteriors: false, busy: false };

/** Asks for what has changed; while an answer is under way the next changes gather. */
async function refresh(draw) {
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
      draw();
      await new Promise(resolve => setTimeout(resolve, 400));
    }
  } catch {
    // The stream tells when the console is back; everything is asked for again then.
  } finally {
    pending.busy = false;
  }
}

/**
 * Asks for everything, and from then on for what changes.
 *
 * @param draw called when there is something new
 * @param tell called with a style and a text when the connection changes
 */
export function follow(draw, tell) {
  const stream = new EventSource("/api/changes");
  stream.addEventListener("open", () => {
    tell("live", "Live");
    loadAll().then(draw).catch(() => tell("", "The console does not answer"));
  });
  stream.addEventListener("changed", event => {
    const changed = JSON.parse(event.data);
    changed.runs.forEach(id => pending.runs.add(id));
    changed.experiments.forEach(id => pending.experiments.add(id));
    pending.posteriors ||= changed.posteriors.length > 0;
    refresh(draw);
  });
  stream.addEventListener("error", () => tell("", "Reconnecting…"));
}
