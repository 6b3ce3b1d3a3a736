/** 待发: what the phone still holds alone, and what arrived. */
import { html, useState } from "../vendor/htm-preact.js";
import { Flow, stops } from "../parts/flow.js";
import { Empty, Frame, Reading, Section } from "../parts/frame.js";
import { Icon, Notice } from "../parts/icon.js";
import { titleOf, Waiting } from "../parts/item.js";
import { kindNames } from "../parts/kinds.js";
import { waits } from "../parts/left.js";
import { useBusy, useLive } from "../parts/live.js";
import { said } from "../parts/problem.js";
import { give } from "../parts/share.js";
import { megabytes, moment } from "../parts/when.js";
import { asFiles, items, used } from "../outbox.js";
import { entries, households, me, needs, proposals } from "../records.js";
import { t } from "../text.js";

const SHOWN = 20;

async function read() {
  const [all, homes, wants, diary, clashes, mine, space] = await Promise.all([items(), households(), needs({}), entries({ limit: 10000 }), proposals(), me(), used()]);
  const known = { homes, needs: wants, entries: diary, proposals: clashes, items: all };
  const left = all.filter((one) => waits(one, all, clashes));
  const done = all.filter((one) => !left.includes(one)).reverse();
  return { known, left, done, mine, space };
}

export function Outbox() {
  const it = useLive(read);
  return html`<${Frame} title=${t("outbox")} tab="outbox" acts=${it && it.mine && it.mine.demo && html`<span class="sample">${t("sample")}</span>`}>
    ${!it ? html`<${Reading} />` : html`
      ${it.left.length ? html`<${Section} title=${t("outbox.left", { n: it.left.length })}><ul class="card flush">${it.left.map((one) => html`<${Waiting} key=${one.id} item=${one} known=${it.known} />`)}</ul><//>` : html`<${Empty} icon="circle-check"><p>${t("outbox.none")}</p><//>`}
      ${it.done.length > 0 && html`<${Section} title=${t("outbox.arrived")} more=${html`<span class="ok light same"><${Icon} name="circle-check" /> ${t("outbox.count", { n: it.done.length })}</span>`}><div class="card flush">${it.done.slice(0, SHOWN).map((one) => html`<${Arrived} key=${one.id} item=${one} known=${it.known} />`)}</div><//>`}
      ${it.left.length > 0 && html`<${Share} />`}
      <p class="sec sm mute">${t("outbox.space", { size: megabytes(it.space.bytes || 0) })}</p>`}
  <//>`;
}

/** @param {{item: import("../types.js").Item, known: any}} props */
function Arrived({ item, known }) {
  const { payload } = item;
  const writing = item.action === "diary.write";
  const what = writing ? kindNames(payload.kinds) : t(`action.${item.action}`);
  const title = titleOf(item, known);
  const inner = html`<span class="ok"><${Icon} name="circle-check" /></span><span class="grow"><span class="flex between"><b class="wrapping">${title === what ? title : `${title} ${what}`}</b>${item.receivedAt && html`<span class="mute sm">${t("outbox.received_at", { at: moment(item.receivedAt) })}</span>`}</span>${writing && html`<${Flow} stops=${stops({ ...payload, day: "" }, null)} cls="plainflow" />`}</span>`;
  return writing ? html`<a class="row" href=${`#/entry/${item.id}`}>${inner}</a>` : html`<div class="row">${inner}</div>`;
}

function Share() {
  const [told, tell] = useState("");
  const [busy, run] = useBusy();
  const share = () =>
    run(async () => {
      try {
        const files = await asFiles();
        const done = files.length > 1 ? "share.done_several" : "share.done";
        tell(t((await give(files)) ? done : "share.cancelled", { n: files.length }));
      } catch (error) {
        tell(said(error));
      }
    });
  return html`<section class="sec stack"><button class="btn wide" type="button" disabled=${busy} onClick=${share}><${Icon} name="download" />${t("share")}</button>
    <p class="mute sm">${t("share.why")}</p>${told && html`<${Notice}><p role="status">${told}</p><//>`}</section>`;
}
