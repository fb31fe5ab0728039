// Passkeys: asks the browser for one, and sends what it answers with the form. Nothing else on any page needs this.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // The server writes bytes as base64url text; the browser wants bytes.
  const forBrowser = (given) => {
    const options = { ...given, challenge: bytes(given.challenge) };
    if (given.user) options.user = { ...given.user, id: bytes(given.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (given[list]) options[list] = given[list].map((each) => ({ ...each, id: bytes(each.id) }));
    }
    return options;
  };

  const forServer = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      type: credential.type,
      id: credential.id,
      rawId: text(credential.rawId),
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  };

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return (await answer.json()).request_options;
  };

  const ask = async (form) => {
    const publicKey = forBrowser((await optionsOf(form)).publicKey);
    if (form.dataset.passkey !== "add") return navigator.credentials.get({ publicKey });
    const tick = form.querySelector("[name=passwordless]");
    const alone = !tick || tick.checked;
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      userVerification: alone ? "required" : "discouraged",
    };
    return navigator.credentials.create({ publicKey });
  };

  const WHY = {
    NotAllowedError: "Nothing was chosen, or it took too long. Try again.",
    InvalidStateError: "This passkey is set up here already. Use another key or device.",
    SecurityError: "The browser allows no passkey at this address. Tell whoever runs this site.",
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.closest("[data-passkey-section]")?.removeAttribute("hidden");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = form.querySelector("[data-passkey-said]");
      said.textContent = "Waiting for your key or device.";
      try {
        form.querySelector("[name=credential]").value = JSON.stringify(forServer(await ask(form)));
        form.submit();
      } catch (fault) {
        said.textContent = WHY[fault.name] ?? "That did not work. Try again, or sign in another way.";
      }
    });
  }
})();
