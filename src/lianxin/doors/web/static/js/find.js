// The list under the search box: arrows walk it, Escape and a click elsewhere close it.

const listOf = (node) => node.closest("form")?.nextElementSibling ?? node.closest(".findings");

document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-find]");
  const list = box ? listOf(box) : event.target.closest(".findings");
  if (!list?.firstElementChild) return;
  const links = [...list.querySelectorAll("a")];
  const place = links.indexOf(event.target);
  if (event.key === "Escape") {
    list.replaceChildren();
    list.previousElementSibling.querySelector("[data-find]").focus();
  } else if (event.key === "ArrowDown") {
    links[Math.min(place + 1, links.length - 1)]?.focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    (links[place - 1] ?? list.previousElementSibling.querySelector("[data-find]")).focus();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
});

document.addEventListener("click", (event) => {
  for (const list of document.querySelectorAll(".findings")) {
    if (!list.contains(event.target) && !event.target.closest("[data-find]")) list.replaceChildren();
  }
});
