// Passkeys: hands the browser's answer to the server as WebAuthn JSON. Shown only where they work.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const listed = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function creation(options) {
  const key = options.publicKey;
  return {
    publicKey: {
      ...key,
      challenge: bytes(key.challenge),
      user: { ...key.user, id: bytes(key.user.id) },
      excludeCredentials: listed(key.excludeCredentials),
    },
  };
}

function request(options) {
  const key = options.publicKey;
  return { publicKey: { ...key, challenge: bytes(key.challenge), allowCredentials: listed(key.allowCredentials) } };
}

function answered(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment || null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

const given = () => JSON.parse(document.getElementById("js_data").textContent);

async function ask(form) {
  if (form.dataset.passkey === "add") {
    const options = given().creation_options;
    const choice = options.publicKey.authenticatorSelection;
    choice.residentKey = "required";
    choice.requireResidentKey = true;
    choice.userVerification = "required";
    return navigator.credentials.create(creation(options));
  }
  if (form.dataset.passkey === "login") {
    const reply = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(String(reply.status));
    return navigator.credentials.get(request((await reply.json()).request_options));
  }
  return navigator.credentials.get(request(given().request_options));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const usable = window.PublicKeyCredential && window.isSecureContext;
  form.hidden = !usable;
  const without = document.querySelector("[data-no-passkey]");
  if (without) without.hidden = Boolean(usable);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", async () => {
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      form.elements.credential.value = answered(await ask(form));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
