// Opens the dialog of ReconnectModal.razor while the page has lost the server, and closes it when the two have met again.
const modal = document.getElementById("components-reconnect-modal");

const tryAgain = async () => {
  document.removeEventListener("visibilitychange", tryAgainWhenVisible);
  try {
    if (await Blazor.reconnect()) return;
    if (await Blazor.resumeCircuit()) modal.close();
    else location.reload();
  } catch {
    document.addEventListener("visibilitychange", tryAgainWhenVisible);
  }
};

const tryAgainWhenVisible = () => document.visibilityState === "visible" && tryAgain();

const resume = async () => {
  try {
    if (!(await Blazor.resumeCircuit())) location.reload();
  } catch {
    modal.classList.replace("components-reconnect-paused", "components-reconnect-resume-failed");
  }
};

modal.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
  if (state === "show") modal.showModal();
  else if (state === "hide") modal.close();
  else if (state === "failed") document.addEventListener("visibilitychange", tryAgainWhenVisible);
  else if (state === "rejected") location.reload();
});

document.getElementById("components-reconnect-button").addEventListener("click", tryAgain);
document.getElementById("components-resume-button").addEventListener("click", resume);
