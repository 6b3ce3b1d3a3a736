/** What the office did not take: why, and the way to let it go. */
import { html, useState } from "../vendor/htm-preact.js";
import { drop } from "../outbox.js";
import { t } from "../text.js";
import { useAsk } from "./ask.js";
import { Icon, Notice } from "./icon.js";
import { useBusy } from "./live.js";
import { said } from "./problem.js";
import { instead } from "./route.js";

/** @param {{item: import("../types.js").Item}} props */
export function Refused({ item }) {
  const [question, ask] = useAsk();
  const [wrong, tell] = useState("");
  const [busy, run] = useBusy();
  const leave = () =>
    run(async () => {
      try {
        if (!(await ask(t("refused.title"), t("refused.words"), t("refused.drop")))) return;
        await drop(item.id);
        instead("outbox");
      } catch (error) {
        tell(said(error));
      }
    });
  return html`<section class="sec"><${Notice} tone="warn"><p>${said(item.problem)}</p><button class="btn mend" type="button" disabled=${busy} onClick=${leave}><${Icon} name="trash" />${t("refused.drop")}</button>${wrong && html`<p class="err" role="alert">${wrong}</p>`}<//>${question}</section>`;
}
