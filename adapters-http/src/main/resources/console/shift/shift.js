// The shift of this till: its drawer, what went in and out, the count, and the Z.
import {Part, actions, amountOf, approved, choices, dialog, dressed, form, html, nothing, reasonField, show, textField, toast} from '../app/parts.js';
import {call, can, list} from '../app/api.js';
import {moment, t, word} from '../app/i18n.js';
import {channels, currency, me, session} from '../app/session.js';
import {PIECES, money, sign, sum, times} from '../app/money.js';
import {personName} from '../app/people.js';
import {readSettings, reasonsOf} from '../app/settings.js';
import {calm, watch} from '../app/stream.js';
import {go} from '../app/router.js';
import {reading} from './reading.js';

await dressed(import.meta.url);

const KINDS = ['PAY_IN', 'PAY_OUT', 'DROP', 'TIP_OUT'];

class Shift extends Part {
  static properties = {shown: {attribute: false}};

  constructor() {
    super();
    this.current = undefined;
    this.movements = [];
    this.past = [];
    this.z = null;
    this.read = calm(() => this.load().catch(show));
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = watch([`merchant/${me.value.merchantId}`], {
      heard: event => event.topic.includes('shift/') && this.read(),
      reread: () => this.read(),
    });
    this.load().catch(show);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
  }

  willUpdate(changes) {
    if (changes.has('shown') && changes.get('shown') !== undefined) {
      this.load().catch(show);
    }
  }

  async load() {
    const [, id] = this.shown;
    if (id) {
      this.z = await call('getZReport', {path: {id}});
    } else {
      this.z = null;
      this.current = await call('getCurrentSession', {query: {deviceId: session.value.device}});
      const ids = {path: {id: this.current?.id}};
      [this.movements, this.past] = await Promise.all([
        this.current && can('listCashMovements') ? list('listCashMovements', ids) : [],
        can('listSessions') ? list('listSessions', {query: {status: 'CLOSED', limit: 10}}) : [],
      ]);
    }
    this.requestUpdate();
  }

  open() {
    dialog({
      title: t('shift.open'),
      state: {float: ''},
      draw: d => {
        const amount = amountOf(d.state.float, currency());
        return form(d, async () => {
          await call('openSession', {body: {saleChannelId: channels.value[0].id, openingFloat: amount}});
          d.done();
          await this.load();
        }, html`<sale-pad .value=${d.state.float} .label=${t('shift.float')} .currency=${currency()} @pad=${event => d.set({float: event.detail})}></sale-pad>
          <p class="due-line"><span>${t('shift.float')}</span><b class="amount">${amount ? money(amount, currency()) : '–'}</b></p>`,
        {ok: t('shift.openOk'), disabled: !amount});
      },
    });
  }

  move(kind) {
    const {id, currency: of} = this.current;
    dialog({
      title: t(`shift.${kind}`),
      state: {amount: '', reason: ''},
      draw: d => {
        const amount = amountOf(d.state.amount, of);
        return form(d, async () => {
          await call('createCashMovement', {path: {id}, body: {kind, amount, reason: d.state.reason.trim()}});
          d.done();
          toast(t('done'), 'good');
          await this.load();
        }, html`<sale-pad .value=${d.state.amount} .label=${t('amount')} .currency=${of} @pad=${event => d.set({amount: event.detail})}></sale-pad>
          <p class="due-line"><span>${t(`shift.${kind}`)}</span><b class="amount">${amount ? money(amount, of) : '–'}</b></p>
          ${textField(t('reason'), d.state.reason, reason => d.set({reason}), {required: true, wrong: d.problem?.field('reason')})}`,
        {ok: t(`shift.${kind}`), disabled: !amount || !d.state.reason.trim()});
      },
    });
  }

  /** The drawer is opened without a sale: noted, with a reason of the merchant's list when there is one. */
  async noSale() {
    await this.run(async () => {
      await readSettings();
      const list = reasonsOf('noSale');
      await dialog({
        title: t('shift.noSale'),
        state: {reason: ''},
        draw: d => form(d, async () => {
          await call('createNoSale', {path: {id: this.current.id}, body: d.state.reason ? {reasonCode: d.state.reason} : {}});
          d.done();
          toast(t('shift.noSaleDone'), 'good');
          await this.load();
        }, html`<p>${t('shift.noSaleText')}</p>${list.length ? reasonField(d.state.reason, reason => d.set({reason}), {list}) : nothing}`,
        {ok: t('shift.noSale'), disabled: list.length > 0 && !d.state.reason}),
      });
    });
  }

