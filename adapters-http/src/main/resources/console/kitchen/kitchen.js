// One station of the kitchen, full screen: what to cook next, and what waits for the waiter.
import {Part, actions, approved, askReason, dressed, html, icon, nothing, now, repeat, show} from '../app/parts.js';
import {call, can, list, listAll} from '../app/api.js';
import {duration, minutesSince, t, word} from '../app/i18n.js';
import {quantity, sum} from '../app/money.js';
import {isPerson, personName} from '../app/people.js';
import {calm, watch} from '../app/stream.js';
import {go} from '../app/router.js';
import {readSettings, reasonsOf} from '../app/settings.js';
import {Uses} from '../app/signal.js';

await dressed(import.meta.url);

const LATE_AFTER = [5, 10, 15, 20, 30];
const NEXT = {PENDING: 'COOKING', COOKING: 'READY', READY: 'SERVED'};
const BEFORE = {COOKING: 'PENDING', READY: 'COOKING', SERVED: 'READY'};
const DONE = {where: {status: {inq: ['READY', 'COMPLETED']}}, order: ['modifiedAt DESC'], limit: 12};
const AT_ONCE = 200;
const OVERLAP = 30_000;
const WHOLE_EVERY = 60_000;
const AGAIN_AFTER = 1_000;

/** Ids are longer than numbers can be; the shorter one is the earlier one. */
const earlier = (one, other) => one.length - other.length || (one < other ? -1 : 1);

/** Of two states of one item the later: an answer that was slow does not undo one that overtook it. */
const later = (one, other) => (other && other.revision > one.revision ? other : one);

const openOf = ticket => ticket.items.filter(item => item.status === 'PENDING' || item.status === 'COOKING');
const shownOf = ticket => ticket.items.filter(item => item.status !== 'VOIDED' || item.orderCancelledAt);

class Kitchen extends Part {
  static properties = {stationId: {attribute: false}};

  constructor() {
    super();
    this.stations = null;
    this.queue = null;
    this.done = [];
    this.known = new Set();
    this.fresh = new Set();
    this.moving = new Set();
    this.sound = localStorage.getItem('sale.kitchen.sound') === 'on';
    this.showsDone = false;
    this.reading = Promise.resolve();
    this.newest = '';
    this.wholeAt = 0;
    this.wants = false;
    this.full = false;
    this.read = calm(() => this.load().catch(show), 80);
    new Uses(this, now);
  }

  connectedCallback() {
    super.connectedCallback();
    this.begin().catch(show);
    this.awake = () => document.visibilityState === 'visible' && this.keepAwake();
    document.addEventListener('visibilitychange', this.awake);
    this.keepAwake();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearTimeout(this.again);
    clearTimeout(this.calming);
    document.removeEventListener('visibilitychange', this.awake);
    this.lock?.release().catch(() => {});
  }

  /** The screen of a kitchen must not go dark; where the browser cannot keep it on, it stays as it was. */
  async keepAwake() {
    this.lock = await navigator.wakeLock?.request('screen').catch(() => null);
  }

  async begin() {
    this.stations = await listAll('listKitchenStations');
    const wanted = this.stationId || localStorage.getItem('sale.station');
    this.station = this.stations.find(station => station.id === wanted) ?? this.stations[0];
    this.stop?.();
    if (this.station) {
      localStorage.setItem('sale.station', this.station.id);
      this.known = new Set();
      this.queue = null;
      this.newest = '';
      this.stop = watch([`kitchen-station/${this.station.id}`], {heard: () => this.read(), reread: () => this.load(true).catch(show)});
      await this.load(true);
    }
    this.requestUpdate();
  }

  willUpdate(changes) {
    if (changes.get('stationId') !== undefined && this.stations) {
      this.begin().catch(show);
    }
  }

  /** Reads, one time after the other, so that no answer is followed by an older one; who waits for its turn takes the others along. */
  load(whole = false) {
    this.wants ||= whole;
    if (!this.next) {
      this.next = this.reading.then(() => {
        this.next = null;
        return this.readNow();
      });
      this.reading = this.next.catch(() => {});
    }
    return this.next;
  }

