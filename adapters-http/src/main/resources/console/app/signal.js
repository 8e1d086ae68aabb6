// Values that elements follow: whoever uses() one in an element is drawn again when it changes.

/** A value that can be watched. */
export class Signal {
  #value;
  #watchers = new Set();

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    if (value !== this.#value) {
      this.#value = value;
      [...this.#watchers].forEach(watcher => watcher(value));
    }
  }

  /** Calls back at every change; gives the way to stop it. */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** Draws the element again whenever one of the signals changes, while it is on the page. */
export class Uses {
  #stops = [];

  constructor(host, ...signals) {
    this.host = host;
    this.signals = signals;
    host.addController(this);
  }

  hostConnected() {
    this.#stops = this.signals.map(signal => signal.watch(() => this.host.requestUpdate()));
  }

  hostDisconnected() {
    this.#stops.forEach(stop => stop());
  }
}