  /** The drawer is counted without seeing what should be in it; too far off, it is counted again. */
  async close() {
    const {id, currency: of} = this.current;
    const pieces = PIECES[of];
    const closed = await dialog({
      title: t('shift.close'),
      kind: 'broad',
      state: {way: pieces ? 'pieces' : 'sum', counts: new Map(), sum: '', note: '', handOver: false, again: ''},
      draw: d => {
        const {state} = d;
        const counted = state.way === 'pieces'
          ? sum('0', ...[...state.counts].map(([value, count]) => times(value, count))) : amountOf(state.sum, of);
        return form(d, async () => {
          const answer = await approved({posSessionId: id}, approvals => call('closeSession', {
            path: {id}, approvals,
            body: {
              ...(state.way === 'pieces' ? {denominations: [...state.counts].filter(([, count]) => count > 0).map(([value, count]) => ({value, count}))}
                : {actualCash: counted}),
              ...(state.note.trim() ? {note: state.note.trim()} : {}), ...(state.handOver ? {handOver: true} : {}),
            },
          }));
          if (answer?.outcome === 'RECOUNT') {
            d.set({counts: new Map(), sum: '', again: t('shift.again', {left: answer.left})});
          } else if (answer) {
            d.done(true);
          }
        }, html`
          ${state.again ? html`<p class="refusal" role="alert">${state.again}</p>` : nothing}
          ${pieces ? choices(t('shift.how'), [['pieces', t('shift.pieces')], ['sum', t('shift.sum')]], state.way, way => d.set({way})) : nothing}
          ${state.way === 'pieces' ? html`<div class="pieces">${pieces.map(value => html`<label><span class="amount">${money(value, of)}</span>
            <input inputmode="numeric" maxlength="6" .value=${state.counts.get(value) ? String(state.counts.get(value)) : ''} placeholder="0"
              @input=${event => {
                state.counts.set(value, /^\d+$/.test(event.target.value) ? Number(event.target.value) : 0);
                d.redraw();
              }}></label>`)}</div>`
            : html`<sale-pad .value=${state.sum} .label=${t('shift.counted')} .currency=${of} @pad=${event => d.set({sum: event.detail})}></sale-pad>`}
          <p class="due-line"><span>${t('shift.counted')}</span><b class="amount">${counted ? money(counted, of) : '–'}</b></p>
          ${textField(t('note'), state.note, note => d.set({note}), {wrong: d.problem?.field('note')})}
          <label class="tick"><input type="checkbox" .checked=${state.handOver} @change=${event => d.set({handOver: event.target.checked})}>
            <span>${t('shift.handOver')}</span></label>`,
        {ok: t('shift.closeOk'), disabled: !counted});
      },
    });
    if (closed) {
      toast(t('shift.closed'), 'good');
      if (can('getZReport')) {
        go('shift', 'z', id);
      }
      await this.load();
    }
  }

  async x() {
    await this.run(async () => {
      const read = await call('getXReport', {path: {id: this.current.id}});
      await dialog({title: t('shift.x'), kind: 'broad', draw: () => reading(read)});
    });
  }

  reverse(movement) {
    actions(t('shift.reverse'), [{
      text: `${word('shift', movement.kind)} ${money(movement.amount, movement.currency)}`,
      bad: true,
      run: () => this.run(async () => {
        await call('createCashMovement', {path: {id: this.current.id}, body: {reverses: movement.id, reason: t('reason.mistake')}});
        await this.load();
      }),
    }]);
  }

