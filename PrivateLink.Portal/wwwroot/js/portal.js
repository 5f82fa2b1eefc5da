// The few things that only the browser can do: clipboard, focus, scroll position and keys.
(() => {
  const inputs = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";
  const keyboards = new Map();
  const scrolls = new Map();
  let next = 1;
  let remembered = null;

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

  window.privateLink = {
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

    // Focuses the element that a key belongs to, or calls back with the key; unless the person is typing or has a dialog open.
    listenForKeys: (listener, keys) => {
      const wanted = new Set(keys);
      const onKeyDown = (event) => {
        if (!wanted.has(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        if (document.querySelector(".mud-dialog-container, .mud-popover-open")) return;
        if (event.target.matches(inputs) && event.key !== "Escape") return;
        event.preventDefault();
        const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
        if (target) target.focus();
        else listener.invokeMethodAsync("OnKeyAsync", event.key);
      };
      document.addEventListener("keydown", onKeyDown);
      keyboards.set(next, onKeyDown);
      return next++;
    },

    // One key with Ctrl or Command, also while the person types.
    listenForHotKey: (listener, key) => {
      const onKeyDown = (event) => {
        if (event.key.toLowerCase() !== key || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
        event.preventDefault();
        listener.invokeMethodAsync("OnHotKeyAsync");
      };
      document.addEventListener("keydown", onKeyDown);
      keyboards.set(next, onKeyDown);
      return next++;
    },

    rememberFocus: () => { remembered = document.activeElement; },

    returnFocus: () => {
      remembered?.focus({ preventScroll: true });
      remembered = null;
    },

    stopListeningForKeys: (handle) => {
      document.removeEventListener("keydown", keyboards.get(handle));
      keyboards.delete(handle);
    },

    // Calls back when the element leaves or reaches its top.
    watchScroll: (element, listener) => {
      let atTop = true;
      const onScroll = () => {
        if (element.scrollTop < 8 === atTop) return;
        atTop = !atTop;
        listener.invokeMethodAsync("OnScrolledAsync", atTop);
      };
      element.addEventListener("scroll", onScroll, { passive: true });
      scrolls.set(next, () => element.removeEventListener("scroll", onScroll));
      return next++;
    },

    stopWatchingScroll: (handle) => {
      scrolls.get(handle)?.();
      scrolls.delete(handle);
    },

    // Offers to include or exclude the value under the pointer: one pair of buttons that moves, instead of one in every cell.
    // They come after a moment, so that a press which only passes by opens the row under it.
    offerPicks: (element, listener) => {
      const buttons = document.createElement("div");
      buttons.className = "picks";
      buttons.hidden = true;
      let cell = null;
      let waiting = 0;
      for (const [sign, excludes] of [["+", false], ["−", true]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.tabIndex = -1;
        button.textContent = sign;
        button.addEventListener("click", (event) => {
          event.stopPropagation();
          if (cell) listener.invokeMethodAsync("OnPickedAsync", cell.dataset.field, cell.dataset.value, excludes);
        });
        buttons.append(button);
      }
      element.append(buttons);
      element.addEventListener("pointerover", (event) => {
        if (event.pointerType === "touch" || buttons.contains(event.target)) return;
        cell = event.target.closest("td[data-value]");
        clearTimeout(waiting);
        buttons.hidden = true;
        if (!cell) return;
        waiting = setTimeout(() => { buttons.hidden = false; }, 400);
        const what = `${cell.dataset.field} ${cell.dataset.value}`;
        buttons.children[0].title = `Only ${what}`;
        buttons.children[0].setAttribute("aria-label", buttons.children[0].title);
        buttons.children[1].title = `Without ${what}`;
        buttons.children[1].setAttribute("aria-label", buttons.children[1].title);
        const place = cell.getBoundingClientRect(), frame = element.getBoundingClientRect();
        buttons.style.top = `${place.top - frame.top + element.scrollTop + (place.height - 24) / 2}px`;
        buttons.style.left = `${Math.min(place.right, frame.right) - frame.left + element.scrollLeft - 54}px`;
      });
      // While a press is under way nothing comes between it and its row.
      element.addEventListener("pointerdown", (event) => { if (!buttons.contains(event.target)) clearTimeout(waiting); });
      element.addEventListener("pointerleave", () => { clearTimeout(waiting); buttons.hidden = true; });
    },

    scrollToTop: (element) => element?.scrollTo({ top: 0 }),
  };
})();
