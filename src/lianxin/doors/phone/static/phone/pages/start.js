/** The first opening: sign in, learn what will lie on the phone, set the PIN. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { asked } from "../api.js";
import { Choice } from "../parts/field.js";
import { Frame } from "../parts/frame.js";
import { Icon, Notice } from "../parts/icon.js";
import { PinPad } from "../parts/pin.js";
import { said } from "../parts/problem.js";
import { talk } from "../parts/size.js";
import { begin } from "../session.js";
import { language, t } from "../text.js";

const SIGNED_OUT = ["request.not_signed_in", "api.no_csrf"];

export function Start() {
  const [known, learn] = useState(/** @type {"asking"|"in"|"out"|"away"} */ ("asking"));
  const [setting, set] = useState(false);
  useEffect(() => {
    if (/(?:^|; )django_language=en/.test(document.cookie)) talk("en");
    asked("GET", "/api/v1/devices").then(
      () => learn("in"),
      (/** @type {any} */ error) => learn(error.status ? "out" : "away"),
    );
  }, []);
  if (setting) return html`<${NewPin} back=${() => set(false)} lost=${() => { learn("out"); set(false); }} />`;
  return html`<${Frame} title=${t("start.title")} net=${false} hidden>
    <section class="sec hello"><h1 tabindex="-1">${t("start.title")}</h1><p class="soft lg">${t("start.words")}</p></section>
    <section class="sec"><div class="card"><h2>${t("start.what")}</h2><ul class="bullets"><li>${t("start.homes")}</li><li>${t("start.diary")}</li><li>${t("start.never")}</li><li>${t("start.sealed")}</li></ul></div></section>
    <section class="sec stack">
      ${known === "asking" && html`<p class="mute" role="status">${t("reading")}</p>`}
      ${known === "out" && html`<a class="btn pri big" href="/account/login/?next=/phone/"><${Icon} name="login" />${t("sign_in")}</a><p class="mute sm">${t("start.once")}</p>`}
      ${known === "away" && html`<${Notice} tone="warn"><p>${t("start.no_signal")}</p><//><button class="btn pri big" type="button" onClick=${() => location.reload()}><${Icon} name="refresh" />${t("net.again")}</button>`}
      ${known === "in" && html`<button class="btn pri big" type="button" onClick=${() => set(true)}><${Icon} name="lock" />${t("start.pin")}</button>`}
      <${Choice} label=${t("language")} value=${language()} choices=${[["zh", "中文"], ["en", "English"]]} onChange=${talk} /></section>
  <//>`;
}

/** @param {{back: () => void, lost: () => void}} props */
function NewPin({ back, lost }) {
  const [first, keep] = useState("");
  const [wrong, tell] = useState("");
  /** @param {string} pin */
  const done = async (pin) => {
    tell("");
    if (!first) return keep(pin);
    keep("");
    if (pin !== first) return tell(t("pin.differ"));
    try {
      await begin({ pin });
    } catch (error) {
      if (SIGNED_OUT.includes(/** @type {any} */ (error).code)) lost();
      else tell(said(error));
    }
  };
  return html`<${Frame} title=${t("start.pin")} fact=${t("start.pin_why")} net=${false} acts=${html`<button class="btn quiet" type="button" onClick=${back}>${t("back")}</button>`}>
    <section class="sec"><${PinPad} key=${first ? "again" : "new"} label=${t(first ? "pin.again" : "pin.new")} error=${wrong} onDone=${done} /></section>
  <//>`;
}
