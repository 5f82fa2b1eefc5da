// What the browser tells components: keys, scrolling, values that are picked. Each listener ends with its signal.
Object.assign((window.privateLink ??= {}).listeners ??= {}, (() => {
  const inputs = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";

  // Focuses the element that a key belongs to, or calls back with the key; unless the person is typing or has a dialog open.
  const keys = (call, signal, wanted) => {
    document.addEventListener("keydown", (event) => {
      if (!wanted.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector(".mud-dialog-container, .mud-popover-open")) return;
      // The browser closes what it has opened itself.
      if (event.key === "Escape" && document.querySelector(":popover-open")) return;
      if (event.target.matches(inputs) && event.key !== "Escape") return;
      event.preventDefault();
      const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (target) target.focus();
      else call("OnKeyAsync", event.key);
    }, { signal });
  };

  // One key with Ctrl or Command, also while the person types.
  const hotKey = (call, signal, key) => {
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== key || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      if (!document.querySelector("focus-before")) window.privateLink.awaitField();
      call("OnHotKeyAsync");
    }, { signal });
  };

  // Calls back when the element leaves or reaches its top.
  const scrolling = (call, signal, element) => {
    let atTop = true;
    element.addEventListener("scroll", () => {
      if (element.scrollTop < 8 === atTop) return;
      atTop = !atTop;
      call("OnScrolledAsync", atTop);
    }, { passive: true, signal });
  };

  // Offers to include or exclude the value under the pointer: one pair of buttons that moves, instead of one in every cell.
  // They come after a moment, so that a press which only passes by opens the row under it.
  const picks = (call, signal, element) => {
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
        if (cell) call("OnPickedAsync", cell.dataset.field, cell.dataset.value, excludes);
      }, { signal });
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
    }, { signal });
    // While a press is under way nothing comes between it and its row.
    element.addEventListener("pointerdown", (event) => { if (!buttons.contains(event.target)) clearTimeout(waiting); }, { signal });
    element.addEventListener("pointerleave", () => { clearTimeout(waiting); buttons.hidden = true; }, { signal });
  };

  return { keys, hotKey, scrolling, picks };
})());
