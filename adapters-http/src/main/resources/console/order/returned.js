// What came back of an order, and the money for it: on its lines, in its returns, in its refunds.
import {html, icon, nothing} from '../app/parts.js';
import {can} from '../app/api.js';
import {clock, day, t, word} from '../app/i18n.js';
import {exactly, minus, money, quantity, sign, sum} from '../app/money.js';
import {reasonName} from '../app/settings.js';

const CHIPS = {SUCCESS: 'good', MANUAL: 'good', FAILED: 'bad', REQUESTED: 'warn', SENT: 'warn'};

/** One that failed is over when it was tried again, or nothing of it can be given any more. */
const over = refund => (refund.replacedById !== null ? 'refund.again' : refund.status === 'FAILED' && !refund.open ? 'refund.nothingLeft' : '');

/** How far a refund is. */
export const refundChip = refund => html`<span class="chip ${over(refund) ? '' : CHIPS[refund.status] ?? ''}">${
  word('refund', refund.status)}${over(refund) ? `, ${t(over(refund))}` : ''}</span>`;

const items = order => (order.returns ?? []).flatMap(one => one.items);

/** How much of a line came back. On a divided bill each guest's part of it counts. */
export const returnedOf = (order, line) => sum('0', ...items(order).filter(item => item.itemId === line.id).map(item => item.quantity));

/** How much of a line can still come back. */
export const leftOf = (order, line) => minus(line.quantity, returnedOf(order, line));

/** What one item of a return comes to, with its part of the charges and taxes. */
export const cameTo = item => minus(sum(item.subtotal, item.charge, item.tax, item.chargeTax), item.discount);

export const nameOf = (order, id) => order.items.find(item => item.id === id)?.name ?? '';

/** The payment whose money it is: card, 19:32. */
export function paidBy(order, refund) {
  const payment = (order.payments ?? []).find(one => one.uid === refund.attemptUid);
  return payment ? t('return.paidBy', {method: word('method', payment.method), at: clock(payment.successAt ?? payment.firstSeenAt)}) : '';
}

/** The mark on a line of which some came back. */
export function returnedChip(order, line) {
  const back = returnedOf(order, line);
  return sign(back) > 0 ? html`<span class="chip bad">${t('return.mark', {n: quantity(back), of: quantity(line.quantity)})}</span>` : nothing;
}

/** What came back, newest last: what it was, why, and that it can be sold again. */
const returnOf = (order, one) => html`<li class="return">
  <p><b>${t('return.number', {n: one.number})}</b> <span class="soft">${clock(one.createdAt)}, ${day(one.createdAt)}</span>
    <span class="amount">−${money(one.total, one.currency)}</span></p>
  ${[...Map.groupBy(one.items, item => item.itemId)].filter(([id]) => !order.items.find(item => item.id === id)?.leadItemId).map(([id, parts]) => html`<p>
    ${quantity(sum(...parts.map(part => part.quantity)))} × ${nameOf(order, id)}
    ${parts[0].reasonCode ? html`<span class="soft">${reasonName('return', parts[0].reasonCode)}</span>` : nothing}
    ${parts[0].restock ? html`<span class="chip">${t('return.restock')}</span>` : nothing}</p>`)}
  ${one.note ? html`<p class="line-note">${one.note}</p>` : nothing}</li>`;

const refundOf = (order, refund, act) => html`<li class="refund"><span>${word('method', refund.method)} <span class="soft">${
    refund.way === 'CASH' ? nothing : word('refundWay', refund.way)}</span></span>
  ${refundChip(refund)}
  <span class="amount">${exactly(refund.amount, refund.currency)}</span>
  ${refund.open && can('retryRefund') ? html`<button aria-label=${t('refund.actOn', {amount: money(refund.amount, refund.currency)})}
    @click=${() => act(refund)}>${icon('more')}</button>` : nothing}
  ${refund.note ? html`<p class="soft">${refund.note}</p>` : nothing}</li>`;

/** The sections of an order's returns and refunds. act(refund) offers what can be done about one. */
export const returnsOf = (order, act) => html`
  ${order.returns?.length ? html`<section class="payments" aria-label=${t('return.section')}><h2>${t('return.section')}</h2>
    <ul>${order.returns.map(one => returnOf(order, one))}</ul></section>` : nothing}
  ${order.refunds?.length ? html`<section class="payments refunds" aria-label=${t('refund.section')}><h2>${t('refund.section')}</h2>
    <ul>${order.refunds.map(one => refundOf(order, one, act))}</ul></section>` : nothing}`;
