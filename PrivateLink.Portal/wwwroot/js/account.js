// What the account pages need of the browser: secrets in fragments, and passkeys.
(() => {
  // A one-time link carries its secret behind the #, which no server and no proxy sees. It goes into the form's hidden field, and out of
  // the address and the history at once. The tab remembers it, for the way over the sign-in page and back.
  const token = document.querySelector("[data-token]");
  if (token) {
    const key = `token:${location.pathname}`;
    const secret = decodeURIComponent(location.hash.slice(1)) || sessionStorage.getItem(key) || "";
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    if (secret) sessionStorage.setItem(key, secret);
    if (!token.value) token.value = secret;
    for (const hint of document.querySelectorAll("[data-without-token]")) hint.hidden = token.value !== "";
    for (const done of document.querySelectorAll("[data-forget-token]")) done.addEventListener("submit", () => sessionStorage.removeItem(key));
    if (token.value && token.form?.hasAttribute("data-at-once")) token.form.requestSubmit();
  }

  // The page comes back after a refused post. Blazor's field takes away the mark of a field with an error, and the first one gets the focus.
  const wrong = [...document.querySelectorAll(".field > .field-error")].map((error) => error.parentElement.querySelector("input, textarea")).filter((field) => field);
  for (const field of wrong) field.setAttribute("aria-invalid", "true");
  wrong[0]?.focus();

  // Another link in the same tab changes only the fragment, and loads nothing by itself.
  addEventListener("hashchange", () => {
    const secret = location.hash.slice(1);
    if (!/^[\w-]{43}$/.test(secret)) return;
    sessionStorage.setItem(`token:${location.pathname}`, secret);
    location.replace(location.pathname + location.search);
  });
  // Letters name the time in the reader's own zone too.
  for (const zone of document.querySelectorAll("[data-zone]")) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;

  const say = (form, text) => { form.querySelector("[data-passkey-error]").textContent = text; };

  const explain = (error) => ({
    NotAllowedError: "Nothing came of it: the passkey was not used, or it took too long.",
    InvalidStateError: "This device has a passkey for your account already.",
    SecurityError: "Passkeys need a name and https: open the portal as https://… or, on this machine, as http://localhost.",
  })[error.name] ?? "The browser could not use a passkey.";

  const ask = async (form, path, use) => {
    if (!form.reportValidity()) return;
    if (!window.PublicKeyCredential) return say(form, "This browser has no passkeys.");
    try {
      const answer = await fetch(path, {
        method: "POST",
        headers: { RequestVerificationToken: form.querySelector("[name=__RequestVerificationToken]").value },
      });
      if (!answer.ok) return say(form, "The portal did not answer. Reload the page and try again.");
      const credential = await use(await answer.json());
      form.querySelector("[data-credential]").value = JSON.stringify(credential);
      form.requestSubmit();
    } catch (error) {
      say(form, explain(error));
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]"))
    form.querySelector("[data-passkey-button]").addEventListener("click", () => form.dataset.passkey === "request"
      ? ask(form, "/account/passkeys/request", (options) =>
        navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }))
      : ask(form, "/account/passkeys/creation", (options) =>
        navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })));

  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
})();
