/** The status line: what waits, and whether it goes. */
import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { now, onChange, status } from "../sync.js";
import { t } from "../text.js";
import { Icon } from "./icon.js";
import { left } from "./left.js";
import { useBusy, useLive } from "./live.js";
import { moment } from "./when.js";

export function useSync() {
  const [told, set] = useState(status());
  useEffect(() => onChange(() => set({ ...status() })), []);
  return told;
}

/** @param {import("../types.js").Status} it @param {number} n @returns {[string, string, string, string]} icon, class, words, more */
function words(it, n) {
  if (it.state === "signed_out") return ["login", "amber", t("net.signed_out"), n ? t("net.kept", { n }) : ""];
  if (it.state === "revoked") return ["alert-triangle", "amber", t("net.revoked"), n ? t("net.kept", { n }) : ""];
  if (it.state === "offline") return ["cloud-off", "", t("net.offline"), n ? t("net.offline_left", { n }) : ""];
  if (it.state === "sending" && n) return ["upload", "on", t("net.sending"), t("net.text_first")];
  if (it.state === "waiting" && n) return ["cell-signal-2", "", t("net.weak"), t("net.text_first")];
  if (n) return ["cloud-up", "", t("net.left", { n }), ""];
  return ["circle-check", "on", t("net.all_sent"), it.last ? t("net.last", { at: moment(it.last) }) : ""];
}

let tried = false; // back from signing in: the new sign-in is taken up once by itself

/** @param {{tall?: boolean}} props */
export function Net({ tall }) {
  const it = useSync();
  useEffect(() => {
    if (it.state !== "signed_out" || tried) return;
    tried = true;
    void now();
  }, [it.state]);
  const count = useLive(left) || 0;
  const [busy, run] = useBusy();
  const [icon, cls, first, more] = words(it, count);
  return html`<div class=${`net ${cls}${tall ? " tall" : ""}`}>
    <${Icon} name=${icon} />
    <span class="grow" role="status">${tall ? html`<b>${first}</b>${more && html`<br />${more}`}` : more ? t("net.both", { first, more }) : first}</span>
    ${it.state === "signed_out" && html`<a class="btn" href="/account/login/?next=/phone/">${t("sign_in")}</a>`}
    ${tall && it.state !== "signed_out" && html`<button class="btn" type="button" disabled=${busy} onClick=${() => run(() => Promise.resolve(now()))}><${Icon} name="refresh" />${t("net.again")}</button>`}
  </div>`;
}
