// The few things that only the browser can do: clipboard, focus, scroll position and keys.
(() => {
  const inputs = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";
  const keyboards = new Map();
  const scrolls = new Map();
  let next = 1;

  window.privateLink = {
    copy: async (text) => {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },

    focus: (id) => document.getElementById(id)?.focus({ preventScroll: true }),

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

    scrollToTop: (element) => element?.scrollTo({ top: 0 }),
  };
})();
