// Moves the page to a new process of the portal, and takes along what was typed and not saved.
const kept = "privatelink-typed";
const keptFor = 60_000;
const typed = new Set();

document.addEventListener("input", ({ target }) => typed.add(target), true);

const isText = (field) => field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && ["text", "search", "email", "url", "tel", "number"].includes(field.type));
const nameOf = (field) => field.labels?.[0]?.textContent.trim() || field.getAttribute("aria-label") || field.name || field.placeholder;
const fields = () => [...document.querySelectorAll("input, textarea")].filter((field) => isText(field) && !field.readOnly && nameOf(field));
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
  if (!values || page !== location.pathname || Date.now() - at > keptFor) return sessionStorage.removeItem(kept);
  const all = fields();
  const missing = values.filter(([key, value]) => {
    const field = all.find((one) => keyOf(one, all) === key);
    if (!field) return true;
    if (field.value !== value) {
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return false;
  });
  if (missing.length === 0) return sessionStorage.removeItem(kept);
  sessionStorage.setItem(kept, JSON.stringify({ at, page, values: missing }));
  setTimeout(restore, 200); // the page draws its fields a little later
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
