// The figures of a shift: an X as it stands, a Z as it was sealed.
import {html, nothing} from '../app/parts.js';
import {moment, t, word} from '../app/i18n.js';
import {exactly, money, sign, sum} from '../app/money.js';
import {personName} from '../app/people.js';

const row = (name, amount, currency, strong = false) =>
  html`<tr><th scope="row">${name}</th><td class="num">${strong ? html`<b>${exactly(amount, currency)}</b>` : exactly(amount, currency)}</td></tr>`;

/** A row of an amount that is not zero; a Z of an older release may not have it. */
const some = (name, amount, currency) => (amount && sign(amount) !== 0 ? row(name, amount, currency) : nothing);

/** Tips by means of payment and person, and their sum. */
function tips(of) {
  const rows = (of.tips ?? []).filter(tip => sign(tip.amount) !== 0);
  return rows.length ? html`<section class="tips"><h2>${t('shift.tips')}</h2><table>
    ${rows.map(tip => row(`${word('method', tip.method)} · ${personName(tip.staff)}`, tip.amount, tip.currency))}
    ${[...Map.groupBy(rows, tip => tip.currency)].map(([currency, all]) => row(t('total'), sum(...all.map(tip => tip.amount)), currency, true))}</table></section>` : nothing;
}

/** z is the sealed report around it, or nothing. */
export const reading = (of, z) => html`<article class="reading">
  <h1>${z ? t('shift.zNumber', {n: z.number}) : t('shift.x')}</h1>
  <p>${of.deviceId} · ${moment(of.openedAt)} – ${moment(of.closedAt ?? of.readAt)}</p>
  <p>${t('shift.openedBy', {who: personName(of.openedBy)})}${of.closedBy ? ` · ${t('shift.closedBy', {who: personName(of.closedBy)})}` : nothing}</p>
  <section><h2>${t('shift.cash')}</h2><table>
    ${row(t('shift.float'), of.cash.openingFloat, of.currency)}
    ${row(t('shift.cashSales'), of.cash.sales, of.currency)}
    ${row(t('shift.PAY_IN'), of.cash.payIn, of.currency)}
    ${row(t('shift.PAY_OUT'), of.cash.payOut, of.currency)}
    ${row(t('shift.DROP'), of.cash.drop, of.currency)}
    ${row(t('shift.REFUND'), of.cash.refund, of.currency)}
    ${some(t('shift.TIP_OUT'), of.cash.tipOut, of.currency)}
    ${row(t('shift.expected'), of.cash.expected, of.currency, true)}
    ${of.cash.counted === null ? nothing : row(t('shift.counted'), of.cash.counted, of.currency, true)}
    ${of.cash.discrepancy === null ? nothing : row(t('shift.difference'), of.cash.discrepancy, of.currency, true)}</table></section>
  <section><h2>${t('pay.payments')}</h2><table><thead><tr><td></td><th class="num">${t('count')}</th><th class="num">${t('amount')}</th></tr></thead>
    ${of.tenders.map(tender => html`<tr><th scope="row">${word('method', tender.method)}</th><td class="num">${tender.payments}</td>
      <td class="num">${money(tender.amount, tender.currency)}</td></tr>`)}</table></section>
  ${of.sales.map(sales => html`<section><h2>${t('shift.sales')}</h2><table>
    <tr><th scope="row">${t('reports.orders')}</th><td class="num">${sales.orders}</td></tr>
    ${row(t('subtotal'), sales.subtotal, sales.currency)}
    ${row(t('discount'), sign(sales.discount) > 0 ? `-${sales.discount}` : sales.discount, sales.currency)}
    ${some(t('charge'), sales.charge, sales.currency)}
    ${row(t('tax'), sales.tax, sales.currency)}
    ${some(t('rounding'), sales.rounding, sales.currency)}
    ${row(t('total'), sales.total, sales.currency, true)}
    ${some(t('cashRounding'), sales.cashRounding, sales.currency)}
    ${some(t('shift.late'), sales.late, sales.currency)}
    ${some(t('pay.over'), sales.overpaid, sales.currency)}
    <tr><th scope="row">${t('shift.cancelled')}</th><td class="num">${sales.cancelledOrders} · ${money(sales.cancelledTotal, sales.currency)}</td></tr></table></section>`)}
  ${tips(of)}
  ${of.noSales ? html`<p>${t('shift.noSales', {n: of.noSales})}</p>` : nothing}
  ${of.openOrders.length ? html`<section><h2>${t('shift.openOrders')}</h2><table>${of.openOrders.map(open => html`<tr>
    <th scope="row">${word('orderStatus', open.status)} · ${open.orders}</th><td class="num">${money(open.total, open.currency)}</td></tr>`)}</table></section>` : nothing}
  ${of.note ? html`<p>${t('note')}: ${of.note}</p>` : nothing}
  ${z ? html`<p class="hash">${z.hash}</p>` : nothing}
</article>`;
