// A document's structure: words selected in a line say where something begins; at a line, keys press the buttons.
(() => {
  const form = document.getElementById("structure");
  if (!form?.elements.words) return;
  const length = (text) => Array.from(text).length;
  document.getElementById("keys").hidden = false;

  const chosen = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const text = range.startContainer.parentElement?.closest(".line .text");
    if (!text || !form.contains(text)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const at = length(before.toString());
    const words = text.contains(range.endContainer) ? range.toString() : Array.from(text.textContent).slice(at).join("");
    return { line: text.closest(".line"), at, words };
  };

  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (!found) return;
    found.line.querySelector("input").checked = true;
    form.elements.words.value = found.at ? found.words : "";
    form.elements.at.value = found.at;
  });
  // Another line chosen by its button, without words of its own.
  form.addEventListener("change", (event) => {
    if (event.target.name !== "line" || !document.getSelection().isCollapsed) return;
    form.elements.words.value = form.elements.at.value = "";
  });
  form.elements.words.addEventListener("input", () => { form.elements.at.value = ""; });

  document.addEventListener("keydown", (event) => {
    const isAtLine = event.target.matches("input[name=line]:checked") || (event.target === document.body && chosen());
    if (!isAtLine || event.ctrlKey || event.metaKey || event.altKey) return;
    const button = form.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });
})();
