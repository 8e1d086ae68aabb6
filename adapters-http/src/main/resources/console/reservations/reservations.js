// The day ahead: who comes when, and to which table.
import {Part, actions, askReason, confirm, dialog, dressed, field, form, html, nothing, now, place, show, textField, toast} from '../app/parts.js';
import {call, can, list, listAll} from '../app/api.js';
import {addDays, clock, dayAt, instant, t, word} from '../app/i18n.js';
import {me} from '../app/session.js';
import {arrive} from '../app/arrival.js';
import {calm, watch} from '../app/stream.js';
import {go} from '../app/router.js';
import {readSettings, reasonsOf} from '../app/settings.js';
import {Uses} from '../app/signal.js';

await dressed(import.meta.url);

const OPEN = ['PENDING', 'CONFIRMED'];
const CHIPS = {PENDING: 'warn', CONFIRMED: 'blue', CHECKED_IN: 'good', CANCELLED: 'bad', EXPIRED: 'bad'};
const HOUR = 3_600_000;
const HOURS = 24;

class Reservations extends Part {
  constructor() {
    super();
    this.day = dayAt(Date.now(), me.value.dayCutoffHour);
    this.rows = null;
    this.usages = [];
    this.units = [];
    this.read = calm(() => this.load().catch(show));
    new Uses(this, now);
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = watch([`merchant/${me.value.merchantId}`], {
      heard: event => /reservation\/|allocation\//.test(event.topic) && this.read(),
      reread: () => this.read(),
    });
    this.load().catch(show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  /** The trading day: from the cutoff hour to the next one. */
  get span() {
    const from = instant(this.day, `${String(me.value.dayCutoffHour).padStart(2, '0')}:00`);
    return {from, to: new Date(Date.parse(from) + HOURS * HOUR).toISOString()};
  }

  async load() {
    const {from, to} = this.span;
    const asked = this.day;
    const [rows, usages, layouts] = await Promise.all([
      list('listReservations', {query: {filter: {where: {and: [{reservedFrom: {gte: from}}, {reservedFrom: {lt: to}}]}, order: ['reservedFrom ASC'], limit: 200}}}),
      list('listUsages', {query: {filter: {where: {and: [{startsAt: {lt: to}}, {endsAt: {gt: from}}, {status: 'ACTIVE'}]}, limit: 200}}}),
      this.units.length ? null : listAll('listLayouts'),
    ]);
    if (asked !== this.day) {
      return;
    }
    this.rows = rows;
    this.usages = usages;
    if (layouts) {
      this.units = layouts.flatMap(layout => layout.zones).flatMap(zone => [...zone.units, ...(zone.zones ?? []).flatMap(inner => inner.units)]);
    }
    this.requestUpdate();
  }

  show(day) {
    this.day = day;
    this.rows = null;
    this.requestUpdate();
    this.load().catch(show);
  }

  async checkIn(reservation) {
    await this.run(async () => go('order', await arrive(reservation.id)));
  }

  async end(reservation, reason) {
    await call('cancelReservation', {path: {id: reservation.id}, body: {reason}});
    await this.load();
  }

  async noShow(reservation) {
    const words = t('reservations.noShow');
    if (await confirm({title: words, text: `${clock(reservation.reservedFrom)} ${reservation.guestName}`, ok: words, bad: true})) {
      await this.run(() => this.end(reservation, 'NO_SHOW'));
    }
  }

  async cancel(reservation) {
    await this.run(async () => {
      await readSettings();
      await askReason({
        title: `${t('reservations.cancel')}: ${clock(reservation.reservedFrom)} ${reservation.guestName}`, ok: t('reservations.cancel'),
        list: reasonsOf('cancel'), usual: [t('reservations.cancelReason')], submit: reason => this.end(reservation, reason),
      });
    });
  }

  more(reservation) {
    actions(reservation.guestName, [
      can('updateReservation') && {text: t('reservations.change'), run: () => this.ask(reservation)},
      reservation.status === 'PENDING' && can('confirmReservation') && {text: t('reservations.confirm'), run: () => this.run(async () => {
        await call('confirmReservation', {path: {id: reservation.id}, body: {}});
        await this.load();
      })},
      can('cancelReservation') && {text: t('reservations.noShow'), bad: true, run: () => this.noShow(reservation)},
      can('cancelReservation') && {text: t('reservations.cancel'), bad: true, run: () => this.cancel(reservation)},
    ]);
  }

  /** The tables of a reservation, as the list of free ones names them. */
  unitsOf(reservation) {
    return this.usages.filter(usage => usage.usageId === reservation.id)
      .map(usage => ({id: usage.unitId, code: usage.unitCode, capacity: this.units.find(unit => unit.id === usage.unitId)?.capacity ?? ''}));
  }

  /** What the dialog begins with: as it is reserved, or two guests soon. */
  asked(present) {
    const cutoff = me.value.dayCutoffHour;
    if (present) {
      return {
        name: present.guestName, phone: present.guestPhone ?? '', guests: present.partySize, note: present.note ?? '',
        day: dayAt(present.reservedFrom, cutoff), time: clock(present.reservedFrom),
      };
    }
    const next = new Date(Math.ceil((Date.now() + HOUR / 2) / (HOUR / 2)) * (HOUR / 2)).toISOString();
    const soonest = dayAt(next, cutoff);
    return {name: '', phone: '', guests: 2, note: '', day: this.day < soonest ? soonest : this.day, time: clock(next)};
  }

  /** Asks for a new reservation, or for what changes of a present one; what stays is not sent. */
  ask(present = null) {
    const first = this.asked(present);
    const own = present ? this.unitsOf(present) : [];
    const stay = present ? Date.parse(present.reservedTo) - Date.parse(present.reservedFrom) : 0;
    dialog({
      title: present ? t('reservations.change') : t('reservations.new'),
      kind: 'broad',
      state: {...first, free: null, units: new Set(own.map(unit => unit.id)), confirm: false},
      draw: d => {
        const {state} = d;
        const changed = changes => d.set({...changes, free: null, units: new Set(own.map(unit => unit.id))});
        // A time before the cutoff hour is of the night that ends the trading day.
        const night = Number(state.time.slice(0, 2)) < me.value.dayCutoffHour;
        const at = () => instant(night ? addDays(state.day, 1) : state.day, state.time);
        const until = () => new Date(Date.parse(at()) + stay).toISOString();
        const moved = state.day !== first.day || state.time !== first.time;
        const find = async () => {
          const freeFor = guests => list('listFreeUnits', {query: {
            from: at(), ...(present ? {to: until(), reservationId: present.id} : {}), partySize: guests, limit: 200,
          }});
          // Tables that are too small alone are not found: those it has together with others stay to be chosen, unless somebody has them by then.
          const small = own.filter(unit => unit.capacity < state.guests);
          const [free, kept] = await Promise.all([freeFor(state.guests), small.length ? freeFor(Math.min(...small.map(unit => unit.capacity || 1))) : []]);
          const offered = [...small.filter(unit => kept.some(one => one.id === unit.id)), ...free];
          d.set({free: offered, units: new Set(offered.map(unit => unit.id).filter(id => state.units.has(id)))});
        };
        const looksFirst = !state.free && (!present || moved || state.guests !== first.guests);
        return form(d, async () => {
          if (looksFirst) {
            await find();
            return;
          }
          await (present ? this.rewrite(present, state, moved ? {reservedFrom: at(), reservedTo: until()} : {}) : this.reserve(state, at()));
          d.done();
          toast(present ? t('reservations.changed') : t('reservations.made'), 'good');
          this.show(dayAt(at(), me.value.dayCutoffHour));
        }, html`<div class="two">
            ${field(t('reservations.day'), html`<input type="date" required .value=${state.day} @input=${event => changed({day: event.target.value})}>`)}
            ${field(t('time'), html`<input type="time" required .value=${state.time} @input=${event => changed({time: event.target.value})}>`)}
            ${field(t('guestsWord'), html`<input type="number" required min="1" max="1000" .value=${String(state.guests)} @input=${event => changed({guests: Number(event.target.value)})}>`, d.problem?.field('partySize'))}
            ${textField(t('reservations.name'), state.name, name => d.set({name}), {required: true, wrong: d.problem?.field('guestName')})}
            ${textField(t('reservations.phone'), state.phone, phone => d.set({phone}), {mode: 'tel', type: 'tel', wrong: d.problem?.field('guestPhone')})}
            ${textField(t('note'), state.note, note => d.set({note}))}</div>
          ${present && !looksFirst && !state.free ? html`<p class="tables">${t('reservations.tables', {tables: own.map(unit => unit.code).join(' + ') || '–'})}
            <button type="button" ?disabled=${d.busy} @click=${() => d.run(find)}>${t('reservations.otherTables')}</button></p>` : nothing}
          ${state.free ? html`<p><b>${t('reservations.free')}</b></p><div class="choices">${state.free.map(unit => html`<button type="button" aria-pressed=${state.units.has(unit.id)}
            @click=${() => {
              if (!state.units.delete(unit.id)) {
                state.units.add(unit.id);
              }
              d.redraw();
            }}>${unit.code} (${unit.capacity})</button>`)}${state.free.length ? nothing : html`<p class="refusal">${t('reservations.full')}</p>`}</div>` : nothing}
          ${present?.status === 'PENDING' ? html`<label class="tick"><input type="checkbox" .checked=${state.confirm} @change=${event => d.set({confirm: event.target.checked})}>
            <span>${t('reservations.confirm')}</span></label>` : nothing}`,
        {ok: looksFirst ? t('reservations.find') : present ? t('save') : t('reservations.reserve'),
          disabled: !state.day || !state.time || !(state.guests > 0) || (!looksFirst && !state.name.trim())});
      },
    });
  }

  reserve(state, at) {
    return call('createReservation', {body: {
      guestName: state.name.trim(), partySize: state.guests, reservedFrom: at, source: 'PHONE',
      ...(state.phone.trim() ? {guestPhone: state.phone.trim()} : {}), ...(state.note.trim() ? {note: state.note.trim()} : {}),
      ...(state.units.size ? {unitIds: [...state.units]} : {}),
    }});
  }

  /** Sends what is new of it, unless somebody else changed it meanwhile. */
  async rewrite(present, state, window) {
    const had = new Set(this.unitsOf(present).map(unit => unit.id));
    const changes = {
      ...(state.name.trim() === present.guestName ? {} : {guestName: state.name.trim()}),
      ...(state.phone.trim() === (present.guestPhone ?? '') ? {} : {guestPhone: state.phone.trim() || null}),
      ...(state.note.trim() === (present.note ?? '') ? {} : {note: state.note.trim() || null}),
      ...(state.guests === present.partySize ? {} : {partySize: state.guests}),
      ...window,
      ...(had.size === state.units.size && [...state.units].every(id => had.has(id)) ? {} : {unitIds: [...state.units]}),
      ...(state.confirm ? {status: 'CONFIRMED'} : {}),
    };
    if (Object.keys(changes).length) {
      await call('updateReservation', {path: {id: present.id}, body: changes, match: present.revision});
    }
  }

  line(reservation) {
    const open = OPEN.includes(reservation.status);
    const tables = this.usages.filter(usage => usage.usageId === reservation.id).map(usage => usage.unitCode);
    return html`<li class="card ${open ? '' : 'over'}">
      <span class="at">${clock(reservation.reservedFrom)}</span>
      <span class="who-comes"><b>${reservation.guestName}</b> <span>${t('guests', {n: reservation.partySize})}${tables.length ? ` · ${tables.join(' + ')}` : nothing}</span>
        ${reservation.guestPhone ? html`<a href="tel:${reservation.guestPhone}">${reservation.guestPhone}</a>` : nothing}
        ${reservation.note ? html`<span class="line-note">${reservation.note}</span>` : nothing}</span>
      <span class="chip ${CHIPS[reservation.status] ?? ''}">${word('reservation', reservation.status)}</span>
      ${open ? html`<span class="acts">${can('checkInReservation') ? html`<button class="main" @click=${() => this.checkIn(reservation)}>${t('reservations.checkIn')}</button>` : nothing}
        ${can('cancelReservation') || can('confirmReservation') ? html`<button @click=${() => this.more(reservation)}
          aria-label=${t('reservations.more', {name: reservation.guestName})}>${t('moreActions')}</button>` : nothing}</span>` : nothing}
    </li>`;
  }

  /** The day as a line for each table, from the first hour that something is in to the last. */
  timeline() {
    const {from, to} = this.span;
    const start = Date.parse(from);
    const used = this.usages.flatMap(usage => [Math.max(Date.parse(usage.startsAt), start), Math.min(Date.parse(usage.endsAt), Date.parse(to))]);
    const first = Math.min(start + 6 * HOUR, ...used.map(at => Math.floor((at - start) / HOUR) * HOUR + start));
    const last = Math.max(start + 20 * HOUR, ...used);
    const at = time => `${(100 * (Math.min(Math.max(time, first), last) - first)) / (last - first)}%`;
    const hours = Array.from({length: Math.ceil((last - first) / HOUR)}, (_, hour) => first + hour * HOUR);
    const names = new Map(this.rows.map(reservation => [reservation.id, reservation.guestName]));
    return html`<section class="card days" tabindex="0" aria-label=${t('reservations.line')}><div class="hours" aria-hidden="true"><span class="unit-name"></span><div class="track">
        ${hours.filter((_, index) => index % 2 === 0).map(hour => html`<span class="hour" ${place({left: at(hour)})}>${clock(new Date(hour).toISOString())}</span>`)}</div></div>
      ${this.units.map(unit => html`<div class="unit-row"><span class="unit-name">${unit.code}</span><div class="track">
        ${this.usages.filter(usage => usage.unitId === unit.id).map(usage => html`<span class="block ${usage.usageType === 'RESERVATION' ? 'reserved' : 'seated'}"
          ${place({left: at(Date.parse(usage.startsAt)), right: `calc(100% - ${at(Date.parse(usage.endsAt))})`})}>${clock(usage.startsAt)}
          ${usage.usageType === 'RESERVATION' ? names.get(usage.usageId) ?? t('floor.state.reserved') : t('floor.state.taken')}</span>`)}
        ${now.value > first && now.value < last ? html`<span class="now" ${place({left: at(now.value)})}></span>` : nothing}</div></div>`)}</section>`;
  }

  render() {
    const today = dayAt(Date.now(), me.value.dayCutoffHour);
    return html`<header class="screen-head"><h1>${t('nav.reservations')}</h1>
      <button aria-label=${t('reservations.before')} @click=${() => this.show(addDays(this.day, -1))}>‹</button>
      <input class="day" type="date" aria-label=${t('reservations.day')} .value=${this.day} @change=${event => event.target.value && this.show(event.target.value)}>
      <button aria-label=${t('reservations.after')} @click=${() => this.show(addDays(this.day, 1))}>›</button>
      <button ?disabled=${this.day === today} @click=${() => this.show(today)}>${t('today')}</button>
      ${can('createReservation') ? html`<button class="main" @click=${() => this.ask()}>${t('reservations.new')}</button>` : nothing}</header>
      ${this.rows ? html`<div class="reservations">
        ${this.rows.length ? html`<ul class="coming">${this.rows.map(row => this.line(row))}</ul>` : html`<p class="empty">${t('reservations.none')}</p>`}
        ${this.timeline()}</div>` : html`<p class="loading" role="status">${t('loading')}</p>`}`;
  }
}
customElements.define('sale-reservations', Reservations);

export const draw = () => html`<sale-reservations></sale-reservations>`;