  /** A read that gets no answer does not keep the next one waiting. */
  async readNow() {
    try {
      await this.readChanges();
    } catch (failure) {
      if (failure.status !== 0 && failure.status !== 503) {
        throw failure;
      }
      clearTimeout(this.again);
      this.again = setTimeout(() => this.load(true).catch(show), AGAIN_AFTER);
    }
  }

  /** What changed since the newest ticket that is here; now and then everything, for what is about orders and tables. */
  async readChanges() {
    const {id} = this.station;
    const whole = this.wants || this.full || !this.queue || !this.newest || Date.now() - this.wholeAt > WHOLE_EVERY;
    this.wants = false;
    const [rows, stations, done] = await Promise.all([
      list('getKitchenQueue', {path: {id}, patience: 0, query: {
        limit: AT_ONCE, changedSince: whole ? undefined : new Date(Date.parse(this.newest) - OVERLAP).toISOString(),
      }}),
      whole && this.queue ? listAll('listKitchenStations', {patience: 0}) : this.stations,
      this.showsDone ? list('listKitchenTickets', {patience: 0, query: {stationId: id, filter: DONE}}) : [],
    ]);
    if (id !== this.station.id) {
      return;
    }
    this.done = done;
    this.stations = stations;
    this.station = stations.find(station => station.id === id) ?? this.station;
    const full = rows.length === AT_ONCE;
    if (whole) {
      this.wholeAt = Date.now();
      this.full = full;
      this.take(rows, new Map());
    } else if (full) {
      this.load(true).catch(show);
    } else {
      this.take(rows, new Map(this.queue.map(queued => [queued.ticket.id, queued])));
    }
    this.requestUpdate();
  }

  /**
   * Puts rows among those that stay: newer ones in the place of older ones, and none for which nothing is to be done. A read that began before a
   * step ends after its answer: what it says of that item is old, and a tap on it would be a step back.
   */
  take(rows, stay) {
    const here = new Map((this.queue ?? []).flatMap(({ticket}) => ticket.items.map(item => [item.id, item])));
    for (const row of rows) {
      const queued = {...row, ticket: {...row.ticket, items: row.ticket.items.map(item => later(item, here.get(item.id)))}};
      const {ticket} = queued;
      if (!this.newest || Date.parse(ticket.modifiedAt) > Date.parse(this.newest)) {
        this.newest = ticket.modifiedAt;
      }
      if (!ticket.items.length) {
        stay.delete(ticket.id);
      } else if (!(stay.get(ticket.id)?.ticket.revision > ticket.revision)) {
        stay.set(ticket.id, queued);
      }
    }
    const queue = [...stay.values()].sort((a, b) => b.ticket.rush - a.ticket.rush || earlier(a.ticket.id, b.ticket.id));
    const arrived = this.queue ? queue.filter(({ticket}) => !this.known.has(ticket.id)).map(({ticket}) => ticket.id) : [];
    queue.forEach(({ticket}) => this.known.add(ticket.id));
    if (this.known.size > 2_000) {
      this.known = new Set(queue.map(({ticket}) => ticket.id));
    }
    this.queue = queue;
    if (arrived.length) {
      this.fresh = new Set(arrived);
      this.ring();
      clearTimeout(this.calming);
      this.calming = setTimeout(() => {
        this.fresh = new Set();
        this.requestUpdate();
      }, 4_000);
    }
  }

