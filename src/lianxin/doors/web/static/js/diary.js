// Writing on one screen: the draft is kept while one types, photos are sent at once, phrases go in by
// a tap. Without this file the form still saves everything.

const form = document.querySelector("[data-diary]");
const text = form.querySelector("[data-text]");
const state = form.querySelector("[data-state]");
const token = form.elements.csrfmiddlewaretoken.value;
const NEVER = new Set(["csrfmiddlewaretoken", "photos", "id", "form"]);
let timer = 0;
let touched = false;
let leaving = false;
let sending = 0;

function post(address, values, more = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin", ...more });
}

// the draft

function content() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (NEVER.has(name) || typeof value !== "string" || value === "") continue;
    (found[name] ??= []).push(value);
  }
  return JSON.stringify(found);
}

async function keep(more) {
  clearTimeout(timer);
  timer = 0;
  const reply = await post(form.dataset.draft, { form: form.elements.form.value, content: content() }, more).catch(() => null);
  state.textContent = reply?.ok ? form.dataset.kept : form.dataset.unkept;
}

function soon() {
  touched = true;
  clearTimeout(timer);
  timer = setTimeout(keep, 800);
}

form.addEventListener("input", soon);
form.addEventListener("change", soon);
window.addEventListener("pagehide", () => {
  if (timer && !leaving) keep({ keepalive: true });
});

// saving

form.addEventListener("submit", (event) => {
  if (sending || leaving) {
    event.preventDefault();
    if (sending) state.textContent = form.dataset.sending;
    return;
  }
  leaving = true;
  clearTimeout(timer);
});
window.addEventListener("pageshow", () => (leaving = false));
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit ? form.requestSubmit() : form.querySelector(".btn.pri").click();
  }
});

// phrases

function insert(words) {
  const at = text.selectionEnd ?? text.value.length;
  text.setRangeText(words, at, at, "end");
  text.focus();
  soon();
}

form.addEventListener("click", async (event) => {
  const phrase = event.target.closest("[data-phrase]");
  if (phrase) insert(phrase.textContent);
  const forget = event.target.closest("[data-forget]");
  if (forget && (await post(forget.dataset.forget, {})).ok) forget.closest("li").remove();
  if (event.target.closest("[data-keep-phrase]")) keepPhrase();
  const unsend = event.target.closest("[data-unsend]");
  if (unsend) remove(unsend.closest("li"));
  if (event.target.closest("[data-more-needs]")) another();
});

async function keepPhrase() {
  const chosen = text.value.slice(text.selectionStart, text.selectionEnd).trim();
  if (!chosen) return text.focus();
  const reply = await post(form.dataset.phrases, { text: chosen });
  const told = await reply.json();
  if (!reply.ok) return (state.textContent = told.problems[0].message);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chip";
  button.dataset.phrase = "";
  button.textContent = told.text;
  const line = document.createElement("li");
  line.append(button);
  form.querySelector("[data-phrasebox] ul").append(line);
}

// photos

const input = form.querySelector("[data-photo-input]");
const sent = form.querySelector("[data-sent]");
const wrong = form.querySelector("[data-photo-error]");

input.addEventListener("change", async () => {
  const files = [...input.files];
  input.value = "";
  wrong.hidden = true;
  for (const file of files) await send(file);
});

async function send(file) {
  const line = document.createElement("li");
  line.innerHTML = '<span class="waiting mute sm">…</span>';
  sent.append(line);
  sending += 1;
  const reply = await post(form.dataset.photos, { photo: file }).catch(() => null);
  const told = await reply?.json().catch(() => null);
  sending -= 1;
  if (reply?.ok) show(line, told);
  else {
    line.remove();
    wrong.hidden = false;
    wrong.textContent = told?.problems?.[0]?.message ?? form.dataset.unkept;
  }
  soon();
}

function show(line, told) {
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "photo", value: told.id });
  const picture = Object.assign(new Image(), { className: "photo", src: told.small, alt: "" });
  const away = Object.assign(document.createElement("button"), { type: "button", className: "btn quiet s", textContent: "×" });
  away.dataset.unsend = "";
  away.setAttribute("aria-label", form.dataset.remove);
  line.replaceChildren(hidden, picture, away);
}

async function remove(line) {
  const id = line.querySelector("[name=photo]").value;
  line.remove();
  soon();
  await post(`${form.dataset.photos}${id}/drop/`, {}).catch(() => null);
}

// needs: whose it is only matters where several households are ticked

const needs = form.querySelector("[data-needs]");
const more = form.querySelector("[data-more-needs]");
more.hidden = false;

function another() {
  const all = needs.querySelectorAll("[data-need]");
  if (all.length >= 9) return;
  const fresh = all[all.length - 1].cloneNode(true);
  for (const node of fresh.querySelectorAll("[name], [id]")) {
    if (node.name) node.name = node.name.replace(/\d+$/, all.length);
    if (node.id) node.id = node.id.replace(/needs-\d+/, `needs-${all.length}`);
    if (node.type === "radio") node.checked = false;
    else if ("value" in node && node.tagName === "INPUT") node.value = "";
  }
  for (const error of fresh.querySelectorAll(".err")) error.remove();
  all[all.length - 1].after(fresh);
  whose();
}

function whose() {
  const ticked = [...form.querySelectorAll("[name=households]:checked")];
  for (const box of needs.querySelectorAll("[data-whose]")) {
    const select = box.querySelector("select");
    const was = select.value || select.dataset.was;
    select.replaceChildren(...ticked.map((one) => new Option(one.dataset.name, one.value, false, one.value === was)));
    box.hidden = ticked.length < 2;
  }
}

form.addEventListener("change", (event) => {
  if (event.target.name === "households") whose();
  if (event.target.type === "radio") event.target.closest("[data-need]").querySelector("[name^=need-text]").focus();
  if (event.target.name === "officer") order();
});
whose();

// households: those of the chosen officer first; a few letters narrow the list

const list = form.querySelector(".ticks.homes");
const lines = [...list.querySelectorAll("[data-find]")];

function order() {
  const officer = form.elements.officer?.value;
  if (!officer) return;
  const rank = (line) => (line.querySelector("input").checked ? 0 : line.dataset.officer === officer ? 1 : 2);
  list.append(...lines.map((line, at) => [rank(line), at, line]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]));
  list.scrollTop = 0;
}
order();

form.querySelector("[data-narrow]")?.addEventListener("input", (event) => {
  event.stopPropagation();
  const wanted = event.target.value.trim().toLowerCase();
  for (const line of lines) line.hidden = wanted !== "" && !line.dataset.find.includes(wanted) && !line.querySelector("input").checked;
});
form.querySelector("[data-narrow]")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const shown = lines.filter((line) => !line.hidden && !line.querySelector("input").checked);
  if (shown.length) {
    shown[0].querySelector("input").click();
    event.target.value = "";
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
