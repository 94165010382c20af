// Search runs in a worker, and browsers refuse a worker to a page opened from a folder. There, and
// only there, a hidden frame takes its place: the same script, run in the frame, the same messages.
(() => {
  if (location.protocol !== "file:") return;

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

    terminate() {
      this.#frame.remove();
    }

    #start(script) {
      const { contentWindow: frame, contentDocument: page } = this.#frame;
      const load = (address) =>
        new Promise((loaded, failed) => {
          const element = page.createElement("script");
          element.addEventListener("load", loaded);
          element.addEventListener("error", failed);
          element.src = address;
          page.body.append(element);
        });
      // What the script finds in a worker, it finds in the frame.
      frame.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      frame.importScripts = (...addresses) =>
        addresses.reduce((before, address) => before.then(() => load(address)), Promise.resolve());
      return load(script);
    }
  }

  // The search script looks for the second name to learn where it was loaded from.
  window.Worker = FrameWorker;
  window.IFrameWorker = FrameWorker;
})();
