// What a sheet gains by a script: buttons that copy, and times on the reader's own clock. Everything else works without.
(() => {
  for (const time of document.querySelectorAll("time[data-local]")) {
    const local = new Date(time.dateTime);
    if (Number.isNaN(local.getTime())) continue;
    time.append(` (${local.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })} on your clock)`);
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) continue;
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Select and copy by hand";
      }
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
})();
