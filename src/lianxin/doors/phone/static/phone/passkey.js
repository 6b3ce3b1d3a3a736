/** A passkey as a second way through the lock, where the browser gives a secret with it (WebAuthn PRF). */
import { random, utf8 } from "./crypto.js";
import { keepRing, ring, unwrapBySecret, wrapBySecret } from "./keys.js";
import { Trouble } from "./problem.js";

export async function canPasskey() {
  const kind = globalThis.PublicKeyCredential;
  if (!kind || !kind.isUserVerifyingPlatformAuthenticatorAvailable) return false;
  const able = /** @type {any} */ (kind).getClientCapabilities;
  if (able && (await able.call(kind))["extension:prf"] === false) return false;
  return kind.isUserVerifyingPlatformAuthenticatorAvailable();
}

export async function hasPasskey() {
  const made = await ring();
  return !!(made && made.wraps.passkey);
}

/** @param {Uint8Array} salt @returns {any} */
const prf = (salt) => ({ prf: { eval: { first: salt } } });

/** @param {any} credential @returns {Uint8Array|null} */
function secretOf(credential) {
  const said = credential.getClientExtensionResults().prf;
  return said && said.results && said.results.first ? new Uint8Array(said.results.first) : null;
}

/** @param {Uint8Array<ArrayBuffer>} id @param {Uint8Array<ArrayBuffer>} salt */
async function ask(id, salt) {
  return secretOf(
    await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: "public-key", id }],
        userVerification: "required",
        extensions: prf(salt),
      },
    }),
  );
}

/** @param {ArrayBuffer} raw @param {{account: string}} owner @returns {Promise<boolean>} */
export async function addPasskey(raw, owner) {
  const salt = random(32);
  const made = await ring();
  if (!made) throw new Trouble("phone.keys_lost");
  const credential = /** @type {any} */ (
    await navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { name: "连心" },
        user: { id: utf8(owner.account), name: "连心", displayName: "连心" },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required" },
        extensions: prf(salt),
      },
    })
  );
  const id = new Uint8Array(credential.rawId);
  const secret = secretOf(credential) || (await ask(id, salt));
  if (!secret) throw new Trouble("phone.passkey_plain");
  await wrapBySecret(made, "passkey", secret, raw, { id, salt });
  await keepRing(made);
  return true;
}

/** The data key, or null. */
export async function passkeySecret() {
  const made = await ring();
  const wrap = made && made.wraps.passkey;
  if (!made || !wrap || !wrap.id || !wrap.salt) return null;
  try {
    const secret = await ask(wrap.id, wrap.salt);
    return secret && (await unwrapBySecret(made, "passkey", secret));
  } catch {
    return null; // cancelled, or another finger
  }
}
