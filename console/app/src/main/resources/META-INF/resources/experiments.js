// Studies, campaigns, and what is proposed after runs.

import { number } from "./curves.js";
import { byId, el, empty, redraw, table } from "./dom.js";
import { loadDetail, state, tellingExperiments } from "./state.js";

export function drawExperiments() {
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
  if (experiment.finished?.verdict) parts.push(el("p", { class: "verdict" }, experiment.finished.verdict));
  if (experiment.finished?.failure) parts.push(el("p", { class: "state failed" }, experiment.finished.failure.message));
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
  const check = experiment.checks.find(candidate =>
    candidate.proposal_id === proposal.proposal_id && candidate.run_id === proposal.run_id);
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
    check ? el("p", { class: check.passed ? "quiet" : "state failed" },
      check.passed ? "Checked: it takes a training step." : `Refused: ${check.reason}`) : null,
    run ? el("p", { class: "quiet" }, `Tried: ${run.state}, best validation loss ${number(run.best_val_loss)}`) : null);
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