  openShift() {
    const {current} = this;
    const reversed = new Set(this.movements.map(movement => movement.reverses).filter(Boolean));
    return html`<div class="columns">
      <section class="card" aria-label=${t('shift.drawer')}>
        <p class="chip good">${t('shift.isOpen')}</p>
        <p class="soft">${t('shift.since', {at: moment(current.openedAt)})} · ${t('shift.openedBy', {who: personName(current.openedBy)})}</p>
        <p class="due-line"><span>${t('shift.float')}</span><b class="amount">${money(current.openingFloat, current.currency)}</b></p>
        ${current.noSales ? html`<p class="soft">${t('shift.noSales', {n: current.noSales})}</p>` : nothing}
        <div class="shift-actions">
          ${can('createCashMovement') ? KINDS.map(kind => html`<button @click=${() => this.move(kind)}>${t(`shift.${kind}`)}</button>`) : nothing}
          ${can('createNoSale') ? html`<button class="no-sale" @click=${() => this.noSale()}>${t('shift.noSale')}</button>` : nothing}
          ${can('getXReport') ? html`<button @click=${() => this.x()}>${t('shift.x')}</button>` : nothing}
        </div>
        ${can('closeSession') ? html`<button class="big main" @click=${() => this.close()}>${t('shift.close')}</button>` : nothing}
      </section>
      <section class="card" aria-label=${t('shift.movements')}><h2>${t('shift.movements')}</h2>
        ${this.movements.length ? html`<div class="scroll" tabindex="0"><table><thead><tr><th>${t('time')}</th><th>${t('shift.kind')}</th><th>${t('reason')}</th><th>${t('shift.who')}</th><th class="num">${t('amount')}</th><td></td></tr></thead><tbody>
          ${this.movements.map(movement => html`<tr><td>${moment(movement.createdAt)}</td><td>${word('shift', movement.kind)}</td><td>${movement.reason}</td><td>${personName(movement.createdBy)}</td>
            <td class="num">${sign(movement.effect) < 0 ? '−' : '+'}${money(movement.amount, movement.currency)}</td>
            <td>${can('createCashMovement') && !movement.reverses && !movement.paymentReviewId && !movement.refundId && !reversed.has(movement.id)
              ? html`<button class="bad-text" @click=${() => this.reverse(movement)}>${t('shift.reverse')}</button>` : nothing}</td></tr>`)}</tbody></table></div>`
          : html`<p class="empty">${t('shift.noMovement')}</p>`}
      </section></div>`;
  }

  closedShifts() {
    return this.past.length ? html`<section class="card past" aria-label=${t('shift.past')}><h2>${t('shift.past')}</h2><div class="scroll" tabindex="0"><table>
      <thead><tr><th>${t('shift.closedAt')}</th><th>${t('shift.till')}</th><th>${t('shift.who')}</th><th class="num">${t('shift.counted')}</th><th class="num">${t('shift.difference')}</th><td></td></tr></thead>
      <tbody>${this.past.map(shift => html`<tr><td>${moment(shift.closedAt)}</td><td>${shift.deviceId}</td><td>${personName(shift.closedBy)}</td>
        <td class="num">${shift.actualCash === null ? '–' : money(shift.actualCash, shift.currency)}</td>
        <td class="num">${shift.cashDiscrepancy === null ? '–' : money(shift.cashDiscrepancy, shift.currency)}</td>
        <td>${can('getZReport') ? html`<a class="button" href="#/shift/z/${shift.id}">${t('shift.z')}</a>` : nothing}</td></tr>`)}</tbody></table></div></section>` : nothing;
  }

  render() {
    if (this.shown[0] === 'z') {
      return html`<header class="screen-head no-print"><a class="button" href="#/shift">${t('nav.shift')}</a><h1>${t('shift.z')}</h1>
        <button class="main" @click=${() => print()}>${t('shift.print')}</button></header>
        ${this.z ? html`<div class="paper card">${reading(this.z.content, this.z)}</div>` : html`<p class="loading" role="status">${t('loading')}</p>`}`;
    }
    return html`<header class="screen-head"><h1>${t('nav.shift')} · ${session.value.device}</h1></header>
      <div class="shift">${this.current === undefined ? html`<p class="loading" role="status">${t('loading')}</p>`
        : this.current ? this.openShift() : html`<section class="card closed"><p>${t('shift.none')}</p>
          ${can('openSession') ? html`<button class="big main" @click=${() => this.open()}>${t('shift.open')}</button>` : nothing}</section>`}
        ${this.closedShifts()}</div>`;
  }
}
customElements.define('sale-shift', Shift);

export const draw = args => html`<sale-shift .shown=${args}></sale-shift>`;
