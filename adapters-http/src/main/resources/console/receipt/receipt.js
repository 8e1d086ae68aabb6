// The paper of a bill, 80 mm wide: what was sold, what makes the total, how it was paid, what came back. One for each part of a divided bill.
import {Part, dressed, html, icon, nothing, show} from '../app/parts.js';
import {call} from '../app/api.js';
import {clock, moment, t, word} from '../app/i18n.js';
import {exactly, minus, quantity, sign, sum} from '../app/money.js';
import {orderName} from '../app/orders.js';
import {channels, me} from '../app/session.js';
import {readSettings, settings} from '../app/settings.js';
import {Uses} from '../app/signal.js';
import {calm, watch} from '../app/stream.js';
import {handedFor, notePrint, printsOf} from '../app/till.js';
import {adjustmentName} from '../order/give.js';
import {checkName, openChecks} from '../order/pay.js';
import {lines, portion} from '../order/pieces.js';
import {cameTo, nameOf, refundChip} from '../order/returned.js';

await dressed(import.meta.url);

const PARTS = 'items,adjustments,charges,payments,checks,returns,refunds,usages';
const MILLIMETRES_PER_PIXEL = 25.4 / 96;
/** So much is cut off below the last line, and no second page begins by a rounding. */
const TAIL = 8;

const row = (text, amount, name = '') => html`<p class="row ${name}"><span>${text}</span><span class="amount">${amount}</span></p>`;
const less = (amount, currency) => `${sign(amount) < 0 ? '+' : '−'}${exactly(amount.replace('-', ''), currency)}`;
const some = (text, amount, currency, name) => (sign(amount) !== 0 ? row(text, exactly(amount, currency), name) : nothing);

const took = (text, amount, currency) => (sign(amount) !== 0 ? row(text, less(amount, currency)) : nothing);

/** The bill as a whole, as a paper reads it: lines, what was given on all of it, charges by name. */
function wholeOf(order) {
  const given = order.adjustments ?? [];
  const taken = adjustment => ({text: adjustmentName(adjustment, order.currency), amount: adjustment.amount});
  const sold = lines(order).map(line => {
    const promotion = minus(line.discount, line.manualDiscount);
    return {
      id: line.id, name: line.name, count: quantity(line.quantity), price: line.quantity === '1' ? null : line.basePrice, gross: line.total, modifiers: line.modifiers,
      parts: line.parts.map(part => ({count: quantity(part.quantity), name: part.name})),
      given: [...given.filter(one => one.itemId === line.id && sign(one.amount) !== 0).map(taken),
        ...(sign(promotion) > 0 ? [{text: t('give.promotion'), amount: promotion}] : [])],
    };
  });
  const onAll = given.filter(one => one.scope === 'ORDER' && one.kind !== 'CODE' && sign(one.amount) !== 0).map(taken);
  const named = sum('0', ...[...sold.flatMap(line => line.given), ...onAll].map(one => one.amount));
  const rest = minus(order.discount, named);
  return {
    id: null, name: '', of: order, paid: order.counter.paid, sold,
    onAll: sign(rest) === 0 ? onAll : [...onAll, {text: t('discount'), amount: rest}],
    charges: (order.charges ?? []).filter(charge => sign(charge.amount) !== 0),
  };
}

/** One guest's part of a divided bill: its share of each line, with what was taken off it. */
function partOf(order, check) {
  const byId = new Map(order.items.map(item => [item.id, item]));
  const countOf = one => portion(check, one.quantity, byId.get(one.saleOrderItemId)?.quantity ?? one.quantity);
  const parts = Map.groupBy(check.items.filter(one => byId.get(one.saleOrderItemId)?.leadItemId), one => byId.get(one.saleOrderItemId).leadItemId);
  const sold = check.items.filter(one => !byId.get(one.saleOrderItemId)?.leadItemId).map(one => {
    const item = byId.get(one.saleOrderItemId);
    return {
      id: one.saleOrderItemId, name: item?.name ?? '', count: countOf(one), price: null, gross: one.subtotal, modifiers: item?.modifiers ?? [],
      parts: (parts.get(one.saleOrderItemId) ?? []).map(part => ({count: countOf(part), name: nameOf(order, part.saleOrderItemId)})),
      given: sign(one.discount) !== 0 ? [{text: t('discount'), amount: one.discount}] : [],
    };
  });
  const rest = minus(check.discount, sum('0', ...sold.flatMap(line => line.given).map(one => one.amount)));
  return {
    id: check.id, name: checkName(check), of: check, paid: check.paid, sold, charges: [],
    onAll: sign(rest) === 0 ? [] : [{text: t('discount'), amount: rest}],
  };
}

