// Runs before the first paint: puts the chosen or the system's theme on the root element, so that nothing flashes.
// The choice lives in a cookie, which pages rendered on the server may read too; so does the zone of the device.
(() => {
  const year = 31_536_000;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // A page has one circuit at a time. What an earlier one wanted to be told is over with it.
  let viewer = null;

  const cookie = (name) => document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const remember = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`; };
  const choice = () => cookie("theme") ?? "system";
  const isDark = () => choice() === "dark" || (choice() === "system" && system.matches);
  const paint = () => { document.documentElement.dataset.theme = isDark() ? "dark" : "light"; };

  paint();
  remember("zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  system.addEventListener("change", () => {
    paint();
    const told = viewer;
    told?.listener.invokeMethodAsync("OnSystemThemeChanged", isDark()).catch((fault) => { if (told === viewer) throw fault; });
  });

  window.privateLinkPreferences = {
    read: () => ({
      theme: choice(),
      isDark: isDark(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      utc: cookie("times") === "utc",
      narrowRail: cookie("rail") === "narrow",
      compactRows: cookie("rows") === "compact",
      silent: cookie("news") === "silent",
      noMarks: cookie("marks") === "hidden",
      hiddenColumns: cookie("columns") ?? "",
      tourSeen: cookie("tour") === "seen",
    }),
    remember: (name, value) => {
      remember(name, value);
      paint();
      return isDark();
    },
    watch: (id, listener) => { viewer = { id, listener }; },
    unwatch: (id) => { if (viewer?.id === id) viewer = null; },
  };
})();
