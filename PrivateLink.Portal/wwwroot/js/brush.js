// A part of a chart over time is chosen: by drawing over its bars, or bar by bar with the arrow keys and Shift. The chart says its ends in data-from
// and data-to; they are taken when the drawing begins, since a chart may move on under it.
Object.assign((window.privateLink ??= {}).listeners ??= {}, (() => {
  const slip = 5;

  const brush = (call, signal, plot) => {
    const area = plot.querySelector("[data-brush]");
    const times = plot.querySelector("[data-brush-times]");
    const words = plot.querySelector("[data-brush-words]");
    const bars = () => [...plot.querySelectorAll("[data-bar]")];
    const fromOf = (element) => Number(element.dataset.from);
    const toOf = (element) => Number(element.dataset.to);
    let drawing = null;
    let anchor = null;
    let isDrawn = false;

    const mark = (left, right) => {
      area.style.left = `${left * 100}%`;
      area.style.width = `${(right - left) * 100}%`;
    };
    const clear = () => {
      drawing = anchor = null;
      area.style.width = "0";
      times.textContent = "";
      words.textContent = "";
    };

    // Every bar that is touched is meant: the ends of what a drawing becomes.
    const whole = (from, to) => {
      const touched = bars().filter((bar) => toOf(bar) > from && fromOf(bar) < to);
      const step = Number(plot.dataset.step);
      return touched.length > 0 ? [fromOf(touched[0]), toOf(touched.at(-1))]
        : step ? [Math.floor(from / step) * step, Math.ceil(to / step) * step] : [from, to];
    };
    // On the reader's own clock, and the day once where both ends are of the same.
    const say = (from, to) => {
      const { zone, seconds } = times.dataset;
      const format = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
        second: seconds === undefined ? undefined : "2-digit",
      });
      const [first, last] = [format.format(from), format.format(to)];
      const isOneDay = first.slice(0, 10) === last.slice(0, 10);
      return `${first} to ${isOneDay ? last.slice(11) : last}${zone === "UTC" ? " UTC" : ""}`;
    };
    const tell = (left, right, from, to) => {
      times.textContent = say(from, to);
      const middle = (left + right) / 2 * plot.clientWidth - times.offsetWidth / 2;
      times.style.left = `${Math.max(0, Math.min(middle, plot.clientWidth - times.offsetWidth))}px`;
    };
    const choose = (from, to) => {
      clear();
      call("OnBrushedAsync", from, to);
    };

    const shareAt = (event) => {
      const box = plot.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    };
    const drawnTo = (event) => [shareAt(event), drawing.at].sort((one, other) => one - other);
    const timeAt = (share) => drawing.from + share * (drawing.to - drawing.from);
    plot.addEventListener("pointerdown", (event) => {
      isDrawn = false;
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      drawing = { at: shareAt(event), x: event.clientX, from: fromOf(plot), to: toOf(plot) };
    });
    plot.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      if (!isDrawn && Math.abs(event.clientX - drawing.x) < slip) return;
      if (!isDrawn) plot.setPointerCapture(event.pointerId);
      isDrawn = true;
      const [left, right] = drawnTo(event);
      mark(left, right);
      tell(left, right, ...whole(timeAt(left), timeAt(right)));
    });
    plot.addEventListener("pointerup", (event) => {
      if (!drawing || !isDrawn) return clear();
      const [from, to] = drawnTo(event).map(timeAt);
      choose(from, to);
    });
    plot.addEventListener("pointercancel", clear);
    // A pressed bar is neither dragged away as a link nor focused: it may be gone when the next range comes.
    plot.addEventListener("mousedown", (event) => event.preventDefault());
    plot.addEventListener("dragstart", (event) => event.preventDefault());
    plot.addEventListener("click", (event) => {
      if (!isDrawn) return;
      isDrawn = false;
      event.preventDefault();
      event.stopPropagation();
    }, true);

    const show = (here) => {
      const [first, last] = fromOf(anchor) <= fromOf(here) ? [anchor, here] : [here, anchor];
      const share = (time) => (time - fromOf(plot)) / (toOf(plot) - fromOf(plot));
      mark(share(fromOf(first)), share(toOf(last)));
      tell(share(fromOf(first)), share(toOf(last)), fromOf(first), toOf(last));
      words.textContent = `${say(fromOf(first), toOf(last))}: ${bars().indexOf(last) - bars().indexOf(first) + 1} bars chosen. Enter zooms in, Escape gives it up.`;
      return [first, last];
    };
    plot.addEventListener("keydown", (event) => {
      const all = bars();
      const here = event.target.closest("[data-bar]");
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && (drawing || anchor)) {
        isDrawn = false;
        clear();
      } else if (event.key === "Enter" && anchor && here) {
        const [first, last] = show(here);
        choose(fromOf(first), toOf(last));
      } else {
        const index = all.indexOf(here);
        const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: all.length - 1 }[event.key];
        if (!here || next === undefined) return;
        const there = all[Math.min(all.length - 1, Math.max(0, next))];
        if (event.shiftKey) anchor ??= here;
        else clear();
        for (const bar of all) bar.setAttribute("tabindex", bar === there ? "0" : "-1");
        there.focus();
        if (anchor) show(there);
      }
      event.preventDefault();
      event.stopPropagation();
    });
  };

  return { brush };
})());