const billsOf = order => (openChecks(order).length ? openChecks(order).map(check => partOf(order, check)) : [wholeOf(order)]);

const paidUp = bill => bill.of.status === 'COMPLETED';

/** A bill and a receipt of the same sale are two papers: each has its own copies. */
const paperOf = (order, bill) => `${order.id}/${bill.id ?? ''}/${paidUp(bill) ? 'receipt' : 'bill'}`;

function linesOf(bill, currency) {
  return bill.sold.map(line => html`<div class="sold">
    ${row(html`${line.count} × ${line.name}${line.price ? html` <span class="soft">${exactly(line.price, currency)}</span>` : nothing}`,
      exactly(line.gross, currency))}
    ${line.modifiers.map(modifier => html`<p class="sub">+ ${modifier.quantity === '1' ? nothing : html`${quantity(modifier.quantity)} × `}${modifier.name}${
      sign(modifier.unitPrice) === 0 ? nothing : html` <span class="amount">(${exactly(modifier.unitPrice, currency)})</span>`}</p>`)}
    ${line.parts.map(part => html`<p class="sub">${part.count} × ${part.name}</p>`)}
    ${line.given.map(one => row(one.text, less(one.amount, currency), 'sub'))}</div>`);
}

function sumsOf(bill, currency) {
  const {of} = bill;
  const many = [of.discount, of.charge, of.tax, of.rounding].some(amount => sign(amount) !== 0);
  const known = bill.charges.length && sum(...bill.charges.map(charge => charge.amount)) === of.charge;
  return html`<div class="block sums">
    ${many ? row(t('subtotal'), exactly(of.subtotal, currency), 'part') : nothing}
    ${sign(of.discount) !== 0 ? row(t('receipt.discounts'), less(of.discount, currency), 'part') : nothing}
    ${bill.onAll.map(one => row(one.text, less(one.amount, currency), 'sub'))}
    ${known ? bill.charges.map(charge => row(charge.name, exactly(charge.amount, currency), 'part')) : some(t('charge'), of.charge, currency, 'part')}
    ${some(t('tax'), of.tax, currency, 'part')}
    ${some(t('rounding'), of.rounding, currency, 'part')}
    ${row(t('total'), exactly(of.total, currency), 'grand')}
    ${some(t('cashRounding'), of.cashRounding, currency)}
    ${some(t('tip.title'), of.tip, currency)}</div>`;
}

/** The payments that count, with the change that this till gave for cash; what MQ-Pay took back, or booked without a payment, by its sum. */
function moneyOf(order, bill, currency) {
  const payments = (order.payments ?? []).filter(one => one.type === 'PAYMENT' && one.status === 'SUCCESS' && (bill.id === null || one.saleCheckId === bill.id));
  const handed = handedFor(order.id).filter(one => bill.id === null || one.checkId === bill.id);
  const rest = minus(bill.paid, sum('0', ...payments.map(one => one.amount)));
  const over = sign(bill.of.due ?? '0') > 0 ? '0' : minus(bill.paid, sum(bill.of.total, bill.of.cashRounding, bill.of.tip));
  return html`<div class="block">
    ${payments.map(payment => {
      const at = handed.findIndex(one => payment.method === 'CASH' && one.checkId === payment.saleCheckId && sign(minus(one.amount, payment.amount)) === 0);
      const [gave] = at < 0 ? [] : handed.splice(at, 1);
      return html`${row(html`${word('method', payment.method)} <span class="soft">${clock(payment.successAt ?? payment.firstSeenAt)}</span>`,
        exactly(payment.amount, currency))}
        ${gave ? html`${row(t('cash.given'), exactly(gave.given, currency), 'sub')}${row(t('cash.change'), exactly(minus(gave.given, gave.amount), currency), 'sub')}` : nothing}`;
    })}
    ${sign(rest) > 0 ? row(word('method', 'UNKNOWN'), exactly(rest, currency)) : sign(rest) < 0 ? row(word('payment', 'CANCELLED'), exactly(rest, currency)) : nothing}
    ${sign(over) > 0 ? row(t('pay.over'), exactly(over, currency)) : nothing}
    ${bill.of.due !== null && sign(bill.of.due) > 0 ? html`${row(t('pay.due'), exactly(bill.of.due, currency), 'grand')}
      ${bill.of.cashDue !== bill.of.due ? row(t('pay.cashDue'), exactly(bill.of.cashDue, currency)) : nothing}` : nothing}</div>`;
}

