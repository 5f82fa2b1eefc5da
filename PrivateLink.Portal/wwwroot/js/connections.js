// What lists of connections need of the browser: a press that meets the row it was meant for, a field that is left alone, an age that is seen here.
Object.assign(window.privateLink ??= {}, (() => {
  const rowOf = (element) => element.closest("tr")?.querySelector("[data-row]");

  // Rows come and go under a finger. The row is taken when it is pressed: if another one is there at the release, the click is the pressed one's.
  const presses = (call, signal, element) => {
    const slip = 10;
    let pressed = null;
    const finish = ({ on, id }) => {
      if (on.isConnected && rowOf(on)?.id === id) on.click();
      else call("OnPressedAsync", id);
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

  // Offers how what is typed may go on. Nothing is written into the field unless the person takes an offer, and an offer for other text is none.
  const offerSuggestions = (call, field, list) => {
    const quiet = 100;
    let offers = [], of = "", active = -1, asked = 0, timer = 0;
    const mark = (index) => {
      active = index;
      [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === index ? "true" : "false"));
      if (index < 0) return field.removeAttribute("aria-activedescendant");
      field.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    };
    const close = () => {
      clearTimeout(timer);
      asked++;
      offers = [];
      mark(-1);
      list.hidden = true;
      list.replaceChildren();
      field.setAttribute("aria-expanded", "false");
    };
    const optionOf = (offer, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const code = document.createElement("code");
      code.textContent = offer.label;
      option.append(code);
      if (offer.hint) {
        const hint = document.createElement("small");
        hint.textContent = offer.hint;
        option.append(hint);
      }
      return option;
    };
    const ask = async () => {
      clearTimeout(timer);
      const number = ++asked, text = field.value;
      // Without an answer, for example while the page reconnects, nothing is offered.
      const found = await call("SuggestAsync", text, field.selectionStart ?? text.length).catch(() => null);
      if (!found || number !== asked || field.value !== text || field !== document.activeElement) return;
      if (found.length === 0) return close();
      [offers, of] = [found, text];
      list.replaceChildren(...found.map(optionOf));
      mark(-1);
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    };
    const take = (index) => {
      const offer = offers[index];
      if (!offer || field.value !== of) return close();
      field.setRangeText(offer.goesOn || offer.text.endsWith(">") ? offer.text : `${offer.text} `, offer.from, offer.to, "end");
      close();
      if (offer.goesOn) ask();
    };
    field.addEventListener("input", () => {
      mark(-1);
      clearTimeout(timer);
      asked++;
      if (field.value === "") close();
      else timer = setTimeout(ask, quiet);
    });
    field.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) take([...list.children].indexOf(option));
    });
    // Whether the key was for the list.
    const onKey = (event) => {
      const isOpen = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!isOpen) ask();
        else {
          const turn = event.key === "ArrowDown" ? 1 : -1;
          mark(active < 0 && turn < 0 ? offers.length - 1 : (active + turn + offers.length) % offers.length);
        }
      } else if (isOpen && active >= 0 && (event.key === "Enter" || event.key === "Tab")) take(active);
      else if (isOpen && event.key === "Escape") close();
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    };
    return { onKey, close };
  };

  // The field is the person's until Enter. Then it is empty at once, for what is typed next; what makes no sense comes back.
  const filterField = (call, signal, field, list) => {
    const suggestions = offerSuggestions(call, field, list);
    const enter = async () => {
      const text = field.value;
      suggestions.close();
      field.value = "";
      let taken = false;
      try {
        taken = await call("EnterAsync", text);
      } finally {
        if (!taken) field.value = field.value ? `${text} ${field.value}` : text;
      }
    };
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || suggestions.onKey(event)) return;
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

  // Says of each column of a menu whether the table has it and no room for it, at the width that it has now.
  const noteRoom = (menu) => {
    const row = document.querySelector("[data-rows] tbody tr.row");
    for (const label of menu.querySelectorAll("[data-column]")) {
      const cell = row?.querySelector(`td.${CSS.escape(label.dataset.column)}`);
      label.toggleAttribute("data-no-room", cell?.offsetWidth === 0);
    }
  };

  Object.assign(window.privateLink.listeners ??= {}, { presses, filterField });
  return { noteRoom, fillField, watchNewest };
})());
