// Making elements. Text from events becomes text nodes, never markup.

export const byId = id => document.getElementById(id);

export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(key, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/** Replaces content without losing what has the keyboard focus. */
export function redraw(host, ...children) {
  const focused = host.contains(document.activeElement) ? document.activeElement.id : "";
  host.replaceChildren(...children);
  if (focused) byId(focused)?.focus();
}

export function empty(...text) {
  return el("p", { class: "empty" }, ...text);
}

export function table(caption, head, rows) {
  return el("div", { class: "table", tabindex: 0, role: "region", "aria-label": caption }, el("table", {},
    el("thead", {}, el("tr", {}, ...head.map(name => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...rows)));
}