/** What came back of this bill, and the money that went back for it. */
function backOf(order, bill, currency) {
  const mine = one => bill.id === null || one.saleCheckId === bill.id;
  const check = openChecks(order).find(one => one.id === bill.id);
  const all = new Map((order.returns ?? []).map(one => [one.id, one.items]));
  const quantities = items => sum('0', ...items.map(item => item.quantity));
  const backCount = (one, id, parts) => portion(check, quantities(parts), quantities(all.get(one.id).filter(item => item.itemId === id)));
  const returns = (order.returns ?? []).map(one => ({...one, items: one.items.filter(mine)})).filter(one => one.items.length);
  const refunds = (order.refunds ?? []).filter(one => mine(one) && one.replacedById === null);
  if (!returns.length && !refunds.length) {
    return nothing;
  }
  return html`<div class="block back"><h3>${t('return.section')}</h3>
    ${returns.map(one => html`<p class="soft">${moment(one.createdAt)}</p>
      ${[...Map.groupBy(one.items, item => item.itemId)].filter(([id, parts]) => sign(parts[0].subtotal) !== 0 || !order.items.find(item => item.id === id)?.leadItemId)
        .map(([id, parts]) => row(`${backCount(one, id, parts)} × ${nameOf(order, id)}`, less(sum(...parts.map(cameTo)), currency)))}
      ${bill.id === null ? html`${took(t('rounding'), one.rounding, currency)}${took(t('cashRounding'), one.cashRounding, currency)}
        ${some(t('return.unpaid'), one.unpaidReturned, currency)}` : nothing}`)}
    ${refunds.map(refund => row(html`${t('receipt.refunded', {method: word('method', refund.method)})} ${refund.status === 'SUCCESS' ? nothing : refundChip(refund)}`,
      exactly(refund.amount, currency)))}
    ${bill.id === null && returns.length ? html`${row(t('receipt.kept'), exactly(minus(order.total, order.refunded), currency), 'grand')}
      ${some(t('cashRounding'), minus(order.cashRounding, sum('0', ...returns.map(one => one.cashRounding))), currency)}` : nothing}</div>`;
}

class Receipt extends Part {
  static properties = {args: {attribute: false}};

  constructor() {
    super();
    this.order = null;
    this.missing = false;
    this.roll = new CSSStyleSheet();
    this.read = calm(() => this.load().catch(show), 60);
    this.before = () => this.measure();
    this.after = () => this.printed();
    new Uses(this, settings);
  }

  get orderId() {
    return this.args[0];
  }

