// Draws loss curves as SVG: training dashed, validation solid, one colour a run.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { top: 10, right: 14, bottom: 30, left: 58 };
export const COLOURS = 8;

export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** 0.00012345 as 0.000123, 1234567 as 1.23e+6. */
export function number(value) {
  if (value === undefined || value === null) return "–";
  if (typeof value !== "number") return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(2);
  return String(Number(value.toPrecision(size >= 100 ? 4 : 3)));
}

/**
 * @param host element to draw into
 * @param runs [{title, colour, curve: [{epoch, train_loss, val_loss}], best_epoch}]
 * @param options {log, onEpoch(epoch or null)}
 */
export function drawCurves(host, runs, { log, onEpoch }) {
  const width = Math.max(280, host.clientWidth);
  const height = width < 500 ? 240 : 340;
  const points = runs.flatMap(run => run.curve.flatMap(epoch =>
    [epoch.train_loss, epoch.val_loss].filter(loss => drawable(loss, log))));
  const last = Math.max(1, ...runs.flatMap(run => run.curve.map(epoch => epoch.epoch)));
  const range = bounds(points, log);
  const scale = log ? Math.log10 : value => value;
  const [low, high] = range.map(scale);
  const x = epoch => MARGIN.left + (last === 1 ? 0.5 : (epoch - 1) / (last - 1)) * (width - MARGIN.left - MARGIN.right);
  const y = loss => height - MARGIN.bottom - (scale(loss) - low) / (high - low) * (height - MARGIN.top - MARGIN.bottom);

  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": describe(runs) });
  for (const tick of ticks(range, log, height)) {
    chart.append(
      svg("line", { class: "grid", x1: MARGIN.left, x2: width - MARGIN.right, y1: y(tick), y2: y(tick) }),
      svg("text", { x: MARGIN.left - 8, y: y(tick) + 4, "text-anchor": "end" }, number(tick)));
  }
  for (const epoch of epochTicks(last, width)) {
    chart.append(svg("text", { x: x(epoch), y: height - 10, "text-anchor": "middle" }, String(epoch)));
  }
  chart.append(svg("text", { x: width - MARGIN.right, y: height - 10, "text-anchor": "end" }, last > 1 ? "epoch" : ""));
  for (const run of runs) {
    const colour = `series-${run.colour}`;
    chart.append(line(run.curve, "train_loss", `curve train ${colour}`, x, y, log));
    chart.append(line(run.curve, "val_loss", `curve ${colour}`, x, y, log));
    const best = run.curve.find(epoch => epoch.epoch === run.best_epoch);
    if (best && drawable(best.val_loss, log)) {
      chart.append(svg("circle", { class: `best fill-${run.colour}`, cx: x(best.epoch), cy: y(best.val_loss), r: 5 }));
    }
  }
  const cursor = svg("line", { class: "cursor", y1: MARGIN.top, y2: height - MARGIN.bottom, visibility: "hidden" });
  chart.append(cursor);
  const atEpoch = epoch => {
    cursor.setAttribute("visibility", epoch === null ? "hidden" : "visible");
    if (epoch !== null) {
      cursor.setAttribute("x1", x(epoch));
      cursor.setAttribute("x2", x(epoch));
    }
    onEpoch(epoch);
  };
  chart.addEventListener("pointermove", event => {
    const box = chart.getBoundingClientRect();
    const at = (event.clientX - box.left) * width / box.width;
    const share = (at - MARGIN.left) / (width - MARGIN.left - MARGIN.right);
    atEpoch(Math.min(last, Math.max(1, Math.round(1 + share * (last - 1)))));
  });
  chart.addEventListener("pointerleave", () => atEpoch(null));
  host.replaceChildren(chart);
}

function drawable(loss, log) {
  return Number.isFinite(loss) && (!log || loss > 0);
}

function bounds(points, log) {
  if (points.length === 0) return log ? [0.1, 1] : [0, 1];
  const low = points.reduce((a, b) => Math.min(a, b));
  const high = points.reduce((a, b) => Math.max(a, b));
  if (low === high) return log ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  if (log) return [low, high];
  return low > 0 && low < high / 2 ? [0, high] : [low, high];
}

/** Lines on round numbers: powers of ten (with 2 and 5 where there is room) or steps of 1, 2, 5. */
function ticks([low, high], log, height) {
  const wanted = height / 60;
  if (log) {
    const decades = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) decades.push(10 ** power);
    const span = Math.log10(high / low);
    const factors = span > wanted / 2 ? [1] : span > wanted / 3 ? [1, 3] : [1, 2, 5];
    return decades.flatMap(decade => factors.map(factor => factor * decade)).filter(tick => tick >= low && tick <= high);
  }
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const found = [];
  for (let index = Math.ceil(low / step); index * step <= high; index++) found.push(index * step);
  return found;
}

function epochTicks(last, width) {
  const rough = Math.max(1, last / (width / 80));
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].find(candidate => candidate >= rough) ?? 10000;
  const found = [1];
  for (let epoch = step === 1 ? 2 : step; epoch <= last - step * 0.6; epoch += step) if (epoch > 1) found.push(epoch);
  return found;
}

/** Gaps where a loss is missing or not finite. */
function line(curve, field, classes, x, y, log) {
  let path = "";
  let pen = "M";
  for (const epoch of curve) {
    if (drawable(epoch[field], log)) {
      path += `${pen}${x(epoch.epoch).toFixed(1)} ${y(epoch[field]).toFixed(1)}`;
      pen = "L";
    } else if (epoch[field] !== undefined) {
      pen = "M";
    }
  }
  return svg("path", { class: classes, d: path });
}

function describe(runs) {
  return "Loss by epoch. " + runs.map(run => {
    const last = run.curve.at(-1);
    return last ? `${run.title}: epoch ${last.epoch}, training ${number(last.train_loss)}, validation ${number(last.val_loss)}`
      : `${run.title}: no epoch yet`;
  }).join(". ");
}
