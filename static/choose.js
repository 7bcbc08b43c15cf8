// One box that ticks all boxes of a name on the page.
for (const all of document.querySelectorAll("[data-all]")) {
  const boxes = [...document.querySelectorAll(`[name="${CSS.escape(all.dataset.all)}"]`)];
  all.hidden = !boxes.length;
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
}