  connectedCallback() {
    super.connectedCallback();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.roll];
    addEventListener('beforeprint', this.before);
    addEventListener('afterprint', this.after);
    this.begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.roll);
    removeEventListener('beforeprint', this.before);
    removeEventListener('afterprint', this.after);
    this.stop();
  }

  willUpdate(changes) {
    const before = changes.get('args');
    if (before && before[0] !== this.orderId) {
      this.order = null;
      this.missing = false;
      this.begin();
    }
  }

  begin() {
    this.stop?.();
    this.stop = watch([`sale-order/${this.orderId}`], {heard: () => this.read(), reread: () => this.read()});
    this.load().catch(show);
    readSettings().catch(show);
  }

  async load() {
    const asked = this.orderId;
    try {
      const order = await call('getOrder', {path: {id: asked}, query: {include: PARTS}});
      if (asked === this.orderId) {
        this.order = order;
      }
    } catch (failure) {
      if (failure.status !== 404) {
        throw failure;
      }
      this.missing = true;
    }
    this.requestUpdate();
  }

  /** The bills on screen: all, or the guest's that was chosen. */
  get shown() {
    const all = billsOf(this.order);
    const chosen = all.filter(bill => bill.id === this.args[1]);
    return chosen.length ? chosen : all;
  }

  /** The page is as long as the longest paper: a roll has no pages, and other pages of the console keep theirs. */
  measure() {
    const heights = [...this.querySelectorAll('.receipt')].map(paper => paper.getBoundingClientRect().height);
    this.roll.replaceSync(`@page { size: 80mm ${Math.ceil(Math.max(40, ...heights) * MILLIMETRES_PER_PIXEL) + TAIL}mm; margin: 0; }`);
  }

  /** From now on these are copies. Nobody tells a page whether paper came out: one that was called off counts. */
  printed() {
    this.roll.replaceSync('');
    if (this.order) {
      this.shown.forEach(bill => notePrint(paperOf(this.order, bill)));
      this.requestUpdate();
    }
  }

  paper(bill) {
    const {order} = this;
    const {currency} = order;
    const paid = paidUp(bill);
    const copies = printsOf(paperOf(order, bill));
    const tables = [...new Set((order.usages ?? []).filter(usage => usage.status !== 'CANCELLED').map(usage => usage.unitCode))];
    const at = bill.of.completedAt ?? order.completedAt ?? order.processingAt ?? order.createdAt;
    const title = paid ? t('receipt.title') : order.status === 'DRAFT' ? t('receipt.sofar') : t('receipt.bill');
    return html`<article class="receipt" aria-label=${bill.name ? `${title}, ${bill.name}` : title}>
      <header><h2>${channels.value.find(channel => channel.id === order.saleChannelId)?.name ?? t('title')}</h2>
        <p class="soft">${t('receipt.merchant', {id: me.value.merchantId})}</p>
        <p class="what">${title}</p>
        ${copies ? html`<p class="copy">${t('receipt.copy', {n: copies})}</p>` : nothing}
        ${order.status === 'CANCELLED' ? html`<p class="copy">${t('orderStatus.CANCELLED')}</p>` : nothing}</header>
      <div class="block facts">
        ${row(t('receipt.number'), order.orderNumber)}
        ${tables.length ? row(t('receipt.table'), tables.join(' + '), 'table') : nothing}
        ${bill.name ? row(t('receipt.part'), bill.name, 'table') : nothing}
        ${order.guestCount ? row(t('guestsWord'), order.guestCount) : nothing}
        ${row(t('time'), moment(at))}
        ${order.deviceId ? row(t('signIn.device'), order.deviceId) : nothing}</div>
      <div class="block">${linesOf(bill, currency)}</div>
      ${sumsOf(bill, currency)}
      ${moneyOf(order, bill, currency)}
      ${backOf(order, bill, currency)}
      <p class="thanks">${paid ? t('receipt.thanks') : t('receipt.notPaid')}</p>
    </article>`;
  }

  render() {
    if (this.missing) {
      return html`<p class="empty">${t('order.missing')} <a href="#/floor">${t('order.toFloor')}</a></p>`;
    }
    if (!this.order) {
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    const {order} = this;
    const all = billsOf(order);
    const chosen = this.args[1];
    return html`<header class="screen-head no-print">
        <a class="bare-link" href="#/order/${order.id}" aria-label=${t('receipt.toOrder')}>${icon('back')}</a>
        <h1>${t('receipt.of', {name: orderName(order)})}</h1>
        <button class="main" @click=${() => print()}>${t('shift.print')}</button></header>
      ${all.length > 1 ? html`<nav class="choices which no-print" aria-label=${t('receipt.which')}>
        <a class="button" href="#/receipt/${order.id}" aria-current=${chosen ? nothing : 'page'}>${t('receipt.all')}</a>
        ${all.map(bill => html`<a class="button" href="#/receipt/${order.id}/${bill.id}" aria-current=${chosen === bill.id ? 'page' : nothing}>${bill.name}</a>`)}</nav>` : nothing}
      <div class="papers">${this.shown.map(bill => this.paper(bill))}</div>`;
  }
}
customElements.define('sale-receipt', Receipt);

export const draw = args => html`<sale-receipt .args=${args}></sale-receipt>`;