  /** Two short tones: heard over a fan. */
  ring() {
    if (!this.sound) {
      return;
    }
    this.audio ??= new AudioContext();
    [880, 1175].forEach((pitch, index) => {
      const tone = this.audio.createOscillator();
      const volume = this.audio.createGain();
      const at = this.audio.currentTime + index * 0.18;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.4, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.16);
      tone.connect(volume).connect(this.audio.destination);
      tone.start(at);
      tone.stop(at + 0.18);
    });
  }

  /** Moves items a step; the card shows it at once and the service's answer after. A finger that taps twice moves them once. */
  async step(all, status, reason) {
    const items = all.filter(item => !this.moving.has(item.id));
    if (!items.length) {
      return;
    }
    const about = {orderId: items[0].saleOrderId};
    items.forEach(item => this.moving.add(item.id));
    this.requestUpdate();
    await this.run(async () => {
      const answer = await approved(about, approvals => call('updateKitchenTicketItems', {
        body: {items: items.map(item => ({id: item.id, from: item.status, status, ...(reason ? {reason} : {})}))}, approvals,
      }));
      this.moved(answer?.data ?? []);
    });
    items.forEach(item => this.moving.delete(item.id));
    this.requestUpdate();
    await this.load().catch(show);
  }

  /** Shows what a step answered until it is read again: what has moved is not offered to be moved once more. */
  moved(items) {
    const now = new Map(items.map(item => [item.id, item]));
    this.queue = this.queue.map(queued => (queued.ticket.items.some(item => now.has(item.id))
      ? {...queued, ticket: {...queued.ticket, items: queued.ticket.items.map(item => later(item, now.get(item.id)))}} : queued));
  }

  /** The whole ticket goes on: what waits is cooked, what is cooked is ready. */
  forward(ticket) {
    const waiting = ticket.items.filter(item => item.status === 'PENDING');
    const cooking = ticket.items.filter(item => item.status === 'COOKING');
    const items = waiting.length ? waiting : cooking;
    if (items.length) {
      this.step(items, NEXT[items[0].status]);
    }
  }

  tap(item) {
    if (item.status === 'PENDING' || item.status === 'COOKING') {
      this.step([item], NEXT[item.status]);
    }
  }

  more(ticket) {
    const back = ticket.items.filter(item => item.status === 'COOKING' || item.status === 'READY' || item.status === 'SERVED');
    const open = openOf(ticket);
    actions(t('kitchen.ticket', {n: ticket.number}), [
      ...back.map(item => ({text: t('kitchen.back', {name: item.name, status: word('dish', BEFORE[item.status])}), run: () => this.step([item], BEFORE[item.status])})),
      can('rushKitchenTicket') && {text: t(ticket.rush ? 'kitchen.noRush' : 'kitchen.rush'), run: () => this.run(async () => {
        await call('rushKitchenTicket', {path: {id: ticket.id}, body: {rush: !ticket.rush}});
        await this.load();
      })},
      ...(can('voidKitchenTicket') ? open.map(item => ({text: t('kitchen.void', {name: item.name}), bad: true, run: () => this.void([item])})) : []),
      can('voidKitchenTicket') && open.length > 1 && {text: t('kitchen.voidAll'), bad: true, run: () => this.voidTicket(ticket)},
    ]);
  }

  /** A reason of the merchant's list, where there is one. */
  async why(title) {
    await readSettings();
    return askReason({title, ok: t('kitchen.voidOk'), list: reasonsOf('void'), usual: [t('reason.out'), t('reason.mistake'), t('reason.changed')]});
  }

  async void(items) {
    const reason = await this.why(t('kitchen.void', {name: items[0].name}));
    if (reason) {
      await this.step(items, 'VOIDED', reason);
    }
  }

  async voidTicket(ticket) {
    const reason = await this.why(t('kitchen.voidAll'));
    if (reason) {
      await this.run(async () => {
        await approved({orderId: ticket.saleOrderId}, approvals => call('voidKitchenTicket', {path: {id: ticket.id}, body: {reason}, approvals}));
        await this.load();
      });
    }
  }

  /** Another target for this station, on every display: it warns when two thirds of it are over. */
  async aim(lateMinutes) {
    const {station} = this;
    await this.run(async () => {
      const changed = await call('updateKitchenStation', {
        path: {id: station.id}, body: {targets: {soonMinutes: Math.ceil(lateMinutes * 2 / 3), lateMinutes}},
      });
      this.stations = this.stations.map(one => (one.id === changed.id ? changed : one));
      this.station = this.stations.find(one => one.id === this.station.id);
    });
    this.requestUpdate();
  }

  /** A replica of the release before does not know them. */
  get targets() {
    return this.station.targets ?? {soonMinutes: 10, lateMinutes: 15};
  }

  target() {
    const {lateMinutes} = this.targets;
    const known = LATE_AFTER.includes(lateMinutes) ? LATE_AFTER : [...LATE_AFTER, lateMinutes].sort((a, b) => a - b);
    return can('updateKitchenStation')
      ? html`<label class="target">${t('kitchen.target')}<select @change=${event => this.aim(Number(event.target.value))}>
          ${known.map(minutes => html`<option value=${minutes} ?selected=${minutes === lateMinutes}>${t('minutes', {n: minutes})}</option>`)}</select></label>`
      : html`<span class="target">${t('kitchen.target')} <b>${t('minutes', {n: lateMinutes})}</b></span>`;
  }

  /** How late it is, in words and colour: on time, soon late, late. */
  age(since) {
    const minutes = minutesSince(since);
    const {soonMinutes, lateMinutes} = this.targets;
    return {minutes, state: minutes >= lateMinutes ? 'late' : minutes >= soonMinutes ? 'soon' : 'fine'};
  }

  /** Open dishes of all tickets, the most first. */
  get allDay() {
    const counts = new Map();
    for (const {ticket} of this.queue ?? []) {
      for (const item of openOf(ticket)) {
        const name = [item.name, ...item.modifiers.map(modifier => modifier.name)].join(' + ');
        counts.set(name, sum(counts.get(name) ?? '0', item.quantity));
      }
    }
    return [...counts].sort(([, a], [, b]) => Number(b) - Number(a));
  }

  card({ticket, tables, orderName, orderType, waitingSince}) {
    const {minutes, state} = this.age(waitingSince ?? ticket.pendingAt);
    const cooking = ticket.items.some(item => item.status === 'COOKING');
    const waiting = ticket.items.some(item => item.status === 'PENDING');
    const where = tables.length ? tables.join(' + ') : orderName.replace(/^\d{8}(\d{6})-\d+$/, '#$1');
    return html`<article class="ticket ${state} ${ticket.rush ? 'rush' : ''} ${this.fresh.has(ticket.id) ? 'arrived' : ''}" aria-label=${`${where} ${t('kitchen.ticket', {n: ticket.number})}`}>
      <header>
        <span class="where">${where}</span>
        <span class="since">${duration(minutes)}<span class="hidden-text">${t(`kitchen.${state}`)}</span></span>
        <span class="about">${t('kitchen.ticket', {n: ticket.number})}${isPerson(ticket.createdBy) ? ` · ${personName(ticket.createdBy)}` : nothing}${ticket.course ? ` · ${t('courseN', {n: ticket.course})}` : nothing}
          ${orderType && orderType !== 'DINE_IN' ? html`<b class="flag">${word('orderType', orderType)}</b>` : nothing}
          ${ticket.rush ? html`<b class="flag">${t('kitchen.rushed')}</b>` : nothing}
          ${state === 'late' ? html`<b class="flag">${t('kitchen.late')}</b>` : nothing}</span>
        <button class="bare" aria-label=${t('kitchen.more', {where, n: ticket.number})} @click=${() => this.more(ticket)}>${icon('more')}</button>
      </header>
      ${ticket.note || ticket.orderNote ? html`<p class="ticket-note">${[ticket.note, ticket.orderNoteChange?.note ?? ticket.orderNote].filter(Boolean).join(' · ')}</p>` : nothing}
      <ul>${shownOf(ticket).map(item => this.item(item))}</ul>
      ${waiting || cooking ? html`<button class="forward" @click=${() => this.forward(ticket)}>${t(waiting ? 'kitchen.start' : 'kitchen.ready')}</button>` : nothing}
    </article>`;
  }

  item(item) {
    const may = can('updateKitchenTicketItems') && (item.status === 'PENDING' || item.status === 'COOKING');
    return html`<li><button class="item ${item.status.toLowerCase()} ${this.moving.has(item.id) ? 'moving' : ''}" ?disabled=${!may} @click=${() => this.tap(item)}>
      <span class="n">${quantity(item.quantity)}</span>
      <span class="dish-name">${item.name}
        ${item.modifiers.map(modifier => html`<span class="modifier">+ ${modifier.name}</span>`)}
        ${item.note ? html`<span class="item-note">${item.note}</span>` : nothing}
        ${item.orderCancelledAt ? html`<span class="item-note">${t('kitchen.orderCancelled')}</span>` : nothing}
        ${item.seat ? html`<span class="modifier">${t('seatN', {n: item.seat})}</span>` : nothing}</span>
      <span class="step">${word('dish', item.status)}</span></button></li>`;
  }

  head() {
    return html`<header class="kitchen-head">
      ${this.stations.length > 1 ? html`<select aria-label=${t('kitchen.station')} @change=${event => go('kitchen', event.target.value)}>
        ${this.stations.map(station => html`<option value=${station.id} ?selected=${station === this.station}>${station.name}</option>`)}</select>`
        : html`<h1>${this.station.name}</h1>`}
      <h1 class="total">${t('kitchen.waiting', {n: this.queue?.length ?? 0})}</h1>
      ${this.target()}
      <button aria-pressed=${this.showsDone} @click=${() => {
        this.showsDone = !this.showsDone;
        this.load().catch(show);
      }}>${t('kitchen.done')}</button>
      <button class="bare" aria-pressed=${this.sound} aria-label=${t('kitchen.sound')} @click=${() => {
        this.sound = !this.sound;
        localStorage.setItem('sale.kitchen.sound', this.sound ? 'on' : 'off');
        this.ring();
        this.requestUpdate();
      }}>${icon(this.sound ? 'sound' : 'mute')}</button>
      <button class="bare" aria-label=${t('kitchen.full')} @click=${() => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen())}>${icon('full')}</button>
    </header>`;
  }

  doneList() {
    return html`<aside class="done" aria-label=${t('kitchen.done')}><h2>${t('kitchen.done')}</h2>
      ${this.done.length ? this.done.map(ticket => html`<div class="done-ticket"><b>${t('kitchen.ticket', {n: ticket.number})}</b>
        ${ticket.items.filter(item => BEFORE[item.status]).map(item => html`<p><span>${quantity(item.quantity)} ${item.name}</span>
          <span class="chip">${word('dish', item.status)}</span>
          ${can('updateKitchenTicketItems') ? html`<button @click=${() => this.step([item], BEFORE[item.status])}
            aria-label=${t('kitchen.back', {name: item.name, status: word('dish', BEFORE[item.status])})}>${t('kitchen.backShort')}</button>` : nothing}</p>`)}</div>`)
        : html`<p class="soft">${t('kitchen.noneDone')}</p>`}</aside>`;
  }

  render() {
    if (!this.stations) {
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    if (!this.station) {
      return html`<p class="empty">${t('kitchen.noStation')}</p>`;
    }
    return html`<div class="kitchen">${this.head()}
      <div class="work">
        <div class="tickets">${this.queue === null ? html`<p class="loading" role="status">${t('loading')}</p>`
          : this.queue.length ? repeat(this.queue, queued => queued.ticket.id, queued => this.card(queued)) : html`<p class="empty">${t('kitchen.empty')}</p>`}</div>
        ${this.showsDone ? this.doneList() : html`<aside class="all-day" tabindex="0" aria-label=${t('kitchen.allDay')}><h2>${t('kitchen.allDay')}</h2>
          <ul>${this.allDay.map(([name, count]) => html`<li><b>${quantity(count)}</b><span>${name}</span></li>`)}</ul></aside>`}
      </div></div>`;
  }
}
customElements.define('sale-kitchen', Kitchen);

export const draw = ([id = '']) => html`<sale-kitchen .stationId=${id}></sale-kitchen>`;
