// Passkeys: what the browser makes and signs goes to the server and back. Without this script, or
// in a browser that knows no passkeys, its buttons stay hidden and the other ways stay open.
const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

// The options hold bytes as text; the browser wants bytes.
function read(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    for (const one of options[list] ?? []) one.id = bytes(one.id);
  }
  return options;
}

function write(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = text(response[part]);
  }
  if (response.getTransports) said.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: said,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function send(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

async function ask(place) {
  const form = place.closest("form");
  const token = form.elements.csrfmiddlewaretoken;
  const { begin, finish, next, adds } = place.dataset;
  const options = { publicKey: read(await send(begin, token.value, {})) };
  const passkey = adds
    ? await navigator.credentials.create(options)
    : await navigator.credentials.get(options);
  const name = form.elements.name?.value ?? "";
  const said = await send(finish, token.value, { passkey: write(passkey), next, name });
  if (said.to) {
    location.assign(said.to);
  } else {
    token.value = said.token;
    form.submit();
  }
}

if (window.PublicKeyCredential) {
  for (const place of document.querySelectorAll("[data-passkey]")) {
    const button = place.querySelector("button");
    const notice = place.querySelector("[role=alert]");
    place.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      notice.textContent = "";
      try {
        await ask(place);
      } catch (error) {
        const refused = error instanceof DOMException || !error.message;
        notice.textContent = refused ? "The passkey was not used. Try again." : error.message;
      }
      button.disabled = false;
    });
  }
}
