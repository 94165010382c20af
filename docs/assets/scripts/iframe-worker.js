// Search starts when a reader turns to it. Material would start it with every page, for 125 kB
// that most visits never use. So its form has no name (theme/partials/search.html), by which
// Material would know that there is an index to fetch, and the worker it asks for comes late,
// with the index. Nothing else on the site asks for a worker.
(() => {
  const SETUP = 0; // as Material's search script numbers its messages

  const load = (page, address) =>
    new Promise((loaded, failed) => {
      const element = page.createElement("script");
      element.addEventListener("load", loaded);
      element.addEventListener("error", failed);
      element.src = address;
      page.body.append(element);
    });

  // Browsers refuse a worker to a page opened from a folder. There a hidden frame takes its place:
  // the same script, run in the frame, the same messages.
  class FrameWorker extends EventTarget {
    #frame = document.createElement("iframe");
    #ready;

    constructor(script) {
      super();
      this.#frame.hidden = true;
      this.#frame.title = "Search";
      this.#ready = new Promise((started) => {
        this.#frame.addEventListener("load", () => started(this.#start(script)), { once: true });
      });
      document.body.append(this.#frame);
    }

    postMessage(data) {
      this.#ready.then(() => {
        const frame = this.#frame.contentWindow;
        frame.dispatchEvent(new frame.MessageEvent("message", { data }));
      });
    }

    #start(script) {
      const { contentWindow: frame, contentDocument: page } = this.#frame;
      // What the script finds in a worker, it finds in the frame.
      frame.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      frame.importScripts = (...addresses) =>
        addresses.reduce(
          (before, address) => before.then(() => load(page, address)),
          Promise.resolve(),
        );
      return load(page, script);
    }
  }

  const isFolder = location.protocol === "file:";
  const WorkerHere = isFolder ? FrameWorker : window.Worker;

  class LateWorker extends EventTarget {
    #worker;

    constructor(script) {
      super();
      const toggle = document.getElementById("__search");
      this.#worker = new Promise((turned) => {
        toggle.addEventListener("change", turned, { once: true });
        if (toggle.checked) turned();
      }).then(() => this.#start(script));
    }

    postMessage(data) {
      this.#worker.then((worker) => worker.postMessage(data));
    }

    async #start(script) {
      const worker = new WorkerHere(script);
      worker.addEventListener("message", ({ data }) =>
        this.dispatchEvent(new MessageEvent("message", { data })),
      );
      const { base } = JSON.parse(document.getElementById("__config").textContent);
      // A script, not JSON: a page opened from a folder may not read the latter.
      await load(document, new URL("search/search_index.js", new URL(base, location)));
      const { config, docs } = window.__index;
      worker.postMessage({ type: SETUP, data: { config, docs, options: { suggest: false } } });
      return worker;
    }
  }

  window.Worker = LateWorker;
  // Material's search script looks for this name to learn where it was loaded from.
  if (isFolder) window.IFrameWorker = FrameWorker;
})();
