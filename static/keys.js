// One key a decision: the element whose data-key is pressed, as if it were clicked. Nothing while one types, and
// nothing twice: the next page must be there before the next decision.
(() => {
  let leaving = false;
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("keydown", (event) => {
    if (leaving || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input:not([type=hidden]), select, textarea, [contenteditable]")) return;
    const pressed = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!pressed) return;
    event.preventDefault();
    leaving = true;
    pressed.click();
  });
})();
