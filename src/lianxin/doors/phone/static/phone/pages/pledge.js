/** The year's commitment, read and accepted by one tap, which goes out like everything else. */
import { html, useState } from "../vendor/htm-preact.js";
import { Empty, Frame, Reading } from "../parts/frame.js";
import { Icon } from "../parts/icon.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { instead } from "../parts/route.js";
import { add } from "../outbox.js";
import { pledges } from "../records.js";
import { t } from "../text.js";

/** @param {{id: string}} props */
export function Pledge({ id }) {
  const it = useLive(async () => ({ one: (await pledges()).find((/** @type {any} */ one) => one.id === id) }), [id]);
  if (!it) return html`<${Frame} title=${t("pledge")} up=""><${Reading} /><//>`;
  if (!it.one) return html`<${Frame} title=${t("pledge")} up="" tab="-"><${Empty} icon="notebook"><p>${t("pledge.gone")}</p><//><//>`;
  return html`<${Frame} title=${it.one.title} up="" tab="-">
    <section class="sec"><div class="card" lang="zh-CN">${it.one.lines.map((/** @type {{head: boolean, text: string}} */ line, /** @type {number} */ at) => (line.head ? html`<h2 key=${at}>${line.text}</h2>` : html`<p key=${at}>${line.text}</p>`))}</div></section>
    <${Accept} id=${id} />
  <//>`;
}

/** @param {{id: string}} props */
function Accept({ id }) {
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  const accept = () =>
    run(async () => {
      try {
        await add("commitment.accept", { commitment: id });
        instead("");
      } catch (error) {
        tell(said(error));
      }
    });
  return html`<section class="sec stack">
    <button class="btn pri big" type="button" disabled=${busy} onClick=${accept}><${Icon} name="check" />${t("pledge.accept")}</button>
    <p class="mute sm">${t("pledge.why")}</p>${wrong && html`<p class="err" role="alert">${wrong}</p>`}</section>`;
}
