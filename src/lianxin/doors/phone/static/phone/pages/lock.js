/** The lock: nothing can be read before it opens, and nothing is ever deleted by it. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { Bare } from "../parts/bare.js";
import { Icon, Notice } from "../parts/icon.js";
import { PinPad } from "../parts/pin.js";
import { t } from "../text.js";

const session = () => import("../session.js"); // it arrives behind the pad
/** @param {unknown} error */
const told = async (error) => (await import("../parts/problem.js")).said(error);

export function Lock() {
  const [wrong, tell] = useState("");
  const [wait, hold] = useState(0);
  const [lost, lose] = useState(false);
  const [finger, has] = useState(false);
  const look = async () => hold((await (await session()).wrongTries()).wait);
  useEffect(() => {
    void look();
    void session().then(({ hasPasskey }) => hasPasskey()).then(has);
  }, []);
  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(look, 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  /** @param {(held: typeof import("../session.js")) => Promise<boolean>} open @param {string} otherwise */
  const attempt = async (open, otherwise) => {
    let said = "";
    try {
      if (!(await open(await session()))) said = otherwise;
    } catch (error) {
      said = await told(error);
    }
    await look();
    if (said) tell(said); // last, so that whoever reads it can type at once
  };
  if (lost) return html`<${Forgotten} back=${() => lose(false)} />`;
  return html`<${Bare} title=${t("locked")} fact=${t("locked.calm")}>
    <section class="sec"><${PinPad} label=${t("pin.enter")} error=${wait > 0 ? t("pin.wait", { n: wait }) : wrong} disabled=${wait > 0} onDone=${(/** @type {string} */ pin) => attempt(({ unlock }) => unlock(pin), t("pin.wrong"))} />
      ${finger && html`<button class="btn wide" type="button" onClick=${() => attempt(({ unlockByPasskey }) => unlockByPasskey(), t("lock.passkey_failed"))}><${Icon} name="fingerprint" />${t("lock.by_passkey")}</button>`}
      <p class="center"><button class="link tap" type="button" onClick=${() => lose(true)}>${t("pin.forgot")}</button></p></section>
  <//>`;
}

/** @param {{back: () => void}} props */
function Forgotten({ back }) {
  const [first, keep] = useState("");
  const [wrong, tell] = useState("");
  const [away, leave] = useState(false);
  /** @param {string} pin */
  const done = async (pin) => {
    tell("");
    if (!first) return keep(pin);
    if (pin !== first) {
      keep("");
      return tell(t("pin.differ"));
    }
    try {
      await (await session()).forgot(pin);
    } catch (error) {
      if (/** @type {any} */ (error).code === "request.not_signed_in") leave(true);
      else tell(await told(error));
      keep("");
    }
  };
  return html`<${Bare} title=${t("pin.forgot")} acts=${html`<button class="btn quiet" type="button" onClick=${back}>${t("back")}</button>`}>
    <section class="sec stack"><${Notice}><p>${t("forgot.calm")}</p><//>
      ${away ? html`<p>${t("forgot.sign_in")}</p><a class="btn pri big" href="/account/login/?next=/phone/"><${Icon} name="login" />${t("sign_in")}</a>` : html`<${PinPad} key=${first ? "again" : "new"} label=${t(first ? "pin.again" : "pin.new")} error=${wrong} onDone=${done} />`}</section>
  <//>`;
}
