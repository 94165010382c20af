/*
 * On pages of the timeline and of the claims: the filter over the list, and the arrow keys in the
 * drawing. All words come from the page. Without this script the filter stays hidden and each mark
 * is a plain link.
 */
(() => {
  "use strict";

  /* What a phone would wait for at the start is looked up when it is first needed. */
  const once = (make) => {
    let made;
    return () => (made ??= make());
  };
  const whenIdle = window.requestIdleCallback ?? setTimeout;
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const numbersOf = (mark) => mark.dataset.events.split(" ").map(Number);

  /* The drawing: one tab stop, from which the arrows walk through the events in order of time. */

  const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

  class Walk {
    constructor(svg) {
      this.marks = [...svg.querySelectorAll("a[data-events]")].sort(
        (one, other) => numbersOf(one)[0] - numbersOf(other)[0],
      );
      // Not on the SVG: Chromium makes a stop of its own of one that listens for focus.
      svg.parentElement.addEventListener("keydown", (event) => this.press(event));
      // a click, or a search by voice, moves the tab stop too
      svg.parentElement.addEventListener("focusin", (event) => this.stopAt(event.target));
      this.refresh();
    }

    /* Marks that the filter leaves; all of them where it leaves none, so that Tab finds one. */
    refresh() {
      const left = this.marks.filter((mark) => !mark.hasAttribute("data-out"));
      this.open = left.length ? left : this.marks;
      this.stopAt(this.open.includes(this.stop) ? this.stop : this.open[0]);
    }

    stopAt(stop) {
      if (!this.marks.includes(stop)) return;
      this.stop = stop;
      for (const mark of this.marks) mark.setAttribute("tabindex", mark === stop ? "0" : "-1");
    }

    press(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const last = this.open.length - 1;
      const at = this.open.indexOf(event.target);
      if (at < 0) return;
      let next = at + STEPS[event.key];
      if (event.key === "Home") next = 0;
      else if (event.key === "End") next = last;
      if (Number.isNaN(next)) return;
      event.preventDefault();
      this.open[Math.min(Math.max(next, 0), last)]?.focus();
    }
  }

  const walks = once(() =>
    [...document.querySelectorAll("figure.drawing svg")].map((svg) => new Walk(svg)),
  );
  whenIdle(walks);
  // A busy machine may not be idle before a reader takes to the keys.
  document.addEventListener("focusin", walks, { capture: true, once: true });

  /* The filter. Boxes of a kind: any that is ticked fits. Kinds: all that are set must fit. */

  const filter = document.querySelector("div.filter");
  if (!filter) return;

  const FITS = {
    kind: (item, chosen) => chosen.includes(item.kind),
    verdict: (item, chosen) => chosen.includes(item.verdict),
    lane: (item, chosen) => chosen.includes(item.lane),
    status: (item, chosen) => chosen.includes(item.status),
    actor: (item, [actor]) => item.actors.includes(actor),
    from: (item, [year]) => item.to >= Number(year),
    to: (item, [year]) => item.from <= Number(year),
  };
  const year = (text, open) => (text ? Number(text) : open);
  const listed = document.querySelectorAll("li[data-event], section[data-claim]");
  const items = once(() =>
    [...listed].map((element) => ({
      element,
      kind: element.dataset.kind,
      verdict: element.dataset.verdict,
      number: element.value,
      lane: element.dataset.lane,
      status: element.dataset.status,
      actors: (element.dataset.actors ?? "").split(" "),
      from: year(element.dataset.from, -Infinity),
      to: year(element.dataset.to ?? element.dataset.from, Infinity),
    })),
  );
  const groups = once(() =>
    [...document.querySelectorAll("[data-group]")].map((element) => ({
      element,
      items: items().filter((item) => element.contains(item.element)),
      tally: element.querySelector("[data-tally]"),
      said: element.querySelector("[data-tally]")?.textContent,
    })),
  );
  const choices = [...filter.querySelectorAll("input, select")].flatMap((control) =>
    control.type === "checkbox"
      ? [{
          kind: control.name,
          value: control.value,
          words: control.parentElement.querySelector("span").textContent,
          tell: (n) => { control.parentElement.querySelector(".tally").textContent = n; },
          under: control.closest("fieldset").querySelector("legend").textContent,
          isChosen: () => control.checked,
          choose: (on) => { control.checked = on; },
        }]
      : [...control.options].filter((option) => option.value).map((option) => {
          const words = option.textContent;
          return {
            kind: control.name,
            value: option.value,
            words,
            tell: (n) => { option.textContent = fill(filter.dataset.option, { choice: words, n }); },
            under: control.parentElement.querySelector("span").textContent,
            isChosen: () => option.selected,
            choose: (on) => {
              if (on) control.value = option.value;
              else if (option.selected) control.value = "";
            },
          };
        }),
  );
  const kinds = [...new Set(choices.map((choice) => choice.kind))];
  const marks = once(() =>
    [...document.querySelectorAll("a[data-events]")].map((element) => ({
      element,
      numbers: numbersOf(element),
      name: element.getAttribute("aria-label"),
      title: element.querySelector("title"),
      count: element.querySelector("text.count"),
    })),
  );
  const details = filter.querySelector("details");
  const output = filter.querySelector("output");
  const clear = filter.querySelector("button");
  const note = document.querySelector(".filtered");

  const readAddress = () => {
    const asked = new URLSearchParams(location.search);
    for (const choice of choices) choice.choose(asked.getAll(choice.kind).includes(choice.value));
    // what a reader set earlier is to be seen, not only felt
    if (choices.some((choice) => choice.isChosen())) details.open = true;
  };

  const writeAddress = () => {
    const asked = new URLSearchParams(location.search);
    for (const kind of kinds) asked.delete(kind);
    for (const choice of choices) {
      if (choice.isChosen()) asked.append(choice.kind, choice.value);
    }
    const query = asked.size ? `?${asked}` : "";
    history.replaceState(history.state, "", `${location.pathname}${query}${location.hash}`);
  };

  let isChanged = false;

  const fits = (item, chosen, kind) => !chosen[kind].length || FITS[kind](item, chosen[kind]);

  const readChoices = () => {
    const chosen = Object.fromEntries(kinds.map((kind) => [kind, []]));
    for (const choice of choices) {
      if (choice.isChosen()) chosen[choice.kind].push(choice.value);
    }
    return chosen;
  };

  const apply = () => {
    const chosen = readChoices();
    // as it was built, the page shows everything: there is nothing to change before a choice
    if (!isChanged && !kinds.some((kind) => chosen[kind].length)) return tellReader(listed.length);
    const shown = new Set(
      items().filter((item) => kinds.every((kind) => fits(item, chosen, kind))),
    );
    if (details.open) tellChoices();
    if (shown.size < listed.length || isChanged) {
      isChanged = true;
      showItems(shown);
      showMarks(new Set([...shown].map((item) => item.number)));
    }
    tellReader(shown.size);
  };

  /* Beside each choice stands how many events it would show together with the other kinds. */
  const tellChoices = () => {
    const chosen = readChoices();
    for (const kind of kinds) {
      const others = kinds.filter((other) => other !== kind);
      const left = items().filter((item) => others.every((other) => fits(item, chosen, other)));
      for (const choice of choices) {
        if (choice.kind !== kind) continue;
        choice.tell(left.filter((item) => FITS[kind](item, [choice.value])).length);
      }
    }
  };

  const showItems = (shown) => {
    for (const item of items()) item.element.hidden = !shown.has(item);
    for (const group of groups()) {
      const count = group.items.filter((item) => shown.has(item)).length;
      const all = group.items.length;
      group.element.hidden = !count;
      if (!group.tally) continue;
      group.tally.textContent =
        count === all ? group.said : fill(filter.dataset.part, { shown: count, all });
    }
  };

  /* A mark is out when none of its events is shown; one that stands for several tells how many. */
  const showMarks = (numbers) => {
    for (const mark of marks()) {
      const all = mark.numbers.length;
      const shown = mark.numbers.filter((number) => numbers.has(number)).length;
      const said = !shown ? "out" : shown < all ? "some" : "";
      const name = said ? fill(filter.dataset[said], { name: mark.name, shown, all }) : mark.name;
      mark.element.toggleAttribute("data-out", !shown);
      mark.element.setAttribute("aria-label", name);
      if (mark.title) mark.title.textContent = name;
      if (mark.count) mark.count.textContent = shown || all;
    }
    for (const walk of walks()) walk.refresh();
  };

  const tellChosen = () =>
    choices
      .filter((choice) => choice.isChosen())
      .map((choice) => fill(filter.dataset.choice, { kind: choice.under, choice: choice.words }))
      .join("; ");

  const tellReader = (shown) => {
    const values = { shown, hidden: listed.length - shown, choices: tellChosen() };
    output.textContent = fill(filter.dataset.shown, values);
    clear.hidden = note.hidden = !values.choices;
    note.textContent = values.choices ? fill(filter.dataset.note, values) : "";
  };

  const showAll = () => {
    for (const choice of choices) choice.choose(false);
    writeAddress();
    apply();
  };

  /* A link to an event that is filtered out takes the filter off: the reader asked for it. */
  const followHash = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!target || !target.closest("[hidden]")) return;
    showAll();
    target.scrollIntoView();
  };

  readAddress();
  apply();
  filter.hidden = false;
  followHash();
  filter.addEventListener("change", () => {
    writeAddress();
    apply();
  });
  clear.addEventListener("click", () => {
    showAll();
    filter.querySelector("summary").focus();
  });
  details.addEventListener("toggle", () => {
    if (details.open) tellChoices();
  });
  addEventListener("hashchange", followHash);
  // A browser that comes back to the page restores the choices, or an older address, by itself.
  const follow = () => {
    const before = tellChosen();
    readAddress();
    if (tellChosen() !== before) apply();
  };
  addEventListener("popstate", follow);
  addEventListener("pageshow", follow);
})();
