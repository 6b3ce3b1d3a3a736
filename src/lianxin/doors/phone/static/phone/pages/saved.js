/** 已存: where it went, and that the phone may go into the bag. */
import { html } from "../vendor/htm-preact.js";
import { Flow, stops } from "../parts/flow.js";
import { Empty, Frame, Reading, Row } from "../parts/frame.js";
import { Icon } from "../parts/icon.js";
import { kindNames } from "../parts/kinds.js";
import { useLive } from "../parts/live.js";
import { isLeft, State } from "../parts/state.js";
import { near } from "../parts/when.js";
import { items } from "../outbox.js";
import { households, standing } from "../records.js";
import { joined, t } from "../text.js";

/** @param {string} id */
async function read(id) {
  const all = await items();
  const item = all.find((one) => one.id === id);
  return { item, homes: await households(), mine: await standing() };
}

/** @param {{id: string}} props */
export function Saved({ id }) {
  const it = useLive(() => read(id), [id]);
  if (!it) return html`<${Frame} title=${t("saved")} tab="-"><${Reading} /><//>`;
  if (!it.item) return html`<${Frame} title=${t("saved")} tab="-"><${Empty} icon="notebook"><p>${t("saved.gone")}</p><//><//>`;
  const { payload, state } = it.item;
  const names = joined(it.homes.filter((home) => payload.households.includes(home.id)).map((home) => home.head)) || t("write.village");
  return html`<${Frame} title=${t("saved")} tab="-" net=${true} hidden>
    <section class="sec calm"><span class="big ok"><${Icon} name="circle-check" /></span><h1 tabindex="-1">${t("saved")}</h1>
      <p class="soft">${state === "received" ? t("saved.arrived") : t("saved.calm")}</p></section>
    <section class="sec"><div class="card stack"><p class="flex between"><b>${near(payload.day)} ${names} ${kindNames(payload.kinds)}</b><${State} state=${state} /></p>
      <p class="soft clip2">${payload.text}</p><${Flow} stops=${stops({ ...payload, id }, it.mine)} /></div></section>
    <section class="sec"><div class="card flush"><${Row} href=${`entry/${id}`} cls="file"><span class="ok"><${Icon} name="pencil" /></span><span class="grow">${isLeft(it.item) && !it.item.frozen ? t("saved.change") : t("saved.amend")}</span><//></div></section>
    <section class="sec stack"><a class="btn pri big" href="#/write"><${Icon} name="pencil" />${t("saved.another")}</a><a class="btn wide" href="#/">${t("saved.home")}</a></section>
  <//>`;
}
