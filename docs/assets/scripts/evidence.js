// Reading with evidence, for those who have script: a preview of what a link leads to, the note
// that belongs to a mark, and a paragraph's address to copy. Nothing is fetched: entries stand in
// the page, in its notes and lists or in the template that the build has put at its end.
(() => {
  const OPENS_AFTER = 300; // ms under the pointer, so that passing over a line opens nothing
  const CLOSES_AFTER = 250; // ms on the way from the link to the preview
  const GAP = 8; // px between the two
  const SHOWN_EVENTS = 5; // of those that one mark of a drawing stands for

  const here = (address) => new URL(address, location.href).href;
  const addressOf = (link) => here(link.getAttribute("href") ?? "");

  // Entries by address: the briefs of the build, and events that the page lists

  let entries = null;

  // Only when a link is first pointed at: a phone with 2,500 events need not wait for it.
  function gatherEntries() {
    if (entries) return entries;
    entries = new Map();
    const briefs = document.getElementById("_previews");
    for (const entry of briefs?.content.querySelectorAll("[data-of]") ?? []) {
      entries.set(here(entry.dataset.of), entry);
    }
    for (const entry of document.querySelectorAll("li[data-event]")) {
      const link = entry.querySelector("a[href]");
      if (link) entries.set(addressOf(link), entry);
    }
    return entries;
  }

  // An entry that is a section of this page: its heading, and what follows it
  function findSection(address) {
    const url = new URL(address);
    if (url.href.split("#")[0] !== location.href.split("#")[0]) return null;
    const heading = document.getElementById(decodeURIComponent(url.hash.slice(1)));
    if (!heading || !/^H[2-6]$/.test(heading.tagName) || heading.id.startsWith("_")) return null;
    const section = document.createElement("div");
    section.append(heading.cloneNode(true));
    let next = heading.nextElementSibling;
    for (let left = 2; left && next && !/^H[1-6]$/.test(next.tagName); left -= 1) {
      if (next.tagName === "P") section.append(next.cloneNode(true));
      next = next.nextElementSibling;
    }
    return section;
  }

  // A mark of a drawing names events by their numbers in the list below it.
  function findEvents(names) {
    const items = names
      .map((name) => document.querySelector(`li[value="${name}"][data-event], li[data-event="${name}"]`))
      .filter(Boolean);
    if (items.length < 2) return items[0] ?? null;
    const list = document.createElement("ul");
    for (const item of items.slice(0, SHOWN_EVENTS)) {
      const title = document.createElement("li");
      title.textContent = (item.querySelector("a[href]") ?? item).textContent;
      list.append(title);
    }
    if (items.length > SHOWN_EVENTS) list.append("…");
    const shown = document.createElement("div");
    shown.append(list);
    return shown;
  }

  function findEntry(link) {
    const names = link.dataset.events?.split(" ") ?? [];
    const address = addressOf(link);
    const entry = findEvents(names) ?? gatherEntries().get(address) ?? findSection(address);
    return entry?.contains(link) ? null : entry;
  }

  // The preview: one for all links

  const preview = document.createElement("div");
  preview.id = "_preview";
  preview.className = "preview md-typeset";
  preview.setAttribute("role", "tooltip");
  preview.hidden = true;
  let opened = null; // the link that has it, or whose note is told apart
  let note = null;
  let timer = 0;

  const later = (act, delay) => {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  };

  function open(link, point) {
    if (link === opened) return;
    close();
    const entry = findEntry(link);
    if (!entry) return;
    opened = link;
    note = findNote(link);
    if (note) return note.classList.add("note--met");
    preview.replaceChildren(...strip(entry).childNodes);
    preview.hidden = false;
    link.setAttribute("aria-describedby", preview.id);
    place(link, point);
  }

  function close() {
    clearTimeout(timer);
    preview.hidden = true;
    opened?.removeAttribute("aria-describedby");
    note?.classList.remove("note--met");
    opened = note = null;
  }

  // A note that stands beside its passage is before the reader's eyes already, and so is one that
  // holds the link.
  function findNote(link) {
    const passage = link.closest(".noted");
    const address = addressOf(link);
    const isOf = (one) => addressOf(one.querySelector("a[href]")) === address;
    const found = [...(passage?.querySelectorAll(".note") ?? [])].find(isOf);
    if (!found) return null;
    return found.contains(link) || getComputedStyle(passage).display === "grid" ? found : null;
  }

  // A tooltip holds nothing to press, and nothing that bears an id of the page's.
  function strip(entry) {
    const copy = entry.cloneNode(true);
    for (const gone of copy.querySelectorAll(".headerlink, .paragraph-link, [hidden]")) {
      gone.remove();
    }
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const part of copy.querySelectorAll("a, h2, h3, h4, h5, h6")) {
      const plain = document.createElement(part.tagName === "A" ? "span" : "b");
      plain.append(...part.childNodes);
      part.replaceWith(plain);
    }
    return copy;
  }

  // Below the line that is pointed at, or above it; never over the link, never out of the window
  function place(link, point) {
    const lines = [...link.getClientRects()];
    const isOn = (line) => point.y >= line.top - 1 && point.y <= line.bottom + 1;
    const line = (point && lines.find(isOn)) ?? lines.at(-1) ?? link.getBoundingClientRect();
    const whole = link.getBoundingClientRect();
    const view = document.documentElement;
    const head = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const below = view.clientHeight - whole.bottom - 2 * GAP;
    const above = whole.top - Math.max(0, head) - 2 * GAP;
    preview.style.maxHeight = "";
    const isBelow = preview.offsetHeight <= below || below >= above;
    preview.style.maxHeight = `${Math.max(isBelow ? below : above, 48)}px`;
    const left = Math.min(point ? point.x - 2 * GAP : line.left, view.clientWidth - preview.offsetWidth - GAP);
    const top = isBelow ? whole.bottom + GAP : whole.top - GAP - preview.offsetHeight;
    preview.style.left = `${Math.max(GAP, left) + scrollX}px`;
    preview.style.top = `${top + scrollY}px`;
  }

  const linkAt = (target) =>
    target instanceof Element
      ? target.closest(".md-content a[href]:not(.headerlink, .paragraph-link)")
      : null;

  function watch() {
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return; // a tap follows the link
      const link = linkAt(event.target);
      if (link === opened && link) return clearTimeout(timer);
      if (preview.contains(event.target)) return clearTimeout(timer);
      if (link && findEntry(link)) later(() => open(link, event), OPENS_AFTER);
      else if (opened && !opened.matches(":focus-visible")) later(close, CLOSES_AFTER);
      else if (!opened) clearTimeout(timer);
    });
    document.addEventListener("focusin", (event) => {
      const link = linkAt(event.target);
      if (link?.matches(":focus-visible")) open(link);
    });
    document.addEventListener("focusout", () => close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && opened) close();
    });
    window.addEventListener("blur", () => clearTimeout(timer));
    window.addEventListener("resize", close);
  }

  // Notes where a browser cannot open them by style alone, and on paper

  function openNotes() {
    if (CSS.supports("selector(::details-content)")) return;
    const wide = window.matchMedia("(min-width: 60em)");
    const notes = document.querySelectorAll("details.notes");
    const set = (isOpen) => notes.forEach((one) => one.toggleAttribute("open", isOpen));
    set(wide.matches);
    wide.addEventListener("change", () => set(wide.matches));
    window.addEventListener("beforeprint", () => set(true));
    window.addEventListener("afterprint", () => set(wide.matches));
  }

  // A paragraph's address

  async function copy(event) {
    const link = event.target instanceof Element && event.target.closest("a.paragraph-link");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!navigator.clipboard) return; // then it is a link like any other
    event.preventDefault();
    history.replaceState(history.state, "", link.hash);
    try {
      await navigator.clipboard.writeText(link.href);
      tell(link);
    } catch {
      location.hash = link.hash;
    }
  }

  function tell(link) {
    const region = document.querySelector("[data-copied]");
    if (!region) return;
    const { left, bottom } = link.getBoundingClientRect();
    region.style.left = `${Math.max(GAP, left - 80) + scrollX}px`;
    region.style.top = `${bottom + GAP + scrollY}px`;
    region.textContent = region.dataset.copied;
    setTimeout(() => region.replaceChildren(), 2500);
  }

  openNotes();
  document.body.append(preview);
  document.addEventListener("click", copy);
  watch();
})();
