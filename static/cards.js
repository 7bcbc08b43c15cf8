// A card leads to its article wherever it is clicked; its words can be selected, which a link over them would prevent.
(() => {
  document.documentElement.classList.add("scripted");
  document.addEventListener("click", (event) => {
    const card = event.target.closest(".is-link");
    const link = card?.querySelector(".card-link");
    if (!link || event.defaultPrevented || event.target.closest("a, button, summary, input, select, label")) return;
    if (!getSelection().isCollapsed) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) window.open(link.href, "_blank", "noopener");
    else link.click();
  });
})();
