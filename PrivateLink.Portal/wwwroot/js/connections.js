// What lists of connections need of the browser: a press that meets the row it was meant for, a field that is left alone, an age that is seen here.
Object.assign(window.privateLink ??= {}, (() => {
  const rowOf = (element) => element.closest("tr")?.querySelector("[data-row]");

  // Rows come and go under a finger. The row is taken when it is pressed: if another one is there at the release, the click is the pressed one's.
  const watchPresses = (element, listener) => {
    const slip = 10;
    let pressed = null;
    const finish = ({ on, id }) => {
      if (on.isConnected && rowOf(on)?.id === id) on.click();
      else listener.invokeMethodAsync("OnPressedAsync", id);
    };
    const isStill = (press, event) => Math.hypot(press.x - event.clientX, press.y - event.clientY) < slip;
    element.addEventListener("pointerdown", (event) => {
      const row = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey ? rowOf(event.target) : null;
      pressed = row && { on: event.target.closest("a, button") ?? row.closest("tr"), id: row.id, x: event.clientX, y: event.clientY };
    });
    element.addEventListener("pointercancel", () => { pressed = null; });
    element.addEventListener("click", (event) => {
      const press = pressed;
      pressed = null;
      if (!press || press.on.contains(event.target) || !isStill(press, event)) return;
      event.preventDefault();
      event.stopPropagation();
      finish(press);
    }, true);
    // Not every browser sends a click when the pressed row is gone.
    element.addEventListener("pointerup", (event) => {
      const press = pressed;
      if (!press || press.on.isConnected || !isStill(press, event)) return;
      setTimeout(() => {
        if (pressed !== press) return;
        pressed = null;
        finish(press);
      }, 50);
    });
  };

  // The field is the person's until Enter. Then it is empty at once, for what is typed next; what makes no sense comes back.
  const ownField = (field, listener) => {
    const enter = async () => {
      const text = field.value;
      field.value = "";
      let taken = false;
      try {
        taken = await listener.invokeMethodAsync("EnterAsync", text);
      } finally {
        if (!taken) field.value = field.value ? `${text} ${field.value}` : text;
      }
    };
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Enter") {
        event.preventDefault();
        enter();
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        field.blur();
        document.querySelector("[data-rows]")?.focus({ preventScroll: true });
      }
    });
  };

  // A text from elsewhere, a saved view's; never over what somebody is typing.
  const fillField = (field, text) => {
    if (field !== document.activeElement || field.value === "") field.value = text;
  };

  // How old the newest row is, as this screen shows it: it goes on counting when nothing arrives any more.
  const watchNewest = (element) => {
    let since = 0;
    const take = () => { since = performance.now() - Number(element.dataset.age); };
    const show = () => {
      const seconds = Math.max(0, Math.round((performance.now() - since) / 1000));
      const age = seconds < 120 ? `${seconds} s` : seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
      const words = element.dataset.newest ? `newest row ${age} ago` : "";
      if (element.textContent !== words) element.textContent = words;
    };
    const changes = new MutationObserver(() => { take(); show(); });
    changes.observe(element, { attributes: true, attributeFilter: ["data-newest"] });
    take();
    show();
    const timer = setInterval(() => {
      if (element.isConnected) return show();
      clearInterval(timer);
      changes.disconnect();
    }, 1000);
  };

  return { watchPresses, ownField, fillField, watchNewest };
})());
