// The few things that only the browser can do: clipboard, focus, scroll position and keys.
(() => {
  const inputs = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";
  const listening = new Map();
  let remembered = null;

  // What a person types after the key that opens a field, until the server's answer brings the field. Null if no field is on its way.
  let early = null;
  const longest = 5_000;
  const awaitField = () => {
    early = "";
    const awaited = new AbortController();
    const { signal } = awaited;
    const keep = (event) => {
      if (early === null || event.key === "Escape") return awaited.abort();
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key.length === 1) early += event.key;
      else if (event.key === "Backspace") early = early.slice(0, -1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    signal.addEventListener("abort", () => { early = null; });
    document.addEventListener("keydown", keep, { capture: true, signal });
    document.addEventListener("pointerdown", () => awaited.abort(), { capture: true, signal });
    setTimeout(() => awaited.abort(), longest);
  };

  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-opens-field]")) awaitField(); });

  // Focuses the field before it as soon as both are on the page, and gives it what was typed until then. A call from the server would come a round trip later.
  // Blazor restores the focus after each change of the page, so the field gets it after that.
  customElements.define("focus-before", class extends HTMLElement {
    connectedCallback() {
      queueMicrotask(() => {
        const field = this.previousElementSibling;
        field?.focus({ preventScroll: true });
        const typed = early;
        early = null;
        if (!field || !typed) return;
        field.value = typed;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
    }
  });

  // Gives the focus to the first field with an error, after each save that the server counts as refused. A second refusal marks the same fields, so the marks alone do not show it.
  customElements.define("first-error", class extends HTMLElement {
    static observedAttributes = ["refusals"];

    attributeChangedCallback() { queueMicrotask(() => this.show()); }

    show() {
      const form = this.closest("form, .mud-dialog-container, section, .step-frame") ?? document;
      const marked = form.querySelector("[aria-invalid=true], .field-error");
      const field = marked?.matches("input, select, textarea") ? marked : marked?.closest("fieldset, section, form")?.querySelector("input, select, textarea, button");
      field?.focus();
    }
  });

  // Tabs as the ARIA pattern has them: arrows go round, Home and End to the ends, and the tab that has the focus is the one that is shown.
  const turns = new Map([
    ["ArrowRight", (at, count) => (at + 1) % count],
    ["ArrowLeft", (at, count) => (at + count - 1) % count],
    ["Home", () => 0],
    ["End", (at, count) => count - 1],
  ]);
  document.addEventListener("keydown", (event) => {
    const turn = turns.get(event.key);
    const tab = turn && event.target.closest?.("[role=tablist] > [role=tab]");
    if (!tab || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const tabs = [...tab.parentElement.querySelectorAll(":scope > [role=tab]")];
    const other = tabs[turn(tabs.indexOf(tab), tabs.length)];
    other.focus();
    other.click();
  });

  // Escape closes the menu that has the focus, and its button gets the focus.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details[data-menu][open]");
    if (!menu) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
  }, true);

  // A dialog takes the focus. When it closes, the element that opened it gets the focus back. The button of a save may be disabled for a moment.
  const goBack = (to, tries) => {
    if (document.activeElement !== document.body || !to?.isConnected) return;
    to.focus();
    if (tries > 0) setTimeout(() => goBack(to, tries - 1), 50);
  };
  let outside = null;
  let dialog = null;
  document.addEventListener("focusin", (event) => {
    const entered = event.target.closest(".mud-dialog-container");
    if (!entered) outside = event.target;
    if (!entered || entered === dialog) return;
    dialog = entered;
    const opener = outside;
    const closing = new MutationObserver(() => {
      if (entered.isConnected) return;
      closing.disconnect();
      goBack(opener, 20);
    });
    closing.observe(document.body, { childList: true, subtree: true });
  });

  // A control that its own press removes, such as "Undo", passes the focus on to what is left around it.
  const focusable = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary";
  document.addEventListener("click", (event) => {
    const leaving = event.target.closest?.("[data-leaves]");
    if (!leaving) return;
    const around = [];
    for (let place = leaving.parentElement; place; place = place.parentElement) around.push(place);
    const leave = new MutationObserver(() => {
      if (leaving.isConnected) return;
      leave.disconnect();
      if (document.activeElement !== document.body) return;
      for (const control of around.filter((place) => place.isConnected).flatMap((place) => [...place.querySelectorAll(focusable)])) {
        control.focus({ preventScroll: true });
        if (document.activeElement === control) return;
      }
    });
    leave.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => leave.disconnect(), 10_000);
  }, true);

  window.privateLink = {
    awaitField,

    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },

    // What the demonstration's tour speaks of is marked by the style sheet.
    mark: (what) => {
      if (what) document.documentElement.dataset.tour = what;
      else delete document.documentElement.dataset.tour;
    },

    focus: (id) => document.getElementById(id)?.focus({ preventScroll: true }),

    // Another step of the wizard is shown: it begins at its top, and its heading is read first.
    beginStep: (heading) => {
      document.getElementById("content")?.scrollTo({ top: 0 });
      document.getElementById(heading)?.focus({ preventScroll: true });
    },

    reveal: (id) => document.getElementById(id)?.scrollIntoView({ block: "nearest" }),

    // Moves the focus between the row links of the page's table.
    focusRow: (step) => {
      const rows = [...document.querySelectorAll("[data-row]")];
      const at = rows.indexOf(document.activeElement);
      const row = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: "nearest" });
    },

    rememberFocus: () => { remembered = document.activeElement; },

    returnFocus: () => {
      remembered?.focus({ preventScroll: true });
      remembered = null;
    },

    // Listens for a component until it goes (ListeningComponent). An element that is gone already has nothing to tell.
    listen: (id, component, what, things) => {
      if (things.includes(null)) return;
      const ending = listening.get(id) ?? new AbortController();
      listening.set(id, ending);
      const { signal } = ending;
      const call = async (method, ...given) => {
        if (signal.aborted) return undefined;
        try {
          return await component.invokeMethodAsync(method, ...given);
        } catch (fault) {
          // The component went away first, so nobody waits for the answer. Any other fault must be seen.
          if (signal.aborted) return undefined;
          throw fault;
        }
      };
      window.privateLink.listeners[what](call, signal, ...things);
    },

    stop: (id) => {
      listening.get(id)?.abort();
      listening.delete(id);
    },

    scrollToTop: (element) => element?.scrollTo({ top: 0 }),
  };
})();
