// One order: what is on it, what the kitchen has of it, what is due.
import {Part, actions, approved, askNumber, askReason, choices, confirm, dialog, dressed, form, html, icon, nothing, now, repeat, show, textField, toast} from '../app/parts.js';
import {call, can, nextKey} from '../app/api.js';
import {clock, duration, minutesSince, t, word} from '../app/i18n.js';
import {exactly, money, minus, quantity, sign, step, sum} from '../app/money.js';
import {calm, watch} from '../app/stream.js';
import {go} from '../app/router.js';
import {orderName, statusChip, statusText, waitsForMoney} from '../app/orders.js';
import {readSettings, reasonsOf, settings} from '../app/settings.js';
import {Signal, Uses} from '../app/signal.js';
import {enterTip} from './cash.js';
import {give, givenOn, givenRow, mayGive, takeBack, waive} from './give.js';
import {lines} from './pieces.js';
import {leftOf, returnedChip, returnsOf} from './returned.js';
import {checkName, checksOf, divide, dueOf, openChecks, pay, preview, undivide} from './pay.js';
import {sums} from './sums.js';
import './menu.js';

await dressed(import.meta.url);

const PARTS = 'items,adjustments,charges,payments,checks,tickets,usages';
/** What an order has when money went back, as it can of one that is paid in part or was reopened. Not asked for with every tap on a draft that had none. */
const BACK = 'returns,refunds';
const hasBack = order => order.status !== 'DRAFT' || order.refunds?.length > 0;
const OVER = ['COMPLETED', 'CANCELLED'];
const COURSES = [0, 1, 2, 3];
const STATES = ['READY', 'PENDING', 'COOKING', 'SERVED', 'VOIDED'];

// A replica of the release before does not say what was voided.
const voided = item => item.voidedQuantity ?? '0';
const fresh = item => minus(minus(item.quantity, item.sentQuantity), voided(item));

class Order extends Part {
  static properties = {orderId: {attribute: false}};

  constructor() {
    super();
    this.order = null;
    this.missing = false;
    this.pending = [];
    this.queue = Promise.resolve();
    this.seat = 0;
    this.course = 0;
    this.edited = '';
    this.side = 'menu';
    this.changed = new Signal(0);
    this.read = calm(() => this.load().catch(show), 60);
    new Uses(this, now, settings);
  }

  connectedCallback() {
    super.connectedCallback();
    this.begin();
  }

  begin() {
    this.stop?.();
    this.stop = watch([`sale-order/${this.orderId}`], {heard: () => this.read(), reread: () => this.read()});
    this.load().catch(show);
    readSettings().catch(show);
  }

