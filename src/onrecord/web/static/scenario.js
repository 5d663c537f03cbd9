// What would be in force under any assumptions, from the data in the page: as onrecord.ask evaluates it, three values
// and all (Kleene's strong logic). tests/web/browser/test_scenarios.py holds that both say the same.
"use strict";

const YES = "yes", NO = "no", OPEN = "undetermined";
const COMMITS_NOBODY = ["refused", "demanded"];

function all(values) {
  if (values.includes(NO)) return NO;
  return values.includes(OPEN) ? OPEN : YES;
}

function any(values) {
  if (values.includes(YES)) return YES;
  return values.includes(OPEN) ? OPEN : NO;
}

// What is assumed ({ceasefire: true}) with all that follows, nearest first; what is only presumed never goes against
// what is known. Throws an Error that says why where assumptions exclude each other.
function closed(assumed, following) {
  const known = new Map();
  for (const key of Object.keys(assumed).sort()) known.set(key, { key, holds: assumed[key], presumed: false });
  for (const presuming of [false, true]) {
    const waiting = [...known.values()];
    for (const each of waiting) {
      for (const rule of following) {
        if (rule.when.key !== each.key || rule.when.holds !== each.holds || (rule.presumed && !presuming)) continue;
        const presumed = rule.presumed || each.presumed;
        const before = known.get(rule.then.key);
        if (!before) {
          const found = { key: rule.then.key, holds: rule.then.holds, because: rule.because, since: rule.when, presumed };
          known.set(found.key, found);
          waiting.push(found);
        } else if (before.holds !== rule.then.holds && !presumed && !before.presumed) {
          const told = [each, before].map(({ key, holds }) => `${key}=${holds ? YES : NO}`).join(", ");
          throw new Error(`these assumptions exclude each other: ${told}, and ${rule.because}`);
        }
      }
    }
  }
  return known;
}

function truth(needed, known) {
  if (!needed.any_of.length) return OPEN;
  return any(needed.any_of.map(({ key, holds }) => (known.has(key) ? (known.get(key).holds === holds ? YES : NO) : OPEN)));
}

function literal({ key, holds }) {
  return holds ? key : `not ${key}`;
}

function because(each) {
  const holds = `${each.key} ${each.presumed ? "presumably " : ""}${each.holds ? "holds" : "does not hold"}`;
  if (!each.since) return `${holds}, as assumed`;
  return `${holds}, as ${each.since.key} ${each.since.holds ? "does" : "does not"}: ${each.because}`;
}

function asked(needed, known, value) {
  if (!needed.any_of.length) return `depends on “${needed.words}”, which was not understood`;
  const either = needed.any_of.map(literal).join(" or ");
  if (value === OPEN) return `depends on ${either}, undetermined`;
  const pairs = needed.any_of.map((each) => [each, known.get(each.key)]);
  if (value === YES) return because(pairs.find(([each, found]) => found && found.holds === each.holds)[1]);
  const told = [...new Set(pairs.filter(([, found]) => found).map(([, found]) => because(found)))].join(", and ");
  return `depends on ${either}, ${pairs.length === 1 ? told.replace(pairs[0][0].key, "which") : `but ${told}`}`;
}

// The requirements that decide: those not met, else those undetermined, else all.
function hangs(needs, known, terms) {
  return [...new Set(needs.filter((each) => truth(each, known) === terms).map((each) => asked(each, known, terms)))].join("; ");
}

const BARE = "no condition told";

function reason(line, known, terms) {
  if (line.whole !== null) {
    const value = all(line.whole_needs.map((each) => truth(each, known)));
    const told = hangs(line.whole_needs, known, value);
    if (line.is_part) return `${BARE} of its own; as told of ${line.whole}: ${told}`;
    if (value === YES) return `${BARE} of its own; that of ${line.whole} is met: ${told}`;
    return `${BARE} of its own; whether it is a part of what ${line.whole} do is not told: ${told}`;
  }
  const told = hangs(line.needs, known, terms);
  if (line.stance === "undecided") {
    if (!told) return "undecided, and on what it depends is not told";
    return `undecided ${terms === YES ? "still" : "yet"}: ${told}`;
  }
  if (!COMMITS_NOBODY.includes(line.stance)) return told || BARE;
  const stance = line.stance === "demanded" && line.said_by.length ? `demanded by ${line.said_by.join(", ")}` : line.stance;
  if (!told || terms === YES) return stance;
  return terms === NO ? `${stance}, but no longer: ${told}` : `${stance}; whether that stands ${told}`;
}

function outcome(line, known) {
  const own = all(line.needs.map((each) => truth(each, known)));
  const shared = all(line.whole_needs.map((each) => truth(each, known)));
  let terms = own;
  if (line.is_part) terms = all([own, shared]);
  else if (shared !== YES) terms = all([own, OPEN]);
  let status = { yes: "in_force", no: "not_in_force", undetermined: "undetermined" }[terms];
  if (COMMITS_NOBODY.includes(line.stance)) status = "not_in_force";
  if (line.stance === "undecided") status = "undetermined";
  return { status, terms, reason: reason(line, known, terms) };
}

