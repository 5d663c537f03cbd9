// Every page works without this. It keeps the matrix in place while evidence changes, and adds keys.
"use strict";

const cells = () => [...document.querySelectorAll("a.cell")];

// A chosen cell: its evidence is fetched into the pane, so that matrix and scroll stay where they are.
async function choose(link, push) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.getElementById("evidence");
  if (!found) throw new Error("no evidence");
  const pane = document.getElementById("evidence");
  pane.replaceChildren(...found.childNodes);
  pane.scrollTop = 0;
  document.title = page.title;
  document.querySelector(".split").classList.toggle("chosen", page.querySelector(".split.chosen") !== null);
  for (const each of cells()) {
    if (each.href === link.href) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  }
  if (push) history.pushState(null, "", link.href);
  if (matchMedia("(max-width: 67.99rem)").matches) pane.scrollIntoView();
}

function plain(event) {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

const served = location.protocol !== "file:";
if (served && document.getElementById("evidence")) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cell");
    if (!link || !plain(event)) return;
    event.preventDefault();
    choose(link, true).catch(() => location.assign(link.href));
  });
  addEventListener("popstate", () => {
    choose({ href: location.href }, false).catch(() => location.reload());
  });
}

// Arrow keys go from cell to cell of the matrix, over the empty ones.
function neighbour(cell, key) {
  const at = cell.closest("td");
  const row = at.parentElement;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const all = [...row.querySelectorAll("a.cell")];
    return all[all.indexOf(cell) + (key === "ArrowRight" ? 1 : -1)];
  }
  const step = key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
  for (let other = row[step]; other; other = other[step]) {
    const found = other.cells[at.cellIndex]?.querySelector("a.cell");
    if (found) return found;
  }
  return undefined;
}

// j and k go from mark to mark of a document.
let mark = -1;
function toMark(step) {
  const marks = [...document.querySelectorAll("a.seg")];
  if (!marks.length) return;
  marks[mark]?.classList.remove("now");
  mark = Math.min(Math.max(mark + step, 0), marks.length - 1);
  marks[mark].classList.add("now");
  marks[mark].focus({ preventScroll: true });
  marks[mark].scrollIntoView({ block: "center" });
}

// Review by keys: accept, reject, correct, merge, split, next, undo. What is sent at once was shown before.
const REVIEW = {
  a: () => document.getElementById("accept")?.requestSubmit(),
  r: () => document.getElementById("reject")?.requestSubmit(),
  u: () => document.getElementById("undo")?.requestSubmit(),
  c: () => document.querySelector("#correct select")?.focus(),
  m: () => (document.getElementById("merge-now") ? document.getElementById("merge-now").requestSubmit() : document.querySelector("#merge select, #merge input:not([type=hidden])")?.focus()),
  s: () => document.getElementById("split")?.requestSubmit() ?? document.getElementById("to-split")?.click(),
  n: () => document.getElementById("next")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const cell = event.target.closest("a.cell");
  if (cell && event.key.startsWith("Arrow")) {
    const next = neighbour(cell, event.key);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  } else if (event.key === "j") toMark(1);
  else if (event.key === "k") toMark(-1);
  else if (REVIEW[event.key] && document.querySelector(".judge, .desk")) {
    event.preventDefault();
    REVIEW[event.key]();
  }
});
for (const hint of document.querySelectorAll(".hint")) hint.hidden = false;

// The day on which a citation is read, and a button that copies it.
for (const place of document.querySelectorAll("[data-access]")) {
  place.textContent = `, read on ${new Date().toISOString().slice(0, 10)}, ${location.href.split("#")[0]}`;
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "copied";
  });
}
