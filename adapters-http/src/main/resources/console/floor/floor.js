// The floor: who sits where, since when, and what is due.
import {Part, actions, confirm, dialog, dressed, html, icon, nothing, now, place, show, toast} from '../app/parts.js';
import {call, can, list, listAll} from '../app/api.js';
import {clock, duration, minutesSince, t} from '../app/i18n.js';
import {currency, channels, me} from '../app/session.js';
import {money} from '../app/money.js';
import {calm, watch} from '../app/stream.js';
import {go} from '../app/router.js';
import {guestsText, orderName, statusText, waitsForMoney} from '../app/orders.js';
import {arrive} from '../app/arrival.js';
import {Uses} from '../app/signal.js';

await dressed(import.meta.url);

const OPEN = 'DRAFT,PROCESSING,PARTIAL';
const TOPICS = ['sale/sale-order', 'sale/sale-check', 'allocation/', 'reservation/'];
const DRAG_AFTER = 8;
const HOLD = 300;
/** The least width of a table on screen: its texts fit. */
const ROOM = 120;

/** Zones with their units as drawn, inner zones after the one they are in. */
const zonesOf = layout => layout.zones.flatMap(zone => [
  {id: zone.id, name: zone.name, units: zone.units},
  ...(zone.zones ?? []).map(inner => ({id: inner.id, name: `${zone.name} / ${inner.name}`, units: inner.units})),
]).filter(zone => zone.units.length);

const sitting = unit => unit.usages.filter(usage => usage.order);

function stateOf(unit) {
  if (unit.state === 'OVERSTAYED') {
    return 'over';
  }
  if (unit.state === 'OCCUPIED') {
    return sitting(unit).some(usage => waitsForMoney(usage.order.status)) ? 'due' : 'taken';
  }
  return unit.state === 'RESERVED' ? 'reserved' : 'free';
}

