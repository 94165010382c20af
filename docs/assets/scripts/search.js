// The search as a reader uses it: the box, the hits, what they can be narrowed to. It comes when a
// reader turns to it (iframe-worker.js); search-words.js finds.
(() => {
  const box = document.querySelector(".md-search__input");
  const toggle = document.getElementById("__search");
  const form = box.form;
  const result = document.querySelector(".md-search-result");
  const status = result.querySelector(".md-search-result__meta");
  const list = result.querySelector(".md-search-result__list");
  const narrow = document.querySelector(".search-narrow");
  const [kind, year] = narrow.querySelectorAll("select");
  const more = document.querySelector(".search-more");

  const here = document.currentScript.src;
  const root = new URL("../../", here);
  const engine = new URL("search-words.js", here);
  const { search } = JSON.parse(document.getElementById("__config").textContent);
  const SCRIPTS = [new URL(search, location), new URL("search/search_index.js", root)];
  const STEP = 20;
  const nothingTyped = status.dataset.ready;
  let config;
  let most = STEP;
  let shown = "";
  let answered;

  const load = (address) =>
    new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.addEventListener("load", loaded);
      script.addEventListener("error", failed);
      script.src = address;
      document.body.append(script);
    });

  // In a worker, so that the page does not wait for it; browsers refuse one to a page opened from
  // a folder, and there the page does the work itself.
  const startInPage = async () => {
    for (const address of [...SCRIPTS, engine]) await load(address);
    const find = window.makeFinder(window.lunr, window.__index);
    config = window.__index.config;
    return async (question) => find(question);
  };
  const startInWorker = async () => {
    const worker = new Worker(engine);
    const waiting = new Map();
    let last = 0;
    worker.addEventListener("message", ({ data }) => {
      waiting.get(data.id)?.(data.answer);
      waiting.delete(data.id);
    });
    const post = (message) =>
      new Promise((answered) => {
        last += 1;
        waiting.set(last, answered);
        worker.postMessage({ id: last, ...message });
      });
    const broken = new Promise((_, failed) => worker.addEventListener("error", failed));
    config = await Promise.race([post({ scripts: SCRIPTS.map(String) }), broken]);
    return post;
  };
  const isFolder = location.protocol === "file:";
  const started = isFolder ? startInPage() : startInWorker().catch(startInPage);

  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  };
  const marked = (pieces) => pieces.map(([text, isMarked]) => (isMarked ? make("mark", "", text) : text));
  const say = (words, n) => words.replace("{n}", n);

  const showHit = ({ location: place, kind: what, date, title, text }) => {
    const told = [config.kinds[what], date].filter(Boolean).join(" · ");
    const link = make(
      "a",
      "md-search-result__link",
      make("span", "search-hit__kind", told),
      make("span", "search-hit__title", ...marked(title)),
      make("span", "search-hit__text", ...marked(text)),
    );
    link.href = new URL(place, root);
    return make("li", "md-search-result__item", link);
  };

  const showChoices = (select, counts, names) => {
    const chosen = select.value;
    const all = make("option", "", config.all);
    all.value = "";
    const options = names
      .filter(([value]) => counts[value] || value === chosen)
      .map(([value, name]) => {
        const option = make("option", "", config.option.replace("{name}", name).replace("{n}", counts[value] ?? 0));
        option.value = value;
        return option;
      });
    select.replaceChildren(all, ...options);
    select.value = chosen;
  };

  const stops = () => [box, ...list.querySelectorAll("a"), ...(more.hidden ? [] : [more])];

  const show = (question, answer) => {
    const { total, isGuess, kinds, years, hits } = answer;
    const at = stops().indexOf(document.activeElement);
    status.textContent = !question.words.trim()
      ? nothingTyped
      : !total
        ? config.foundNone
        : say(isGuess ? config.instead : config.found, total);
    list.replaceChildren(...hits.map(showHit));
    list.hidden = !hits.length;
    narrow.hidden = !question.words.trim() || !(total || kind.value || year.value);
    showChoices(kind, kinds, Object.entries(config.kinds));
    showChoices(year, years, Object.keys(years).sort().reverse().map((one) => [one, one]));
    more.hidden = total <= hits.length;
    more.textContent = say(config.more, Math.min(STEP, total - hits.length));
    status.dataset.words = question.words;
    // A late answer takes the hit away that a reader has stepped to, and more hits the button that
    // asked for them: whoever was at the third stop is at the third again.
    if (at > 0) (stops()[at] ?? box).focus();
  };

  const answer = async (question, key) => {
    const find = await started;
    if (key !== shown) return; // more was typed meanwhile
    const found = await find(question);
    if (key === shown) show(question, found);
  };
  const ask = () => {
    const question = { words: box.value, kind: kind.value, year: year.value, most };
    const key = JSON.stringify(question);
    if (key === shown) return;
    shown = key;
    answered = answer(question, key);
  };
  const askAnew = () => {
    most = STEP;
    ask();
  };

  const close = ({ isLeft = false } = {}) => {
    toggle.checked = false;
    if (isLeft) return;
    box.blur();
    box.cameFrom?.focus({ preventScroll: true });
  };

  const step = (by) => {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    all[(Math.max(at, 0) + by + all.length) % all.length].focus();
  };

  box.addEventListener("input", askAnew);
  for (const select of [kind, year]) select.addEventListener("change", askAnew);
  more.addEventListener("click", () => {
    most += STEP;
    ask();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await answered; // not a hit for less than what was typed
    list.querySelector("a")?.click();
  });
  form.addEventListener("reset", () => {
    box.focus();
    setTimeout(askAnew);
  });
  toggle.addEventListener("change", () => toggle.checked || close());
  list.addEventListener("click", (event) => {
    if (event.target.closest("a")) close({ isLeft: true });
  });
  const whole = document.querySelector(".md-search");
  whole.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (by && event.target.tagName !== "SELECT") step(by);
    else return;
    event.preventDefault();
  });
  // Who tabs on past the search has left it.
  whole.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !whole.contains(relatedTarget)) close({ isLeft: true });
  });

  askAnew();
})();
