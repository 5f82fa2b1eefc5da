// Moves the page to a new process of the portal, and takes along what was typed and not saved.
const kept = "privatelink-typed";
const keptFor = 30_000;
const settlesWithin = 3_000;
const typed = new Set();
let waiting = [];

document.addEventListener("input", (event) => {
  if (!event.isTrusted) return;
  typed.add(event.target);
  const key = keyOf(event.target, fields());
  waiting = waiting.filter(([other]) => other !== key); // what the person types now is newer
}, true);

const isText = (field) => field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && ["text", "search", "email", "url", "tel", "number"].includes(field.type));
const nameOf = (field) => field.labels?.[0]?.textContent.trim() || field.getAttribute("aria-label") || field.name || field.placeholder || "field";
const fields = () => [...document.querySelectorAll("input, textarea")].filter((field) => isText(field) && !field.readOnly);
const keyOf = (field, all) => {
  const name = nameOf(field);
  return `${name}#${all.filter((other) => nameOf(other) === name).indexOf(field)}`;
};

const remember = () => {
  const all = fields();
  const values = all.filter((field) => typed.has(field) && field.value).map((field) => [keyOf(field, all), field.value]);
  if (values.length > 0) sessionStorage.setItem(kept, JSON.stringify({ at: Date.now(), page: location.pathname, values }));
};

const restore = () => {
  const { at, page, values } = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
  sessionStorage.removeItem(kept);
  if (!values || page !== location.pathname || Date.now() - at > keptFor) return;
  waiting = values;
  const since = Date.now();
  const look = () => {
    const all = fields();
    for (const [key, value] of waiting) {
      const field = all.find((one) => keyOf(one, all) === key);
      if (!field || field.value === value) continue;
      typed.add(field);
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    // The page is drawn anew, and may be drawn again when its data arrives.
    if (waiting.length > 0 && Date.now() - since < settlesWithin) setTimeout(look, 100);
    else waiting = [];
  };
  look();
};

const move = async () => {
  remember();
  try {
    await Blazor.pauseCircuit();
    if (await Blazor.resumeCircuit()) return restore();
  } catch {
    // A reload finds the new process too.
  }
  location.reload();
};

// The server asks. It gets its answer first, because the pause ends the connection.
globalThis.privateLinkMoves = () => void setTimeout(move, 0);

restore();