class Floor extends Part {
  constructor() {
    super();
    this.layouts = null;
    this.chosen = localStorage.getItem('sale.layout') ?? '';
    this.units = new Map();
    this.loose = [];
    this.mode = null;
    this.drag = null;
    this.read = calm(() => this.load().catch(show));
    new Uses(this, now);
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = watch([`merchant/${me.value.merchantId}`], {
      heard: event => TOPICS.some(topic => event.topic.includes(topic)) && this.read(),
      reread: () => this.read(),
    });
    this.escape = event => event.key === 'Escape' && this.mode && this.setMode(null);
    addEventListener('keydown', this.escape);
    this.load().catch(show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    removeEventListener('keydown', this.escape);
  }

  async load() {
    this.layouts ??= await listAll('listLayouts');
    const layout = this.layout;
    const [floor, orders] = await Promise.all([
      layout ? call('getFloor', {path: {id: layout.id}}) : {units: []},
      list('listOrders', {query: {status: OPEN, limit: 200}}),
    ]);
    this.units = new Map(floor.units.map(unit => [unit.id, unit]));
    const seated = new Set(floor.units.flatMap(unit => sitting(unit).map(usage => usage.order.id)));
    this.loose = orders.filter(order => !seated.has(order.id));
    this.requestUpdate();
  }

  get layout() {
    return this.layouts?.find(layout => layout.id === this.chosen) ?? this.layouts?.[0];
  }

  setMode(mode) {
    this.mode = mode;
    this.requestUpdate();
  }

  tap(unit) {
    if (this.mode) {
      this.land(unit);
      return;
    }
    const parties = sitting(unit);
    if (parties.length === 1 && !unit.shareable) {
      go('order', parties[0].order.id);
    } else if (parties.length) {
      this.parties(unit, parties);
    } else {
      this.seat(unit);
    }
  }

  /** Several parties at one unit, such as a bar. */
  parties(unit, parties) {
    actions(unit.code, [
      ...this.choicesOf(parties, usage => go('order', usage.order.id)),
      can('createOrder') && {text: t('floor.newParty'), run: () => this.seat(unit)},
    ]);
  }

  /** Which of the parties at one unit is meant. */
  choicesOf(parties, run) {
    return parties.map(usage => ({
      text: [orderName(usage.order), guestsText(usage.order.guestCount), money(usage.order.total, currency())].filter(Boolean).join(' · '),
      run: () => run(usage),
    }));
  }

  /** How many guests: one tap, and the order is open. */
  seat(unit) {
    if (!can('createOrder')) {
      return;
    }
    const most = Math.max(unit.capacity, 8);
    dialog({
      title: t('floor.seatAt', {unit: unit.code}),
      draw: d => html`
        ${unit.next ? html`<p class="chip blue">${this.coming(unit.next)}</p>` : nothing}
        ${unit.next && can('checkInReservation') ? html`<button class="big main" ?disabled=${d.busy} @click=${() => d.run(async () => {
          const order = await arrive(unit.next.reservationId);
          d.done();
          go('order', order);
        })}>${t('reservations.checkIn')}</button>` : nothing}
        <p>${t('floor.howMany')}</p>
        <div class="guest-pad">${Array.from({length: most}, (_, index) => index + 1).map(guests => html`<button ?disabled=${d.busy}
          class=${guests === unit.capacity ? 'hint' : ''} @click=${() => d.run(async () => {
            const order = await call('createOrder', {
              body: {saleChannelId: channels.value[0].id, orderType: 'DINE_IN', guestCount: guests, unitIds: [unit.id]},
            });
            d.done();
            go('order', order.id);
          })}>${guests}</button>`)}</div>`,
    });
  }

  async takeaway() {
    await this.run(async () => {
      const order = await call('createOrder', {body: {saleChannelId: channels.value[0].id, orderType: 'TAKEAWAY'}});
      go('order', order.id);
    });
  }

  menu(unit) {
    const parties = sitting(unit);
    if (parties.length > 1) {
      actions(unit.code, this.choicesOf(parties, party => this.menuOf(unit, party)));
    } else {
      this.menuOf(unit, parties[0]);
    }
  }

  menuOf(unit, party) {
    actions(unit.code, [
      {text: t('floor.open'), run: () => go('order', party.order.id)},
      can('transferUsage') && {text: t('floor.move'), run: () => this.setMode({kind: 'move', from: unit, usage: party})},
      can('createUsage') && {text: t('floor.join'), run: () => this.setMode({kind: 'join', from: unit, usage: party})},
      can('mergeOrders') && {text: t('floor.merge'), run: () => this.setMode({kind: 'merge', from: unit, usage: party})},
      can('completeUsages') && {text: t('floor.leave'), bad: true, run: () => this.leave(unit, party)},
    ]);
  }

  /** The target of what was begun from another table. */
  async land(unit) {
    const {kind, from, usage} = this.mode;
    const parties = sitting(unit);
    const same = unit.id === from.id || parties.some(party => party.order.id === usage.order.id);
    if (kind === 'merge' && !parties.length && !same) {
      toast(t('floor.nobody', {unit: unit.code}), 'bad');
      return;
    }
    this.setMode(null);
    if (same) {
      return;
    }
    if (kind === 'join') {
      await this.run(async () => {
        await call('createUsage', {body: {unitId: unit.id, usageType: 'SALE_ORDER', usageId: usage.order.id}});
        toast(t('floor.joined', {from: from.code, to: unit.code}));
        await this.load();
      });
    } else if (kind === 'merge' && parties.length > 1) {
      actions(unit.code, this.choicesOf(parties, party => this.merge(usage.order, party.order)));
    } else if (kind === 'merge' || (parties.length && !unit.shareable)) {
      await this.merge(usage.order, parties[0].order);
    } else {
      await this.run(async () => {
        await call('transferUsage', {path: {id: usage.usageId}, body: {unitId: unit.id}});
        toast(t('floor.moved', {from: from.code, to: unit.code}));
        await this.load();
      });
    }
  }

  async merge(source, target) {
    if (!can('mergeOrders')) {
      toast(t('floor.taken'), 'bad');
      return;
    }
    const {merge} = await import('../order/regroup.js');
    if (await merge(target.id, [source.id])) {
      go('order', target.id);
    }
  }

  async leave(unit, party) {
    const text = t('floor.leaveText', {unit: unit.code, status: statusText(party.order.status)});
    if (await confirm({title: t('floor.leave'), text, ok: t('floor.leaveOk'), bad: true})) {
      await this.run(async () => {
        await call('completeUsages', {body: {usageIds: [party.usageId]}});
        await this.load();
      });
    }
  }

  // A party is dragged to another table: by mouse at once, by finger after holding it.
  grab(event, unit) {
    const [party, another] = sitting(unit);
    if (!party || another || this.mode || event.button !== 0 || !can('transferUsage')) {
      return;
    }
    const drag = {unit, party, x: event.clientX, y: event.clientY, held: event.pointerType === 'mouse', moving: false, pointer: event.pointerId};
    this.drag = drag;
    if (!drag.held) {
      drag.timer = setTimeout(() => {
        drag.held = true;
        navigator.vibrate?.(15);
      }, HOLD);
    }
    const element = event.currentTarget;
    // Its moves come here from the first one, also when it is over the next table by then.
    element.setPointerCapture(event.pointerId);
    const move = moved => this.dragTo(moved);
    const still = touched => drag.held && touched.preventDefault();
    const end = ended => {
      clearTimeout(drag.timer);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('touchmove', still);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', end);
      this.drop(ended);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('touchmove', still, {passive: false});
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
  }

  dragTo(event) {
    const drag = this.drag;
    if (!drag?.held || event.pointerId !== drag.pointer) {
      return;
    }
    if (!drag.moving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > DRAG_AFTER) {
      drag.moving = true;
    }
    if (drag.moving) {
      drag.at = {x: event.clientX, y: event.clientY};
      drag.over = document.elementsFromPoint(event.clientX, event.clientY)
        .map(element => element.closest?.('[data-unit]')?.dataset.unit).find(Boolean);
      this.requestUpdate();
    }
  }

  drop(event) {
    const drag = this.drag;
    this.drag = null;
    if (!drag?.moving) {
      return;
    }
    // The click that follows a drag is not a tap.
    const swallow = click => click.stopPropagation();
    addEventListener('click', swallow, {capture: true, once: true});
    setTimeout(() => removeEventListener('click', swallow, {capture: true}), 50);
    this.requestUpdate();
    const target = event.type === 'pointerup' && drag.over && this.units.get(drag.over);
    if (target) {
      this.mode = {kind: 'move', from: drag.unit, usage: drag.party};
      this.land(target);
    }
  }

  coming(next) {
    return t('floor.coming', {time: clock(next.from), name: next.guestName, n: next.partySize});
  }

  unit(drawn, zone) {
    const unit = this.units.get(drawn.id);
    if (!unit) {
      return nothing;
    }
    const state = stateOf(unit);
    const parties = sitting(unit);
    const [party] = parties;
    const shape = unit.capacity <= 2 ? 'small' : unit.capacity > 6 ? 'long' : '';
    const at = drawn.position;
    const where = zone.box ? {
      left: `${(100 * (at.x - zone.box.x)) / zone.box.width}%`, top: `${(100 * (at.y - zone.box.y)) / zone.box.height}%`,
      width: `${(100 * at.width) / zone.box.width}%`, height: `${(100 * at.height) / zone.box.height}%`,
      transform: at.rotation ? `rotate(${at.rotation}deg)` : 'none',
    } : {left: '', top: '', width: '', height: '', transform: ''};
    return html`<div class="unit ${state} ${shape} ${this.drag?.moving && this.drag.over === unit.id ? 'target' : ''}" data-unit=${unit.id} ${place(where)}>
      <button class="tile" @click=${() => this.tap(unit)} @pointerdown=${event => this.grab(event, unit)}
        ?disabled=${!parties.length && !this.mode && !can('createOrder')}>
        <span class="code">${unit.code}</span>
        <span class="what">${t(`floor.state.${state}`)}</span>
        ${parties.length > 1 ? html`<span class="who-sits">${t('floor.parties', {n: parties.length})}</span>` : nothing}
        ${parties.length === 1 ? html`
          <span class="who-sits"><b>${duration(minutesSince(party.order.since))}</b>${party.order.guestCount ? html` · ${icon('guests')}<span class="hidden-text">${t('guestsWord')}</span>${party.order.guestCount}` : nothing}</span>
          <span class="amount">${money(party.order.total, currency())}</span>` : nothing}
        ${!parties.length ? html`<span class="seats">${icon('guests')}<span class="hidden-text">${t('floor.seats')}</span>${unit.capacity}</span>` : nothing}
        ${unit.next ? html`<span class="next">${clock(unit.next.from)} ${unit.next.guestName}</span>` : nothing}
      </button>
      ${parties.length && !this.mode ? html`<button class="bare dots" aria-label=${t('floor.more', {unit: unit.code})}
        @click=${() => this.menu(unit)}>${icon('more')}</button>` : nothing}
    </div>`;
  }

  zone(zone) {
    const xs = zone.units.flatMap(unit => [unit.position.x, unit.position.x + unit.position.width]);
    const ys = zone.units.flatMap(unit => [unit.position.y, unit.position.y + unit.position.height]);
    const box = {x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys)};
    // Tables that were never drawn anywhere stand side by side.
    const apart = new Set(zone.units.map(({position}) => `${position.x} ${position.y}`)).size === zone.units.length;
    zone.box = apart && box.width > 0 && box.height > 0 ? box : null;
    const scale = Math.max(1.32, ROOM / Math.min(...zone.units.map(unit => unit.position.width)));
    const size = zone.box ? {'--w': box.width, '--h': box.height, '--s': scale} : {};
    return html`<section class="zone" aria-label=${zone.name}><h2>${zone.name}</h2>
      <div class="plan ${zone.box ? '' : 'rows'}" ${place(size)}>${zone.units.map(unit => this.unit(unit, zone))}</div></section>`;
  }

  head() {
    const states = [...this.units.values()].map(stateOf);
    const count = state => states.filter(one => one === state).length;
    return html`<header class="screen-head">
      <h1>${t('nav.floor')}</h1>
      ${['free', 'taken', 'due', 'over', 'reserved'].filter(state => count(state) || state === 'free').map(state =>
        html`<span class="chip key ${state}">${count(state)} ${t(`floor.state.${state}`)}</span>`)}
      ${this.layouts.length > 1 ? html`<select aria-label=${t('floor.layout')} @change=${event => {
        this.chosen = event.target.value;
        localStorage.setItem('sale.layout', this.chosen);
        this.load().catch(show);
      }}>${this.layouts.map(layout => html`<option value=${layout.id} ?selected=${layout === this.layout}>${layout.name}</option>`)}</select>` : nothing}
      ${can('createOrder') ? html`<button @click=${() => this.takeaway()}>${t('floor.takeaway')}</button>` : nothing}
    </header>`;
  }

  looseOrders() {
    return this.loose.length ? html`<section class="zone" aria-label=${t('floor.loose')}><h2>${t('floor.loose')}</h2>
      <div class="loose">${this.loose.map(order => html`<a class="card ${waitsForMoney(order.status) ? 'due' : ''}" href="#/order/${order.id}">
        <b>${orderName(order)}</b><span class="amount">${money(order.total, order.currency)}</span>
        <span class="soft">${statusText(order.status)} · ${duration(minutesSince(order.createdAt))}</span></a>`)}</div></section>` : nothing;
  }

  render() {
    if (!this.layouts) {
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    return html`${this.head()}
      ${this.mode ? html`<p class="mode" role="status">${t(`floor.mode.${this.mode.kind}`, {unit: this.mode.from.code})}
        <button @click=${() => this.setMode(null)}>${t('cancel')}</button></p>` : nothing}
      <div class="zones">
        ${this.layout ? zonesOf(this.layout).map(zone => this.zone(zone)) : html`<p class="empty">${t('floor.empty')}</p>`}
        ${this.looseOrders()}
      </div>
      ${this.drag?.moving && this.drag.at ? html`<div class="ghost" ${place({left: `${this.drag.at.x}px`, top: `${this.drag.at.y}px`})}>
        ${this.drag.unit.code} → ${this.units.get(this.drag.over)?.code ?? '…'}</div>` : nothing}`;
  }
}
customElements.define('sale-floor', Floor);

export const draw = () => html`<sale-floor></sale-floor>`;
