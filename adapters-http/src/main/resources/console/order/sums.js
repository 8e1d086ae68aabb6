// What makes a total, and what is due of it: each amount that is not zero on a line of its own.
import {html, nothing} from '../app/parts.js';
import {t} from '../app/i18n.js';
import {exactly, minus, sign, sum} from '../app/money.js';

const less = (amount, currency) => `${sign(amount) < 0 ? '+' : '−'}${exactly(amount.replace('-', ''), currency)}`;

const row = (name, text, amount, strong = false) => html`<p class=${name}><span>${text}</span>${strong
  ? html`<b class="amount">${amount}</b>` : html`<span class="amount">${amount}</span>`}</p>`;

/** Service charges by their name where they are known, else their sum. */
function charges(of, currency) {
  const known = (of.charges ?? []).filter(charge => sign(charge.amount) !== 0);
  // What was read before the last tap is not shown beside the total of after it.
  return known.length && sum(...known.map(charge => charge.amount)) === of.charge ? known.map(charge => row('charge', charge.name, exactly(charge.amount, currency)))
    : sign(of.charge) !== 0 ? row('charge', t('charge'), exactly(of.charge, currency)) : nothing;
}

/** What is paid and what is due; nothing before check-out. */
function money(of, currency, paid) {
  if (paid === undefined || of.due === null) {
    return nothing;
  }
  const open = sign(of.due) > 0;
  const inCash = sign(of.cashDue) > 0 && of.cashDue !== of.due;
  const over = open ? '0' : minus(paid, sum(of.total, of.cashRounding, of.tip));
  return html`${sign(of.cashRounding) !== 0 ? row('cashRounding', t('cashRounding'), exactly(of.cashRounding, currency)) : nothing}
    ${sign(paid) > 0 ? row('paid', t('paid'), exactly(paid, currency)) : nothing}
    ${sign(of.tip) > 0 ? row('tip', t('tipOfIt'), exactly(of.tip, currency)) : nothing}
    ${sign(over) > 0 ? row('over', t('pay.over'), exactly(over, currency)) : nothing}
    ${of.refunded && sign(of.refunded) > 0 ? row('refunded', t('return.back'), less(of.refunded, currency)) : nothing}
    ${open && sign(paid) > 0 ? row('due', t('pay.due'), exactly(of.due, currency), true) : nothing}
    ${inCash ? row('cashDue', t('pay.cashDue'), exactly(of.cashDue, currency)) : nothing}`;
}

/** The sums of an order, a check or a preview. soFar: the total is not final yet. */
export const sums = (of, {currency = of.currency, paid, soFar = false} = {}) => {
  const parts = [of.discount, of.charge, of.tax, of.rounding].some(amount => sign(amount) !== 0);
  return html`<div class="sums">
    ${parts ? row('subtotal', t('subtotal'), exactly(of.subtotal, currency)) : nothing}
    ${sign(of.discount) !== 0 ? row('discount', t('discount'), less(of.discount, currency)) : nothing}
    ${charges(of, currency)}
    ${sign(of.tax) !== 0 ? row('tax', t('tax'), exactly(of.tax, currency)) : nothing}
    ${sign(of.rounding) !== 0 ? row('rounding', t('rounding'), exactly(of.rounding, currency)) : nothing}
    ${row('total', soFar ? t('order.sofar') : t('total'), exactly(of.total, currency), true)}
    ${money(of, currency, paid)}</div>`;
};

/** What a line comes to: less its discount, with its tax and its part of the service charges. */
export const netOf = line => minus(sum(line.total, line.charge, line.tax, line.chargeTax), line.discount);
