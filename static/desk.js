// What is typed on the desk stays in this tab until the server has said that it is saved, and is offered back.
(() => {
  const KEY = "desk:";
  const WAITING = "desk-waiting";
  const SKIPPED = new Set(["csrfmiddlewaretoken", "stamp"]);
  const store = window.sessionStorage;
  const here = KEY + location.pathname + location.search;
  const form = document.querySelector("#content form[method=post][id$=_form]");

  const forget = () => Object.keys(store).filter((key) => key.startsWith(KEY)).forEach((key) => store.removeItem(key));
  document.getElementById("logout-form")?.addEventListener("submit", forget);

  // The page after a save says so; only then is what was typed let go. A preview stands at the form's own address.
  const waiting = store.getItem(WAITING);
  if (waiting && document.querySelector(".messagelist .success")) store.removeItem(waiting);
  if (waiting !== here || !store.getItem(waiting)) store.removeItem(WAITING);
  if (!form) return;

  const fields = () => [...form.elements].filter((each) => each.name && !["file", "password", "submit"].includes(each.type));
  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const typed = () => fields().map((field) => [field.name, valueOf(field), field.selectedOptions?.[0]?.text ?? ""]);
  const told = (rows) => JSON.stringify(rows.filter(([name]) => !SKIPPED.has(name) && !/-stamp$/.test(name)).map(([name, value]) => [name, value]));
  const opened = told(typed());

  const keep = () => store.setItem(here, JSON.stringify(typed()));

  const say = (text, choices = []) => {
    document.getElementById("desk-note")?.remove();
    const note = Object.assign(document.createElement("p"), { id: "desk-note", className: "errornote", textContent: text });
    note.setAttribute("role", "status");
    for (const [label, act] of choices) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
      button.addEventListener("click", () => { note.remove(); act(); });
      note.append(" ", button);
    }
    form.before(note);
    note.scrollIntoView({ block: "center" });
  };

  // A row that was added under a record: press its “add” until it is there.
  const grow = (name) => {
    const [, prefix, index] = name.match(/^(.+)-(\d+)-/) ?? [];
    const add = prefix && document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    for (let tries = 0; add && !form.elements[name] && tries <= Number(index); tries += 1) add.click();
    return form.elements[name];
  };

  const fill = ([name, value, label]) => {
    const field = form.elements[name] ?? grow(name);
    if (!field || name === "csrfmiddlewaretoken" || /_FORMS$/.test(name) || valueOf(field) === value) return;
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) field.add(new Option(label, value));
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const kept = JSON.parse(store.getItem(here) ?? "null");
  // A form that the server gave back holds what was typed already.
  if (form.querySelector("[data-returned]")) keep();
  else if (kept && told(kept) === opened) store.removeItem(here);
  else if (kept) say("上次填写的内容没有保存，要恢复吗？", [
    ["恢复", () => { kept.forEach(fill); keep(); say("已恢复，还没有保存。请核对后保存。"); }],
    ["不用", () => store.removeItem(here)],
  ]);

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", (event) => {
    keep();
    if (navigator.onLine) store.setItem(WAITING, here);
    else {
      event.preventDefault();
      say("现在没有网络，没有保存。您填写的内容都在这里，连上网络后请再保存一次。");
    }
  });
})();