// The outcome of every position, in their order, and what is known beside what is assumed, by key.
function weigh(logic, assumed) {
  const known = closed(assumed, logic.following);
  const following = [...known.values()].filter((each) => each.because !== undefined && logic.keys.includes(each.key));
  following.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { outcomes: logic.lines.map((line) => outcome(line, known)), following };
}

// From here on: the page. Without it the switches are a form, or in files a page for each single assumption.
const SECTION = { pledged: 0, willing: 1, threatened: 2 };
const NEVER = { refused: 5, demanded: 6 };

function standing(stance, found) {
  if (!(stance in NEVER)) return found.status.replaceAll("_", " ");
  return { yes: "stands", no: "lapses" }[found.terms] ?? "may stand";
}

function drawn(stance, found) {
  if (!(stance in NEVER)) return found.status;
  return { yes: "in_force", no: "not_in_force" }[found.terms] ?? "undetermined";
}

function section(stance, found) {
  if (found.status === "in_force") return SECTION[stance];
  return found.status === "undetermined" ? 3 : (NEVER[stance] ?? 4);
}

function words(key) {
  return key.replaceAll("_", " ");
}

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function tell(logic, assumed, found, nothing) {
  const turned = found.outcomes.map((each, place) => each.status !== nothing[place].status || each.terms !== nothing[place].terms);
  const verdict = document.getElementById("verdict");
  verdict.replaceChildren();
  const keys = Object.keys(assumed).sort();
  if (!keys.length) verdict.textContent = "Nothing is assumed.";
  else {
    verdict.append("Assumed: ");
    keys.forEach((key, number) => verdict.append(number ? ", " : "", element("strong", `${words(key)} ${assumed[key] ? YES : NO}`)));
    const count = turned.filter(Boolean).length;
    verdict.append(`. ${count} ${count === 1 ? "position turns" : "positions turn"} on it.`);
  }
  document.getElementById("following").replaceChildren(...found.following.map((each) => {
    const line = element("p", `${each.presumed ? "presumed" : "so"}: ${words(each.key)} ${each.holds ? YES : NO} `, "small");
    line.append(element("span", `(${each.because})`, "soft"));
    return line;
  }));
  for (const mark of document.querySelectorAll("a.outcome")) {
    const place = Number(mark.hash.replace("#outcome-", ""));
    mark.className = `outcome ${drawn(logic.lines[place].stance, found.outcomes[place])}${turned[place] ? " turned" : ""}`;
    mark.querySelector(".standing").textContent = standing(logic.lines[place].stance, found.outcomes[place]);
  }
  const lists = [...document.querySelectorAll("[data-standing]")];
  const changed = [];
  found.outcomes.forEach((each, place) => {
    const item = document.getElementById(`outcome-${place}`);
    item.querySelector(".reason").textContent = each.reason;
    lists[section(logic.lines[place].stance, each)].querySelector("ul").append(item);
    if (!turned[place]) return;
    const line = element("li"), told = element("div"), link = item.querySelector("a").cloneNode(true);
    link.href = `#outcome-${place}`;
    told.append(link, ": ", element("strong", standing(logic.lines[place].stance, each)), element("p", each.reason, "small"));
    line.append(item.querySelector("svg").cloneNode(true), told);
    changed.push(line);
  });
  for (const each of lists) {
    const count = each.querySelectorAll("li").length;
    each.hidden = !count;
    each.querySelector(".of").textContent = count;
  }
  document.getElementById("turned").hidden = !changed.length;
  document.querySelector("#turned ul").replaceChildren(...changed);
}

const form = document.getElementById("switches");
if (form) {
  const logic = JSON.parse(document.getElementById("logic").dataset.logic);
  const nothing = weigh(logic, {}).outcomes;
  const chosen = () => [...form.querySelectorAll("input:checked")].filter(({ value }) => value).map(({ name, value }) => [name, value]);
  const answer = () => {
    const assumed = Object.fromEntries(chosen().map(([name, value]) => [name.slice("assume[".length, -1), value === YES]));
    try {
      tell(logic, assumed, weigh(logic, assumed), nothing);
    } catch (error) {
      document.getElementById("verdict").textContent = `Nothing follows: ${error.message}. Below stands what was assumed before.`;
    }
  };
  form.addEventListener("change", () => {
    const query = new URLSearchParams(chosen()).toString();
    const address = new URL(form.dataset.action, location.href);
    address.search = query;
    // the page of a single assumption is another file: its address would say what no longer holds
    if (address.pathname !== location.pathname) location.assign(address);
    else {
      history.replaceState(null, "", address);
      answer();
    }
  });
  for (const each of form.querySelectorAll("button")) each.hidden = true;
  if (form.hidden) {
    form.hidden = false;
    document.querySelector(".flips")?.remove();
    const told = new URLSearchParams(location.search);
    for (const each of form.querySelectorAll("input")) {
      if (told.has(each.name)) each.checked = told.get(each.name) === each.value;
    }
    if ([...told.keys()].some((name) => name.startsWith("assume["))) answer();
  }
}
