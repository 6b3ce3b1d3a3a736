/** One's phones; a lost one is ended here. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { asked } from "../api.js";
import { useAsk } from "../parts/ask.js";
import { Frame, Reading } from "../parts/frame.js";
import { Notice, Sign, Tag } from "../parts/icon.js";
import { said } from "../parts/problem.js";
import { moment } from "../parts/when.js";
import { line, t } from "../text.js";
import { token } from "../unlocked.js";

export function Devices() {
  const [rows, set] = useState(/** @type {any[]|null} */ (null));
  const [wrong, tell] = useState("");
  const [question, ask] = useAsk();
  const load = async () => {
    try {
      const { json } = await asked("GET", "/api/v1/devices", { token: await token() });
      set(json.items);
      tell("");
    } catch (error) {
      tell(said(error));
    }
  };
  useEffect(() => void load(), []);
  /** @param {any} one */
  const end = async (one) => {
    if (!(await ask(t("devices.end_title", { name: one.name }), t("devices.end_words"), t("devices.end")))) return;
    try {
      await asked("DELETE", `/api/v1/devices/${one.id}`, { token: await token() });
      await load();
    } catch (error) {
      tell(said(error));
    }
  };
  return html`<${Frame} title=${t("devices")} up="mine" tab="mine">
    ${wrong && html`<div class="sec"><${Notice} tone="warn"><p>${wrong}</p><//></div>`}
    ${!rows && !wrong && html`<${Reading} />`}
    ${rows && html`<div class="sec"><ul class="card flush">${rows.map((one) => html`<li class="row high" key=${one.id}><${Sign} name="device-mobile" /><div class="grow"><div class="flex between"><b class="wrapping">${one.name}</b>${one.this ? html`<${Tag} tone="jade">${t("devices.this")}<//>` : one.revoked && html`<${Tag} tone="red">${t("devices.ended")}<//>`}</div>
      <p class="soft sm">${line([one.last_seen && t("devices.seen", { at: moment(one.last_seen) }), waiting(one)])}</p>
      ${!one.this && !one.revoked && html`<button class="btn danger mend" type="button" onClick=${() => end(one)}>${t("devices.end")}</button>`}</div></li>`)}</ul></div>`}
    <p class="sec mute sm">${t("devices.hint")}</p>${question}
  <//>`;
}

/** @param {any} one */
function waiting(one) {
  const n = one.waiting && typeof one.waiting === "object" ? one.waiting.items : one.waiting;
  return n ? t("devices.waiting", { n }) : "";
}