  willUpdate(changes) {
    const before = changes.get('orderId');
    if (before && before !== this.orderId) {
      Object.assign(this, {order: null, missing: false, pending: [], edited: '', seat: 0, course: 0});
      this.begin();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    this.stop = null;
  }

  async load() {
    const asked = this.orderId;
    try {
      const read = include => call('getOrder', {path: {id: asked}, query: {include}});
      let order = await read(this.order?.id !== asked || hasBack(this.order) ? `${PARTS},${BACK}` : PARTS);
      if (hasBack(order) && !order.returns) {
        order = await read(`${PARTS},${BACK}`);
      }
      if (asked === this.orderId) {
        this.show(order);
      }
    } catch (failure) {
      if (failure.status !== 404) {
        throw failure;
      }
      this.missing = true;
      this.requestUpdate();
    }
  }

  show(order) {
    if (!this.order || order.revision >= this.order.revision) {
      this.order = order;
    }
    this.requestUpdate();
    this.changed.value++;
  }

  /** Takes over what a change of the cart answered: its lines are on screen before anything is read again. Another order may be there by now. */
  touched({order, items, removedItemIds}) {
    if (order.id !== this.order?.id || order.revision < this.order.revision) {
      return;
    }
    const gone = new Set(removedItemIds);
    const fresh = new Map(items.map(item => [item.id, item]));
    const kept = this.order.items.filter(item => !gone.has(item.id)).map(item => fresh.get(item.id) ?? item);
    const known = new Set(kept.map(item => item.id));
    this.show({...this.order, ...order, items: [...kept, ...items.filter(item => !known.has(item.id))],
      payments: this.order.payments, checks: this.order.checks, returns: this.order.returns, refunds: this.order.refunds, tickets: this.order.tickets, usages: this.order.usages});
    if (this.order.adjustments?.length || this.order.charges?.length) {
      this.read();
    }
  }

  /** Takes over an order as a change of its discounts or charges answers it; nothing when it was not changed. */
  given(answer) {
    if (answer && answer.id === this.order?.id) {
      this.show({...this.order, ...answer});
    }
  }

  async discount(line = null) {
    this.given(await give(this.order, line));
  }

  async takeBack(adjustment) {
    await this.run(async () => this.given(await takeBack(this.order, adjustment)));
  }

  async charge(charge) {
    await this.run(async () => this.given(await waive(this.order, charge)));
  }

  /** A tap on the menu: seen at once, written in turn, and once, however long the service is away. */
  add({variant, quantity: wanted = '1', modifiers = [], note = '', basePrice, name}) {
    const key = nextKey();
    const id = this.orderId;
    const ghost = {key, name: name ?? variant.name, quantity: wanted};
    const item = {
      ...(variant ? {itemId: variant.id} : {mode: 'CUSTOM', name}),
      quantity: wanted, seat: this.seat, course: this.course,
      ...(modifiers.length ? {modifiers} : {}), ...(note ? {note} : {}), ...(basePrice ? {basePrice} : {}),
    };
    this.pending = [...this.pending, ghost];
    this.requestUpdate();
    this.queue = this.queue.then(async () => {
      try {
        this.touched(await call('addItems', {path: {id}, body: {items: [item]}, key, patience: Infinity}));
      } catch (failure) {
        show(failure);
      } finally {
        this.pending = this.pending.filter(other => other !== ghost);
        this.requestUpdate();
      }
    });
  }

  get draft() {
    return this.order.status === 'DRAFT';
  }

  /** What can be sent; of a combo its parts count. */
  get dishes() {
    const leads = new Set(this.order.items.map(item => item.leadItemId).filter(Boolean));
    return this.order.items.filter(item => !leads.has(item.id));
  }

  /** Lines a kitchen has not seen: what it voided it has seen. */
  get unsent() {
    return this.dishes.filter(item => item.kitchenStationCode && sign(fresh(item)) > 0);
  }

  /** Whether what is not sent can be, and still means something: of a paid order it is offered, but no longer urged. */
  get maySend() {
    return this.order.status !== 'CANCELLED' && this.order.refundStatus !== 'FULL' && can('createKitchenTickets');
  }

  get voided() {
    return this.dishes.filter(item => sign(voided(item)) > 0);
  }

  /** Everything new in few words, or by name once a dish was voided: it would be sent again with all the others. */
  all(course) {
    const wanted = this.dishes.filter(item => sign(fresh(item)) > 0 && (course === undefined || item.course === course));
    return this.voided.length ? {items: wanted.map(item => ({itemId: item.id, quantity: fresh(item)}))} : course === undefined ? {} : {course};
  }

  /** What the kitchen has of a line: {READY: 2, COOKING: 1}. */
  cooking(line) {
    const ids = new Set([line.id, ...line.parts.map(part => part.id)]);
    const items = (this.order.tickets ?? []).flatMap(ticket => ticket.items).filter(item => ids.has(item.saleOrderItemId));
    return Map.groupBy(items, item => item.status);
  }

  async send(body, dishes) {
    await this.run(async () => {
      await call('createKitchenTickets', {path: {id: this.orderId}, body});
      toast(t('order.sent', {n: dishes}), 'good');
      await this.load();
    });
  }

  sendSome() {
    const courses = [...new Set(this.unsent.map(item => item.course))].sort((a, b) => a - b);
    actions(t('order.sendWhat'), [
      ...courses.map(course => ({
        text: course ? t('order.sendCourse', {n: course}) : t('order.sendNoCourse'),
        run: () => this.send(this.all(course), this.unsent.filter(item => item.course === course).length),
      })),
      courses.length && {text: t('order.sendRush'), run: () => this.send({...this.all(), rush: true}, this.unsent.length)},
      ...this.voided.map(item => ({
        text: t('order.sendAgain', {name: item.name}),
        run: () => this.send({items: [{itemId: item.id, quantity: voided(item)}]}, 1),
      })),
    ]);
  }

  /** Prices it for good. What people took off may come to another sum there, and somebody may have to allow it. */
  async checkOut() {
    await this.run(async () => {
      const {currency} = this.order;
      const done = await approved({orderId: this.orderId},
        approvals => call('checkOutOrder', {path: {id: this.orderId}, body: {}, approvals}), currency);
      if (!done) {
        return;
      }
      const taken = sum('0', ...done.items.map(item => item.manualDiscount));
      if (done.discountBeforePricing !== taken) {
        toast(t('order.discountNow', {before: exactly(done.discountBeforePricing, currency), after: exactly(taken, currency)}));
      }
      await this.load();
    });
  }

  take(check = null) {
    pay({order: this.order, check, fresh: () => this.order, listen: f => this.changed.watch(f), reload: () => this.load()});
  }

  /** The next thing to do, and the biggest thing on the screen. */
  get next() {
    const {order} = this;
    const due = dueOf(order);
    if (this.draft) {
      if (!order.items.length) {
        return null;
      }
      if (this.unsent.length && can('createKitchenTickets')) {
        return {text: t('order.send', {n: this.unsent.length}), run: () => this.send(this.all(), this.unsent.length)};
      }
      return can('checkOutOrder') ? {text: t('order.checkOut', {total: money(order.total, order.currency)}), run: () => this.checkOut()} : null;
    }
    if (waitsForMoney(order.status) && sign(due) > 0 && !openChecks(order).length) {
      return {text: t('pay.take', {due: money(due, order.currency)}), run: () => this.take()};
    }
    const check = waitsForMoney(order.status) && openChecks(order).find(one => sign(one.due) > 0);
    if (check) {
      return {text: t('pay.takeOf', {name: checkName(check), due: money(check.due, order.currency)}), run: () => this.take(check)};
    }
    return {text: t('order.toFloor'), run: () => go('floor'), plain: waitsForMoney(order.status)};
  }

  more() {
    const {order} = this;
    const regroup = () => import('./regroup.js');
    const then = done => done && this.load();
    const draftMoney = sign(order.counter.paid) === 0;
    actions(orderName(order), [
      can('updateOrder') && order.status !== 'COMPLETED' && order.status !== 'CANCELLED' && {text: t('order.describe'), run: () => this.describe()},
      (this.unsent.length || (this.draft && this.voided.length)) && this.maySend && {text: t('order.sendSome'), run: () => this.sendSome()},
      this.draft && can('mergeOrders') && {text: t('regroup.merge'), run: () => regroup().then(({mergeInto}) => mergeInto(order)).then(then).catch(show)},
      this.draft && can('splitOrder') && {text: t('regroup.split'), run: () => regroup().then(({split}) => split(order)).then(then).catch(show)},
      this.draft && (can('undoMerge') || can('undoSplit')) && can('getOrderProof')
        && {text: t('regroup.undo'), run: () => regroup().then(({undo}) => undo(order)).then(then).catch(show)},
      can('getOrderHistory') && {text: t('history.title'), run: () => import('./history.js').then(({history}) => history(order))},
      openChecks(order).length && can('deleteChecks') && {text: t('divide.undo'), run: () => this.run(() => undivide(order).then(() => this.load()))},
      waitsForMoney(order.status) && draftMoney && can('revertOrder') && {text: t('order.revert'), run: () => this.revert()},
      this.draft && !order.items.length && can('deleteOrder') && {text: t('order.delete'), bad: true, run: () => this.drop()},
      order.status !== 'COMPLETED' && order.status !== 'CANCELLED' && can('cancelOrder') && {text: t('order.cancel'), bad: true, run: () => this.cancel()},
    ]);
  }

  get mayReturn() {
    return this.order.status === 'COMPLETED' && this.order.refundStatus !== 'FULL' && can('createReturn');
  }

  giveBack() {
    return this.run(async () => {
      const {giveBack} = await import('./returns.js');
      if (await giveBack(this.order)) {
        await this.load();
      }
    });
  }

  /** What can be done about money that goes back. */
  decide(refund) {
    return this.run(async () => (await import('./refunds.js')).decide(refund, () => this.load().catch(show)));
  }

  async revert() {
    if (await confirm({title: t('order.revert'), text: t('order.revertText'), ok: t('order.revert')})) {
      await this.run(async () => {
        await call('revertOrder', {path: {id: this.orderId}, body: {}});
        await this.load();
      });
    }
  }

  async drop() {
    await this.run(async () => {
      await call('deleteOrder', {path: {id: this.orderId}});
      go('floor');
    });
  }

  async cancel() {
    await askReason({
      title: t('order.cancel'), ok: t('order.cancelOk'), list: reasonsOf('cancel'), usual: [t('reason.left'), t('reason.mistake')],
      submit: async reason => {
        const done = await approved({orderId: this.orderId}, approvals => call('cancelOrder', {path: {id: this.orderId}, body: {reason}, approvals}));
        if (done) {
          go('floor');
        }
      },
    });
  }

  async describe() {
    const {order} = this;
    await dialog({
      title: t('order.describe'),
      state: {name: order.name === order.orderNumber ? '' : order.name, note: order.note ?? '', guests: order.guestCount ?? 0},
      draw: d => form(d, async () => {
        const {name, note, guests} = d.state;
        await call('updateOrder', {
          path: {id: order.id},
          body: {...(name.trim() ? {name: name.trim()} : {}), note: note.trim() || null, guestCount: guests || null},
        });
        d.done();
        await this.load();
      }, html`${textField(t('name'), d.state.name, name => d.set({name}), {wrong: d.problem?.field('name')})}
        ${textField(t('note'), d.state.note, note => d.set({note}), {wrong: d.problem?.field('note')})}
        <p><b>${t('guestsWord')}</b></p>
        <div class="stepper"><button type="button" aria-label=${t('less')} ?disabled=${d.state.guests <= 0} @click=${() => d.set({guests: d.state.guests - 1})}>${icon('less')}</button>
          <output>${d.state.guests}</output>
          <button type="button" aria-label=${t('more')} @click=${() => d.set({guests: d.state.guests + 1})}>${icon('plus')}</button></div>`,
      {ok: t('save')}),
    });
  }

  // Lines.

  /** Changes a line; less of what the kitchen has needs a reason, and perhaps somebody's approval. */
  async change(line, body) {
    const lessThanSent = body.quantity !== undefined && sign(minus(line.sentQuantity, body.quantity)) > 0;
    const reason = lessThanSent ? await this.whyLess(line) : '';
    if (lessThanSent && !reason) {
      return;
    }
    await this.run(async () => {
      const answer = await approved({orderId: this.orderId}, approvals => call('updateItem', {
        path: {id: this.orderId, itemId: line.id}, body: {...body, ...(reason ? {reason} : {})}, approvals,
      }));
      if (answer) {
        this.touched(answer);
      }
    });
  }

  async takeOff(line) {
    const sent = sign(line.sentQuantity) > 0 || line.parts.some(part => sign(part.sentQuantity) > 0);
    const reason = sent ? await this.whyLess(line) : undefined;
    if (sent && !reason) {
      return;
    }
    await this.run(async () => {
      const answer = await approved({orderId: this.orderId}, approvals =>
        call('removeItem', {path: {id: this.orderId, itemId: line.id}, query: {reason}, approvals}));
      if (answer) {
        this.edited = '';
        this.touched(answer);
      }
    });
  }

  whyLess(line) {
    return askReason({
      title: t('order.whyLess', {name: line.name}), ok: t('order.takeOff'), list: reasonsOf('void'),
      usual: [t('reason.changed'), t('reason.mistake'), t('reason.wrong')],
    });
  }

  async serve(items) {
    await this.run(async () => {
      await call('updateKitchenTicketItems', {body: {items: items.map(item => ({id: item.id, status: 'SERVED'}))}});
      await this.load();
    });
  }

  line(line) {
    const cooking = this.cooking(line);
    const ready = cooking.get('READY') ?? [];
    const isNew = !OVER.includes(this.order.status) && this.unsent.some(item => item.id === line.id || item.leadItemId === line.id);
    const open = this.edited === line.id && this.draft;
    return html`<li class="line ${isNew ? 'fresh' : ''} ${open ? 'open' : ''} ${this.order.returns?.length && sign(leftOf(this.order, line)) <= 0 ? 'gone' : ''}">
      <button class="line-face" aria-expanded=${open} ?disabled=${!this.draft || !can('updateItem')} @click=${() => {
        this.edited = open ? '' : line.id;
        this.requestUpdate();
      }}>
        <span class="count">${quantity(line.quantity)}</span>
        <span class="said"><span class="name">${line.name}</span>
          ${line.modifiers.map(modifier => html`<span class="soft">+ ${modifier.name}</span>`)}
          ${line.parts.map(part => html`<span class="soft">${quantity(part.quantity)} ${part.name}</span>`)}
          ${line.note ? html`<span class="line-note">${line.note}</span>` : nothing}
          <span class="marks">${line.seat ? html`<span class="chip">${t('seatN', {n: line.seat})}</span>` : nothing}
            ${isNew ? html`<span class="chip blue">${t('order.new')}</span>` : nothing}
            ${returnedChip(this.order, line)}
            ${STATES.filter(state => cooking.has(state) && !(state === 'READY' && this.mayServe)).map(state => html`<span
              class="chip ${state === 'READY' ? 'good' : state === 'COOKING' ? 'warn' : ''}">${word('dish', state)}</span>`)}</span></span>
        <span class="amount">${exactly(line.total, line.currency)}</span>
      </button>
      ${this.takenOff(line)}
      ${ready.length && this.mayServe ? html`<button class="serve" @click=${() => this.serve(ready)}>${t('order.serve', {name: line.name})}</button>` : nothing}
      ${open ? this.editor(line) : nothing}</li>`;
  }

  /** What is taken off a line: by people, and by pricing since check-out. */
  takenOff(line) {
    const given = (this.order.adjustments ?? []).filter(adjustment => adjustment.itemId === line.id);
    const promotion = minus(line.discount, line.manualDiscount);
    return html`${given.map(adjustment => givenRow(this.order, adjustment, () => this.takeBack(adjustment)))}
      ${sign(promotion) > 0 ? html`<p class="given"><span>${t('give.promotion')}</span><span class="amount">−${exactly(promotion, line.currency)}</span></p>` : nothing}`;
  }

  get mayServe() {
    return can('updateKitchenTicketItems') && this.order.status !== 'CANCELLED';
  }

  editor(line) {
    const less = step(line.quantity, -1);
    return html`<div class="editor">
      <div class="stepper">
        <button aria-label=${t('less')} @click=${() => (sign(less) > 0 ? this.change(line, {quantity: less}) : this.takeOff(line))}>${icon('less')}</button>
        <output>${quantity(line.quantity)}</output>
        <button aria-label=${t('more')} @click=${() => this.change(line, {quantity: step(line.quantity, 1)})}>${icon('plus')}</button>
        ${can('removeItem') ? html`<button class="bad-text" @click=${() => this.takeOff(line)}>${t('order.remove')}</button>` : nothing}
        <button @click=${() => this.noteOf(line)}>${t('note')}</button>
        ${mayGive() ? html`<button @click=${() => this.discount(line)}>${t('give.title')}</button>` : nothing}
      </div>
      ${choices(t('course'), COURSES.map(course => [course, course ? t('courseN', {n: course}) : t('noCourse')]), line.course, course => this.change(line, {course}))}
      ${choices(t('seat'), this.seats.map(seat => [seat, seat ? t('seatN', {n: seat}) : t('shared')]), line.seat, seat => this.change(line, {seat}))}
    </div>`;
  }

  noteOf(line) {
    dialog({
      title: line.name,
      state: {note: line.note ?? ''},
      draw: d => form(d, async () => {
        this.touched(await call('updateItem', {path: {id: this.orderId, itemId: line.id}, body: {note: d.state.note.trim() || null}}));
        d.done();
      }, textField(t('note'), d.state.note, note => d.set({note}), {focus: true, wrong: d.problem?.field('note')}), {ok: t('save')}),
    });
  }

  get seats() {
    const taken = this.order.items.map(item => item.seat);
    const most = Math.max(this.order.guestCount ?? 0, this.seat, ...taken, 2);
    return Array.from({length: Math.min(most, 20) + 1}, (_, seat) => seat);
  }

  bill() {
    const {order} = this;
    const all = lines(order);
    const byCourse = Map.groupBy(all, line => line.course);
    const courses = [...byCourse.keys()].sort((a, b) => a - b);
    return html`<div class="lines" tabindex="0">
      ${courses.map(course => html`${courses.length > 1 || course ? html`<h2 class="course">${course ? t('courseN', {n: course}) : t('noCourse')}</h2>` : nothing}
        <ul>${repeat(byCourse.get(course), line => line.id, line => this.line(line))}</ul>`)}
      ${this.pending.length ? html`<ul>${this.pending.map(ghost => html`<li class="line pending"><div class="line-face">
        <span class="count">${quantity(ghost.quantity)}</span><span class="said"><span class="name">${ghost.name}</span></span>
        <span class="soft">${t('saving')}</span></div></li>`)}</ul>` : nothing}
      ${all.length || this.pending.length ? nothing : html`<p class="empty">${t('order.empty')}</p>`}
      ${givenOn(order, {undo: adjustment => this.takeBack(adjustment), change: charge => this.charge(charge)})}
      ${returnsOf(order, refund => this.decide(refund))}
      ${openChecks(order).length ? checksOf(order, waitsForMoney(order.status) ? check => this.take(check) : null) : nothing}
      ${this.payments()}
    </div>`;
  }

  payments() {
    const shown = (this.order.payments ?? []).filter(payment => payment.status !== 'PENDING');
    return shown.length ? html`<section class="payments" aria-label=${t('pay.payments')}><h2>${t('pay.payments')}</h2>
      <ul>${shown.map(payment => html`<li><span>${word('method', payment.method)}</span>
        <span class="chip ${payment.status === 'SUCCESS' ? 'good' : 'bad'}">${word('payment', payment.status)}</span>
        <span class="soft">${clock(payment.successAt ?? payment.firstSeenAt)}</span>
        <span class="amount">${money(payment.amount, payment.currency)}</span>
        ${can('updateTip') && payment.status === 'SUCCESS' && payment.type === 'PAYMENT'
          ? html`<button @click=${() => this.tip(payment)}>${sign(payment.tip) > 0 ? t('tip.some', {amount: money(payment.tip, payment.currency)}) : t('tip.title')}</button>`
          : sign(payment.tip) > 0 ? html`<span class="chip">${t('tip.some', {amount: money(payment.tip, payment.currency)})}</span>` : nothing}</li>`)}</ul></section>` : nothing;
  }

  async tip(payment) {
    const done = await enterTip(this.order, payment);
    if (done) {
      await this.load().catch(show);
      const booked = (this.order.payments ?? []).find(one => one.uid === payment.uid);
      toast(t('tip.done', {amount: money(booked?.tip ?? '0', payment.currency)}), 'good');
    }
  }

  foot() {
    const {order, next} = this;
    const some = order.items.length > 0;
    return html`<footer class="bill-foot">${sums(order, {paid: order.counter.paid, soFar: this.draft})}
      <div class="beside">
        ${this.draft && some && this.unsent.length && can('checkOutOrder') ? html`<button @click=${() => this.checkOut()}>${t('order.checkOutShort')}</button>` : nothing}
        ${waitsForMoney(order.status) && this.unsent.length && this.maySend ? html`<button @click=${() => this.send(this.all(), this.unsent.length)}>${
          t('order.send', {n: this.unsent.length})}</button>` : nothing}
        ${this.draft && some && mayGive() ? html`<button @click=${() => this.discount()}>${t('give.title')}</button>` : nothing}
        ${this.draft && some && can('previewPrice') ? html`<button @click=${() => preview(order)}>${t('pay.preview')}</button>` : nothing}
        ${waitsForMoney(order.status) && !openChecks(order).length && can('createChecks')
          ? html`<button @click=${() => divide(order).then(done => done && this.load())}>${t('divide.title')}</button>` : nothing}
        ${this.mayReturn ? html`<button class="take-back" @click=${() => this.giveBack()}>${t('return.title')}</button>` : nothing}
        ${this.draft ? nothing : html`<a class="button" href="#/receipt/${order.id}">${order.status === 'COMPLETED' ? t('receipt.title') : t('receipt.bill')}</a>`}
        <button class="dots-text" @click=${() => this.more()}>${icon('more')}${t('moreActions')}</button>
      </div>
      ${next ? html`<button class="big ${next.plain ? '' : 'main'}" ?disabled=${this.pending.length > 0} @click=${next.run}>${next.text}</button>` : nothing}
    </footer>`;
  }

  head() {
    const {order} = this;
    const tables = (order.usages ?? []).filter(usage => usage.status === 'ACTIVE').map(usage => usage.unitCode);
    return html`<header class="order-head">
      <a class="bare-link" href="#/floor" aria-label=${t('order.toFloor')}>${icon('back')}</a>
      <h1>${tables.length ? html`<span class="table">${tables.join(' + ')}</span> ` : nothing}<span class="${tables.length ? 'soft' : ''}">${orderName(order)}</span></h1>
      <button class="guests" ?disabled=${!this.draft || !can('updateOrder')} aria-label=${t('order.guestsChange', {n: order.guestCount ?? 0})} @click=${() => this.guests()}>${icon('guests')}${order.guestCount ?? '–'}</button>
      <span class="chip ${statusChip(order.status)}">${statusText(order.status)}</span>
      ${order.refundStatus === 'NONE' ? nothing : html`<span class="chip bad">${word('refundStatus', order.refundStatus)}</span>`}
      <span class="soft">${duration(minutesSince(order.createdAt))}</span>
      ${order.note ? html`<span class="order-note">${order.note}</span>` : nothing}
    </header>`;
  }

  async guests() {
    const typed = await askNumber({title: t('guestsWord'), ok: t('save'), value: String(this.order.guestCount ?? ''), label: t('guestsWord')});
    if (typed) {
      await this.run(async () => {
        await call('updateOrder', {path: {id: this.orderId}, body: {guestCount: Number(typed)}});
        await this.load();
      });
    }
  }

  /** For whom the next taps are. */
  forWhom() {
    return html`<div class="for-whom">
      ${choices(t('seat'), this.seats.map(seat => [seat, seat ? t('seatN', {n: seat}) : t('shared')]), this.seat, seat => {
        this.seat = seat;
        this.requestUpdate();
      })}
      ${choices(t('course'), COURSES.map(course => [course, course ? t('courseN', {n: course}) : t('noCourse')]), this.course, course => {
        this.course = course;
        this.requestUpdate();
      })}</div>`;
  }

  render() {
    if (this.missing) {
      return html`<p class="empty">${t('order.missing')} <a href="#/floor">${t('order.toFloor')}</a></p>`;
    }
    if (!this.order) {
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    const sells = this.draft && can('addItems');
    const count = this.order.items.filter(item => !item.leadItemId).length + this.pending.length;
    const side = sells ? this.side : 'bill';
    return html`<div class="order ${sells ? '' : 'no-menu'} shows-${side}">
      ${this.head()}
      ${sells ? html`<div class="sides" role="tablist" aria-label=${t('order')}>
        ${[['menu', t('menu.title')], ['bill', t('order.billTab', {n: count})]].map(([name, text]) => html`<button role="tab" aria-selected=${side === name}
          @click=${() => {
            this.side = name;
            this.requestUpdate();
          }}>${text}</button>`)}</div>
      <section class="menu" aria-label=${t('menu.title')}>${this.forWhom()}<sale-menu .pick=${picked => this.add(picked)}></sale-menu>
        <div class="menu-foot"><span>${t('order.sofar')} <b class="amount">${money(this.order.total, this.order.currency)}</b></span>
          <button class="main" @click=${() => {
            this.side = 'bill';
            this.requestUpdate();
          }}>${t('order.billTab', {n: count})}</button></div></section>` : nothing}
      <section class="bill" aria-label=${t('order')}>${this.bill()}${this.foot()}</section>
    </div>`;
  }
}
customElements.define('sale-order', Order);

export const draw = ([id]) => html`<sale-order .orderId=${id}></sale-order>`;
