// The list under the search box: arrows walk it. The shell closes it.

document.addEventListener("keydown", (event) => {
  const around = event.target.closest(".findbox");
  const links = around ? [...around.querySelectorAll(".found a")] : [];
  if (!links.length) return;
  const place = links.indexOf(event.target);
  if (event.key === "ArrowDown") links[Math.min(place + 1, links.length - 1)].focus();
  else if (event.key === "ArrowUp") (links[place - 1] ?? around.querySelector("[data-find]")).focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
});
