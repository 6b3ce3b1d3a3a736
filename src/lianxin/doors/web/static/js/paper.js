// On a wide screen a paper lies on A4 sheets, broken where a printer breaks it; a printer and a phone get
// it whole. Without this script it is one long sheet.

const whole = document.querySelector("article.gw.flowing");
const FOOT = 262; // millimetres from the sheet's edge to the end of its text
const LINE = 10.227;
const KEEP = 2; // lines of a paragraph that never stand alone

function line(part, foot, high) {
  // The place of the first line that goes to the next sheet; nothing where all of the part goes.
  const box = part.getBoundingClientRect();
  const all = Math.round(box.height / high);
  const here = Math.min(Math.floor((foot - box.top) / high), all - KEEP);
  return part.matches("p") && here >= KEEP ? box.top + here * high - 1 : null;
}

function cut(part, edge) {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    for (let place = 0; place < text.length; place += 1) {
      range.setStart(text, place);
      range.setEnd(text, place + 1);
      const box = range.getBoundingClientRect();
      if (box.height === 0 || box.top + box.height / 2 < edge) continue;
      range.setEndAfter(part.lastChild);
      const rest = part.cloneNode(false);
      rest.append(range.extractContents());
      rest.classList.add("goes-on");
      part.classList.add("broken");
      return rest;
    }
  }
  return null;
}

function after(part) {
  const found = [];
  for (let next = part.nextElementSibling; next; next = next.nextElementSibling) found.push(next);
  return found;
}

function overflow(page) {
  // What does not fit: the rest of a paragraph or all of it, with the heading above it.
  const box = page.getBoundingClientRect();
  const foot = box.top + (FOOT * box.width) / 210 + 1;
  const parts = [...page.children];
  let at = parts.findIndex((one) => one.getBoundingClientRect().bottom > foot);
  if (at < 1) return [];
  const edge = line(parts[at], foot, (LINE * box.width) / 210);
  const rest = edge === null ? null : cut(parts[at], edge);
  if (rest) return [rest, ...after(parts[at])];
  while (at > 1 && (parts[at].matches(".signature") || parts[at - 1].matches("h3, h4"))) {
    at -= 1;
    if (!parts[at].matches("h3, h4")) break;
  }
  return [parts[at], ...after(parts[at])];
}

function numbered(page, number) {
  const foot = document.createElement("p");
  foot.className = number % 2 ? "pg" : "pg left";
  foot.textContent = `— ${number} —`;
  page.append(foot);
}

function lay() {
  const pages = document.createElement("div");
  pages.className = "gw-pages";
  let page = document.createElement("div");
  page.className = whole.className.replace("flowing", "laid");
  page.append(...[...whole.cloneNode(true).children]);
  whole.before(pages);
  for (let number = 1; number < 50; number += 1) {
    pages.append(page);
    const more = overflow(page);
    const next = page.cloneNode(false);
    next.append(...more);
    numbered(page, number);
    if (more.length === 0) break;
    page = next;
  }
  whole.classList.add("paged");
}

const wide = matchMedia("(min-width: 901px)");
const once = () => {
  if (wide.matches && !whole.classList.contains("paged")) document.fonts.ready.then(lay);
};

if (whole) {
  once();
  wide.addEventListener("change", once);
}
